"""Answers that are kept as they go out: who asks the same before anything has changed gets the same bytes.

They are good for one edition of the database, which every commit ends, whoever made it, and the edition is
asked for anew by each request: nothing that is kept can be older than what a query would find. What a key
stands for begins with who asks, so that nobody gets what isn't theirs (see docs/decisions).
"""

from collections.abc import Callable
from typing import NamedTuple

from litestar.response.base import ASGIResponse

from entrypoints.http.written import Written
from p2p_core.shared.actor import Actor

_OK = 200
_MOST = 16 * 1024 * 1024
AROUND = 1536
"""Bytes that keeping an answer takes beside those of its body: what it is found by, and its headers."""

Audience = Callable[[Actor], tuple[str, ...]]
"""Those who are shown the same, named by what they have in common."""


class Key(NamedTuple):
    """What was asked, and by whom."""

    audience: tuple[str, ...]
    path: str
    query: bytes


def alone(actor: Actor) -> tuple[str, ...]:
    """What shows what the reader did with it, or may do."""
    return actor.user_id, *together(actor)


def together(actor: Actor) -> tuple[str, ...]:
    """What everybody of an organization with the same rights sees alike."""
    return actor.organization_id, actor.role, str(actor.operator)


class KeptAnswers:
    """The answers of one edition, up to so many bytes; used on the event loop alone."""

    def __init__(self, edition: Callable[[], int | None], most: int = _MOST) -> None:
        """Take where the edition is asked for; none means that asking costs as much as a query."""
        self._ask = edition
        self._most = most
        self._edition: int | None = None
        self._kept: dict[Key, Written] = {}
        self._bytes = 0
        self.hits = 0
        """How many requests were answered from here."""
        self.misses = 0
        """How many could have been, and weren't."""

    def recall(self, key: Key) -> Written | None:
        """What was answered last, if nothing has changed since."""
        edition = self._ask()
        if edition != self._edition:
            self._begin(edition)
        kept = self._kept.get(key)
        if edition is not None:
            self.hits += kept is not None
            self.misses += kept is None
        return kept

    @property
    def edition(self) -> int | None:
        """Which one was found by whoever asked last."""
        return self._edition

    def keep(self, key: Key, answer: ASGIResponse, edition: int | None) -> None:
        """Keep an answer whose making began at this edition, unless another has begun meanwhile."""
        if edition is None or edition != self._edition or key in self._kept:
            return
        if not isinstance(answer, Written) or answer.status_code != _OK:
            return
        size = AROUND + len(answer.body) + len(key.path) + len(key.query)
        if self._bytes + size > self._most:
            self._begin(edition)
        if size <= self._most:
            self._kept[key] = answer
            self._bytes += size

    def _begin(self, edition: int | None) -> None:
        self._edition, self._kept, self._bytes = edition, {}, 0
