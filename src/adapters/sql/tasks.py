"""Events with something left to do as they are looked over, and what is done about them, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, not_, or_, select, update

from adapters.sql.records import Shape, matching
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.events import IS_OPEN, outbox, reactions
from p2p_core.shared.clock import from_milliseconds
from p2p_core.shared.ids import EventId
from p2p_core.upkeep.model import Task
from p2p_core.upkeep.shapes import TaskCounts

_TASK = Shape(Task, matching(Task, outbox))
_TASKS = select(*_TASK.labelled())
_IS_DEAD = outbox.c.buried_at.is_not(None)
_HAS_FAILED = outbox.c.attempts > 0
_IS_FREE = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= bindparam("now"))


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(*conditions)


_OPEN = Statement(
    select(
        _count(_IS_FREE, not_(_HAS_FAILED)),
        _count(not_(_IS_FREE)),
        _count(_IS_FREE, _HAS_FAILED),
        func.min(outbox.c.happened_at),
    ).where(IS_OPEN)
)
_DEAD = Statement(select(func.count()).select_from(outbox).where(_IS_DEAD))
_FIND = Statement(_TASKS.where(outbox.c.id == bindparam("id"), outbox.c.finished_at.is_(None)))
_FAILING = Statement(_TASKS.where(IS_OPEN, _HAS_FAILED).order_by(outbox.c.id).limit(bindparam("limit")))
_NEWEST_DEAD = _TASKS.where(_IS_DEAD).order_by(outbox.c.id.desc()).limit(bindparam("limit"))
_DEAD_PAGE = Statement(_NEWEST_DEAD)
_DEAD_BEFORE = Statement(_NEWEST_DEAD.where(outbox.c.id < bindparam("before")))

_AS_NEW = (
    update(outbox)
    .values(due_at=bindparam("now"), attempts=0, lost=0, leased_until=None, buried_at=None, worker=None)
    .where(outbox.c.finished_at.is_(None))
)
_RETRY = Statement(
    _AS_NEW.where(outbox.c.id == bindparam("known_id"), or_(_IS_DEAD, and_(IS_OPEN, _IS_FREE)))
)
_RETRY_DEAD = Statement(_AS_NEW.where(_IS_DEAD))

# along the primary key from the oldest on: what is kept for good there, dead letters, is little
_OLD = (
    select(outbox.c.id)
    .where(outbox.c.id < bindparam("before"), outbox.c.finished_at.is_not(None))
    .order_by(outbox.c.id)
    .limit(bindparam("limit"))
)
OLD_EVENTS = Statement(_OLD)
_dropped = _OLD.cte("dropped")
_FORGET_EVENTS = Statement(
    delete(outbox).where(outbox.c.id.in_(select(_dropped.c.id))).returning(outbox.c.id)
)
_FORGET_REACTIONS = Statement(
    delete(reactions).where(
        reactions.c.event_id <= bindparam("last"),
        ~select(outbox.c.id).where(outbox.c.id == reactions.c.event_id).exists(),
    )
)


@dataclass(frozen=True, slots=True)
class SqlTaskReader:
    """Events that aren't finished."""

    reads: Reads

    def counts(self, now: datetime) -> TaskCounts:
        ((waiting, in_flight, failing, oldest),) = self.reads.rows(_OPEN, now=now)
        ((dead,),) = self.reads.rows(_DEAD)
        return TaskCounts(
            waiting=waiting,
            in_flight=in_flight,
            failing=failing,
            dead=dead,
            oldest_at=None if oldest is None else from_milliseconds(oldest),
        )

    def find(self, event_id: EventId) -> Task | None:
        rows = self.reads.rows(_FIND, id=event_id)
        return _TASK.of(rows[0]) if rows else None

    def failing(self, limit: int) -> Sequence[Task]:
        return _TASK.all(self.reads.rows(_FAILING, limit=limit))

    def dead(self, limit: int, before: EventId | None = None) -> Sequence[Task]:
        if before is None:
            rows = self.reads.rows(_DEAD_PAGE, limit=limit)
        else:
            rows = self.reads.rows(_DEAD_BEFORE, limit=limit, before=before)
        return _TASK.all(rows)


@dataclass(frozen=True, slots=True)
class SqlTasks:
    """The same within a transaction."""

    writes: Writes

    def retry(self, event_id: EventId, now: datetime) -> None:
        self.writes.run(_RETRY, known_id=event_id, now=now)
        self.writes.has_events = True

    def retry_dead(self, now: datetime) -> int:
        self.writes.has_events = True
        return self.writes.run(_RETRY_DEAD, now=now)

    def forget_finished(self, before: EventId, limit: int) -> int:
        dropped = self.writes.rows(_FORGET_EVENTS, before=before, limit=limit)
        if dropped:
            self.writes.run(_FORGET_REACTIONS, last=max(event_id for (event_id,) in dropped))
        return len(dropped)
