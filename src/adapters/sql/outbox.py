"""Published events on their way to their reactions, and the record of those, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func, or_, select, update

from adapters.sql.records import Shape, matching
from adapters.sql.statements import Opens, Reads, Statement
from adapters.sql.tables.events import IS_OPEN, outbox, reactions
from p2p_core.shared.events import Envelope, from_fields
from p2p_core.shared.ids import EventId

_older = outbox.alias("older")
_OLDER_OPEN = (
    select(_older.c.id)
    .where(
        _older.c.aggregate == outbox.c.aggregate,
        _older.c.id < outbox.c.id,
        _older.c.finished_at.is_(None),
        _older.c.buried_at.is_(None),
    )
    .exists()
)
_DUE = (
    select(outbox.c.id)
    .where(
        IS_OPEN,
        outbox.c.due_at <= bindparam("now"),
        or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= bindparam("now")),
        ~_OLDER_OPEN,
    )
    .order_by(outbox.c.id)
    .limit(bindparam("limit"))
)
ANY_DUE = Statement(_DUE)
# what another relay is claiming at this moment is passed over; as a named query it is asked only once
_CLAIMED = _DUE.with_for_update(skip_locked=True, of=outbox).cte("claimed")
# a lease that ended in somebody's hands: they ended without a word
_LOST = outbox.c.lost + case((outbox.c.worker.is_not(None), 1), else_=0)
_CLAIM = Statement(
    update(outbox)
    .values(leased_until=bindparam("until"), lost=_LOST, worker=None)
    .where(outbox.c.id.in_(select(_CLAIMED.c.id)))
    .returning(outbox.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An event as it is kept."""

    id: EventId
    name: str
    body: dict[str, str]
    happened_at: datetime
    attempts: int
    cause: str | None
    lost: int


_WAITING = Shape(Waiting, matching(Waiting, outbox))
# a relay's lease is there for whoever it sends the event to; a worker's is its own
_TAKE = Statement(
    update(outbox)
    .values(worker=bindparam("by"), leased_until=bindparam("until"))
    .where(
        outbox.c.id == bindparam("known_id"),
        IS_OPEN,
        outbox.c.due_at <= bindparam("now"),
        or_(
            outbox.c.worker.is_(None),
            outbox.c.leased_until.is_(None),
            outbox.c.leased_until <= bindparam("now"),
        ),
    )
    .returning(*_WAITING.labelled())
)
_RENEW = Statement(
    update(outbox)
    .values(leased_until=bindparam("until"))
    .where(IS_OPEN, outbox.c.worker == bindparam("by"), outbox.c.leased_until > bindparam("now"))
)
_OLDEST = Statement(select(*_WAITING.labelled()).where(IS_OPEN).order_by(outbox.c.id).limit(1))
_RELEASE = Statement(
    update(outbox)
    .values(leased_until=None, lost=_LOST, worker=None)
    .where(IS_OPEN, outbox.c.leased_until.is_not(None))
)
_HAS = Statement(select(outbox.c.id).where(outbox.c.id == bindparam("known_id")))
_DEAD = Statement(select(func.count()).select_from(outbox).where(outbox.c.buried_at.is_not(None)))
_RECORDED = Statement(
    select(reactions.c.event_id).where(
        reactions.c.event_id == bindparam("event_id"), reactions.c.reaction == bindparam("reaction")
    )
)


def _change(**values: ColumnElement[Any] | None) -> Statement:
    """Change an event that isn't finished; whoever comes too late changes nothing."""
    return Statement(update(outbox).values(values).where(outbox.c.id == bindparam("known_id"), IS_OPEN))


_MOMENT = outbox.c.due_at.type
_ATTEMPTED = outbox.c.attempts + 1
_FINISH = _change(finished_at=bindparam("at", type_=_MOMENT), leased_until=None)
_HOLD = _change(
    due_at=bindparam("at", type_=_MOMENT), leased_until=None, worker=None, reason=bindparam("why")
)
_POSTPONE = _change(
    due_at=bindparam("at", type_=_MOMENT),
    leased_until=None,
    worker=None,
    attempts=_ATTEMPTED,
    reason=bindparam("why"),
)
_BURY = _change(buried_at=bindparam("at", type_=_MOMENT), attempts=_ATTEMPTED, reason=bindparam("why"))


@dataclass(frozen=True, slots=True)
class SqlOutbox:
    """Unhandled events, oldest first, one of each aggregate at a time."""

    opens: Opens
    reads: Reads

    def has(self, event_id: EventId) -> bool:
        """Whether the event was published here."""
        return bool(self.reads.rows(_HAS, known_id=event_id))

    def claim(self, limit: int, now: datetime, until: datetime) -> Sequence[EventId]:
        if not self.reads.rows(ANY_DUE, now=now, limit=1):
            return []  # most polls find nothing, and then no writer is kept waiting
        with self.opens() as tx:
            rows = tx.writes.rows(_CLAIM, now=now, until=until, limit=limit)
        return sorted(EventId(event_id) for (event_id,) in rows)

    def take(self, event_id: EventId, worker: str, now: datetime, until: datetime) -> Envelope | None:
        with self.opens() as tx:
            rows = tx.writes.rows(_TAKE, known_id=event_id, by=worker, now=now, until=until)
        if not rows:
            return None
        waiting = _WAITING.of(rows[0])
        return Envelope(
            id=waiting.id,
            event=from_fields(waiting.name, waiting.body),
            happened_at=waiting.happened_at,
            attempts=waiting.attempts,
            cause=waiting.cause,
            lost=waiting.lost,
        )

    def renew(self, worker: str, now: datetime, until: datetime) -> None:
        self._run(_RENEW, by=worker, now=now, until=until)

    def finish(self, event_id: EventId, now: datetime) -> None:
        self._run(_FINISH, known_id=event_id, at=now)

    def postpone(self, event_id: EventId, until: datetime, reason: str) -> None:
        self._run(_POSTPONE, known_id=event_id, at=until, why=reason)

    def hold(self, event_id: EventId, until: datetime, reason: str) -> None:
        self._run(_HOLD, known_id=event_id, at=until, why=reason)

    def bury(self, event_id: EventId, now: datetime, reason: str) -> None:
        self._run(_BURY, known_id=event_id, at=now, why=reason)

    def release(self) -> None:
        self._run(_RELEASE)

    def oldest_waiting(self) -> datetime | None:
        rows = self.reads.rows(_OLDEST)
        return _WAITING.of(rows[0]).happened_at if rows else None

    def dead_letters(self) -> int:
        return int(self.reads.rows(_DEAD)[0][0])

    def _run(self, statement: Statement, **values: object) -> None:
        with self.opens() as tx:
            tx.writes.run(statement, **values)


@dataclass(frozen=True, slots=True)
class SqlReactions:
    """Which reactions to which events have happened."""

    reads: Reads

    def is_recorded(self, event_id: EventId, reaction: str) -> bool:
        return bool(self.reads.rows(_RECORDED, event_id=event_id, reaction=reaction))
