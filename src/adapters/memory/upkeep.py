"""Tasks and schedules in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.memory.outbox import forget_reactions
from adapters.memory.tables import Tables, Waiting, Work
from p2p_core.shared.ids import EventId
from p2p_core.upkeep.model import Schedule, Task, TaskState
from p2p_core.upkeep.shapes import TaskCounts


@dataclass(frozen=True, slots=True)
class MemoryTaskReader:
    """Events that aren't finished."""

    work: Work

    def counts(self, now: datetime) -> TaskCounts:
        tasks = self._unfinished()
        states = [task.state(now) for task in tasks]
        return TaskCounts(
            waiting=states.count(TaskState.WAITING),
            in_flight=states.count(TaskState.IN_FLIGHT),
            failing=states.count(TaskState.FAILING),
            dead=states.count(TaskState.DEAD),
            oldest_at=min((task.happened_at for task in tasks if not task.buried_at), default=None),
        )

    def find(self, event_id: EventId) -> Task | None:
        return next((task for task in self._unfinished() if task.id == event_id), None)

    def failing(self, limit: int) -> Sequence[Task]:
        return [task for task in self._unfinished() if task.attempts and not task.buried_at][:limit]

    def dead(self, limit: int, before: EventId | None = None) -> Sequence[Task]:
        dead = [task for task in self._unfinished() if task.buried_at]
        return [task for task in reversed(dead) if before is None or task.id < before][:limit]

    def _unfinished(self) -> list[Task]:
        with self.work() as tables:
            return [_task(row) for row in tables.outbox.where(lambda row: row.finished_at is None)]


@dataclass(frozen=True, slots=True)
class MemoryTasks:
    """The same within a transaction."""

    tables: Tables

    def retry(self, event_id: EventId, now: datetime) -> None:
        row = self.tables.outbox.get(event_id)
        if row and row.finished_at is None and _task(row).state(now) is not TaskState.IN_FLIGHT:
            self._again(row, now)

    def retry_dead(self, now: datetime) -> int:
        dead = self.tables.outbox.where(lambda row: row.buried_at is not None)
        for row in dead:
            self._again(row, now)
        return len(dead)

    def forget_finished(self, before: EventId, limit: int) -> int:
        old = self.tables.outbox.where(lambda row: row.finished_at is not None and row.id < before)[:limit]
        for row in old:
            self.tables.outbox.drop(row.id)
        forget_reactions(self.tables, {row.id for row in old})
        return len(old)

    def _again(self, row: Waiting, now: datetime) -> None:
        row.due_at, row.leased_until, row.buried_at = now, None, None
        row.attempts, row.lost, row.worker = 0, 0, None
        self.tables.outbox.put(row.id, row)


def _task(row: Waiting) -> Task:
    return Task(
        id=EventId(row.id),
        name=type(row.event).__name__,
        aggregate=row.event.aggregate,
        happened_at=row.happened_at,
        due_at=row.due_at,
        attempts=row.attempts,
        leased_until=row.leased_until,
        buried_at=row.buried_at,
        reason=row.reason,
        worker=row.worker,
        lost=row.lost,
    )


@dataclass(frozen=True, slots=True)
class MemoryScheduleReader:
    """Schedules as they are kept."""

    work: Work

    def all(self) -> Sequence[Schedule]:
        with self.work() as tables:
            return sorted(tables.schedules.where(lambda _: True), key=lambda schedule: schedule.name)


@dataclass(frozen=True, slots=True)
class MemorySchedules:
    """Schedules within a transaction."""

    tables: Tables

    def put(self, name: str, cron: str, zone: str, next_at: datetime) -> None:
        known = self.tables.schedules.get(name)
        if known:
            changed = replace(known, cron=cron, zone=zone, next_at=next_at)
        else:
            changed = Schedule(name=name, cron=cron, zone=zone, next_at=next_at, last_at=None, last_result="")
        self.tables.schedules.put(name, changed)

    def come(self, name: str, due_at: datetime, now: datetime, next_at: datetime) -> bool:
        known = self.tables.schedules.get(name)
        if known is None or known.next_at != due_at:
            return False
        self.tables.schedules.put(name, replace(known, last_at=now, next_at=next_at))
        return True

    def note(self, name: str, result: str) -> None:
        known = self.tables.schedules.get(name)
        if known:
            self.tables.schedules.put(name, replace(known, last_result=result))
