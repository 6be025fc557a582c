"""The outbox and the record of reactions in memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.memory.tables import Tables, Waiting, Work
from p2p_core.shared.events import Envelope
from p2p_core.shared.ids import EventId


@dataclass(frozen=True, slots=True)
class MemoryOutbox:
    """Events in the order in which they were published."""

    work: Work

    def claim(self, limit: int, now: datetime, until: datetime) -> Sequence[EventId]:
        with self.work() as tables:
            claimed: list[EventId] = []
            blocked: set[str] = set()
            for waiting in tables.outbox.where(lambda row: row.is_open):
                if len(claimed) == limit:
                    break
                if waiting.event.aggregate not in blocked and _is_free(waiting, now):
                    waiting.lost += bool(waiting.worker)
                    waiting.worker, waiting.leased_until = None, until
                    tables.outbox.put(waiting.id, waiting)
                    claimed.append(EventId(waiting.id))
                blocked.add(waiting.event.aggregate)
            return claimed

    def take(self, event_id: EventId, worker: str, now: datetime, until: datetime) -> Envelope | None:
        with self.work() as tables:
            waiting = tables.outbox.get(event_id)
            if waiting is None or not waiting.is_open or not _may_be_taken(waiting, now):
                return None
            waiting.worker, waiting.leased_until = worker, until
            tables.outbox.put(event_id, waiting)
        return Envelope(
            id=event_id,
            event=waiting.event,
            happened_at=waiting.happened_at,
            attempts=waiting.attempts,
            cause=waiting.cause,
            lost=waiting.lost,
        )

    def renew(self, worker: str, now: datetime, until: datetime) -> None:
        with self.work() as tables:
            for waiting in tables.outbox.where(lambda row: row.is_open and row.worker == worker):
                if _is_leased(waiting, now):
                    waiting.leased_until = until
                    tables.outbox.put(waiting.id, waiting)

    def finish(self, event_id: EventId, now: datetime) -> None:
        def change(waiting: Waiting) -> None:
            waiting.finished_at = now

        self._change(event_id, change)

    def postpone(self, event_id: EventId, until: datetime, reason: str) -> None:
        def change(waiting: Waiting) -> None:
            waiting.attempts += 1
            waiting.due_at = until
            waiting.worker, waiting.leased_until = None, None
            waiting.reason = reason

        self._change(event_id, change)

    def hold(self, event_id: EventId, until: datetime, reason: str) -> None:
        def change(waiting: Waiting) -> None:
            waiting.due_at = until
            waiting.worker, waiting.leased_until = None, None
            waiting.reason = reason

        self._change(event_id, change)

    def bury(self, event_id: EventId, now: datetime, reason: str) -> None:
        def change(waiting: Waiting) -> None:
            waiting.attempts += 1
            waiting.buried_at = now
            waiting.reason = reason

        self._change(event_id, change)

    def release(self) -> None:
        with self.work() as tables:
            for waiting in tables.outbox.where(lambda row: row.leased_until is not None):
                waiting.lost += bool(waiting.worker)
                waiting.worker, waiting.leased_until = None, None
                tables.outbox.put(waiting.id, waiting)

    def oldest_waiting(self) -> datetime | None:
        with self.work() as tables:
            return min(
                (row.happened_at for row in tables.outbox.where(lambda row: row.is_open)), default=None
            )

    def dead_letters(self) -> int:
        with self.work() as tables:
            return len(tables.outbox.where(lambda row: row.buried_at is not None))

    def _change(self, event_id: EventId, change: Callable[[Waiting], None]) -> None:
        with self.work() as tables:
            waiting = tables.outbox.get(event_id)
            if waiting is not None and waiting.is_open:
                change(waiting)
                tables.outbox.put(event_id, waiting)


@dataclass(frozen=True, slots=True)
class MemoryReactions:
    """Which reactions have happened."""

    work: Work

    def is_recorded(self, event_id: EventId, reaction: str) -> bool:
        with self.work() as tables:
            return reaction_key(event_id, reaction) in tables.reactions


def reaction_key(event_id: EventId, reaction: str) -> str:
    """One text for the pair, as the tables' keys are texts."""
    return f"{event_id} {reaction}"


def forget_reactions(tables: Tables, events: set[str]) -> None:
    """Drop the record of what happened after these events."""
    for key in [key for key in tables.reactions if key.partition(" ")[0] in events]:
        tables.reactions.drop(key)


def _is_free(waiting: Waiting, now: datetime) -> bool:
    return waiting.due_at <= now and not _is_leased(waiting, now)


def _is_leased(waiting: Waiting, now: datetime) -> bool:
    return waiting.leased_until is not None and waiting.leased_until > now


def _may_be_taken(waiting: Waiting, now: datetime) -> bool:
    """A relay's lease is there for whoever it sends the event to; a worker's is its own."""
    return waiting.due_at <= now and not (waiting.worker and _is_leased(waiting, now))


def recorded(tables: Tables, event_id: EventId, reaction: str) -> bool:
    """Record a reaction within a transaction; false when it was there."""
    key = reaction_key(event_id, reaction)
    if key in tables.reactions:
        return False
    tables.reactions.put(key, reaction)
    return True
