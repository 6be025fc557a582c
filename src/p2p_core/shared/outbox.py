"""The outbox as the relay sees it: events kept beside the data until all their reactions are done."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from p2p_core.shared.events import Envelope
from p2p_core.shared.ids import EventId

LEASE = timedelta(seconds=30)
"""How long a claimed event stays with whoever claimed it, before another may take it over."""

_FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(minutes=15)
"""How long an event waits for its next attempt at the most."""
_MOST_ATTEMPTS = 20
MOST_LOST = 3
"""How many workers may end with one event in hand: what ends them is not handed to a fourth."""


class Outbox(Protocol):
    """Unhandled events, oldest first, one of each aggregate at a time."""

    def claim(self, limit: int, now: datetime, until: datetime) -> Sequence[EventId]:
        """Lease up to so many due events; none whose aggregate has an older unfinished one.

        One whose lease ended while somebody had it in hand counts as lost once more.
        """
        ...

    def take(self, event_id: EventId, worker: str, now: datetime, until: datetime) -> Envelope | None:
        """Have an event in hand, which nobody else takes until then.

        ``None`` when it is finished, isn't due, never was, or somebody has it in hand: brokers may deliver
        as often as they like. Raises ``UnknownEvent``.
        """
        ...

    def renew(self, worker: str, now: datetime, until: datetime) -> None:
        """Keep what a worker has in hand for longer; what was taken over from it meanwhile stays taken."""
        ...

    def finish(self, event_id: EventId, now: datetime) -> None:
        """All its reactions are done."""
        ...

    def postpone(self, event_id: EventId, until: datetime, reason: str) -> None:
        """It failed: hand it out again then; counts the attempt."""
        ...

    def hold(self, event_id: EventId, until: datetime, reason: str) -> None:
        """Its turn has not come: hand it out again then; counts no attempt."""
        ...

    def bury(self, event_id: EventId, now: datetime, reason: str) -> None:
        """It failed for good: a dead letter, kept for somebody to look at."""
        ...

    def release(self) -> None:
        """End every lease; for a start at which nobody else can be working."""
        ...

    def oldest_waiting(self) -> datetime | None:
        """When the oldest unfinished event that isn't a dead letter happened."""
        ...

    def dead_letters(self) -> int:
        """How many events failed for good."""
        ...


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many failures: 2 s doubled each time, 15 min at most; ``None``: give up."""
    if attempts >= _MOST_ATTEMPTS:
        return None
    doubled: int = 2 ** (attempts - 1)
    return now + min(_FIRST_DELAY * doubled, LONGEST_DELAY)
