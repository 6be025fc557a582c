"""Schedules in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from adapters.sql.dialects import insert_if_absent
from adapters.sql.records import Shape, matching
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.upkeep import schedules
from p2p_core.upkeep.model import Schedule

_SCHEDULE = Shape(Schedule, matching(Schedule, schedules))
_ALL = Statement(select(*_SCHEDULE.labelled()).order_by(schedules.c.name))
_NEW = {column.name: bindparam(column.name, type_=column.type) for column in schedules.c}
_ADD = Statement(insert_if_absent(schedules, _NEW, "name"))
_OF_THIS_NAME = schedules.c.name == bindparam("known")
_CHANGE = Statement(
    update(schedules)
    .values(cron=bindparam("new_cron"), zone=bindparam("new_zone"), next_at=bindparam("following"))
    .where(_OF_THIS_NAME)
)
# whoever changes the instant at which it was due lets it come: nobody else can any more
_COME = Statement(
    update(schedules)
    .values(last_at=bindparam("now"), next_at=bindparam("following"))
    .where(_OF_THIS_NAME, schedules.c.next_at == bindparam("due"))
)
_NOTE = Statement(update(schedules).values(last_result=bindparam("result")).where(_OF_THIS_NAME))


@dataclass(frozen=True, slots=True)
class SqlScheduleReader:
    """Schedules as they are kept."""

    reads: Reads

    def all(self) -> Sequence[Schedule]:
        return _SCHEDULE.all(self.reads.rows(_ALL))


@dataclass(frozen=True, slots=True)
class SqlSchedules:
    """Schedules within a transaction."""

    writes: Writes

    def put(self, name: str, cron: str, zone: str, next_at: datetime) -> None:
        new = {"name": name, "cron": cron, "zone": zone, "next_at": next_at}
        if not self.writes.run(_ADD, **new, last_at=None, last_result=""):
            self.writes.run(_CHANGE, known=name, new_cron=cron, new_zone=zone, following=next_at)

    def come(self, name: str, due_at: datetime, now: datetime, next_at: datetime) -> bool:
        return self.writes.run(_COME, known=name, due=due_at, now=now, following=next_at) == 1

    def note(self, name: str, result: str) -> None:
        self.writes.run(_NOTE, known=name, result=result)
