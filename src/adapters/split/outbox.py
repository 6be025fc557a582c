"""Events of both stores on their way to their reactions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.split.rest_side import RestOutbox
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.events import Envelope
from p2p_core.shared.ids import EventId
from p2p_core.shared.outbox import Outbox
from p2p_core.upkeep.model import Task
from p2p_core.upkeep.ports import TaskReader
from p2p_core.upkeep.shapes import TaskCounts


@dataclass(frozen=True, slots=True)
class SplitOutbox:
    """Unhandled events: each is where it happened, and its id tells nobody where that is.

    While content can't be reached, all else is handled.
    """

    content: Outbox
    rest: RestOutbox

    def claim(self, limit: int, now: datetime, until: datetime) -> Sequence[EventId]:
        """No more than half from one while the other has as many."""
        try:
            first = self.content.claim((limit + 1) // 2, now, until)
        except Unavailable:
            if others := self.rest.claim(limit, now, until):
                return others
            raise
        others = self.rest.claim(limit - len(first), now, until) if len(first) < limit else ()
        return sorted([*first, *others])

    def take(self, event_id: EventId, worker: str, now: datetime, until: datetime) -> Envelope | None:
        return self._of(event_id).take(event_id, worker, now, until)

    def renew(self, worker: str, now: datetime, until: datetime) -> None:
        self.rest.renew(worker, now, until)
        self.content.renew(worker, now, until)

    def finish(self, event_id: EventId, now: datetime) -> None:
        self._of(event_id).finish(event_id, now)

    def postpone(self, event_id: EventId, until: datetime, reason: str) -> None:
        self._of(event_id).postpone(event_id, until, reason)

    def hold(self, event_id: EventId, until: datetime, reason: str) -> None:
        self._of(event_id).hold(event_id, until, reason)

    def bury(self, event_id: EventId, now: datetime, reason: str) -> None:
        self._of(event_id).bury(event_id, now, reason)

    def release(self) -> None:
        self.content.release()
        self.rest.release()

    def oldest_waiting(self) -> datetime | None:
        both = (self.content.oldest_waiting(), self.rest.oldest_waiting())
        return min(filter(None, both), default=None)

    def dead_letters(self) -> int:
        return self.content.dead_letters() + self.rest.dead_letters()

    def _of(self, event_id: EventId) -> Outbox:
        return self.rest if self.rest.has(event_id) else self.content


@dataclass(frozen=True, slots=True)
class SplitTaskReader:
    """Events of both that aren't finished."""

    content: TaskReader
    rest: TaskReader

    def counts(self, now: datetime) -> TaskCounts:
        one, other = self.content.counts(now), self.rest.counts(now)
        return TaskCounts(
            waiting=one.waiting + other.waiting,
            in_flight=one.in_flight + other.in_flight,
            failing=one.failing + other.failing,
            dead=one.dead + other.dead,
            oldest_at=min(filter(None, (one.oldest_at, other.oldest_at)), default=None),
        )

    def find(self, event_id: EventId) -> Task | None:
        return self.content.find(event_id) or self.rest.find(event_id)

    def failing(self, limit: int) -> Sequence[Task]:
        both = [*self.content.failing(limit), *self.rest.failing(limit)]
        return sorted(both, key=lambda task: task.id)[:limit]

    def dead(self, limit: int, before: EventId | None = None) -> Sequence[Task]:
        both = [*self.content.dead(limit, before), *self.rest.dead(limit, before)]
        return sorted(both, key=lambda task: task.id, reverse=True)[:limit]
