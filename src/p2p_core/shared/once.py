"""Doing what was asked once, however often the request arrives: its key is kept with what it made.

The key is written in the operation's own transaction: an operation that fails leaves none, and one that
is asked twice at the same time waits for itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn, Protocol

from p2p_core.shared.errors import Conflict
from p2p_core.shared.ids import UserId

KEPT_FOR = timedelta(hours=24)
"""How long a request may come again; afterwards its key is as good as new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """A request that may arrive more than once and must be done once."""

    caller: UserId
    operation: str
    key: str
    """Chosen by the caller, anew for each thing to be made."""
    content: str
    """A hash of everything else that was asked, so that a key used for something else is noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneRequest:
    """What is kept of a request that was done."""

    once: Once
    result: str
    """The id of what it made."""
    at: datetime

    def is_kept(self, now: datetime) -> bool:
        """Whether the request is still recognised."""
        return now - self.at < KEPT_FOR


class Replayed(Exception):
    """The request was done before: nothing happens, and ``result`` is the id of what it made then."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result


class DoneRequests(Protocol):
    """Requests that were done, within a transaction."""

    def forget(self, until: datetime, limit: int) -> int:
        """Forget up to so many that were done until then, and say how many that were."""
        ...


def repeat(once: Once, content: str, result: str) -> NoReturn:
    """Answer to a request whose key is known: ``Replayed``, or ``Conflict`` when something else is asked."""
    if once.content != content:
        raise Conflict("idempotency_key_reused")
    raise Replayed(result)
