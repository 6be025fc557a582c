"""Requests that were done, in SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, select, tuple_, update

from adapters.sql.dialects import insert_or_renew
from adapters.sql.statements import Statement, Writes
from adapters.sql.tables.once import done_requests
from p2p_core.shared.once import KEPT_FOR, Once, repeat

_ASKED = ("caller", "operation", "key")
_PLACE = and_(*(done_requests.c[name] == bindparam(f"known_{name}") for name in _ASKED))
_NEW = {column.name: bindparam(column.name, type_=column.type) for column in done_requests.c}
# waits for whoever is at the same request, and then changes nothing; one too old to count is begun anew
_CLAIM = Statement(
    insert_or_renew(
        done_requests, _NEW, _ASKED, done_requests.c.at <= bindparam("until", type_=done_requests.c.at.type)
    )
)
_KNOWN = Statement(select(done_requests.c.content, done_requests.c.result).where(_PLACE))
_KEEP = Statement(update(done_requests).values(result=bindparam("result")).where(_PLACE))
_COLUMNS = [done_requests.c[name] for name in _ASKED]
_OLD = (
    select(*_COLUMNS)
    .where(done_requests.c.at <= bindparam("until"))
    .order_by(done_requests.c.at)
    .limit(bindparam("limit"))
)
FORGET = Statement(delete(done_requests).where(tuple_(*_COLUMNS).in_(_OLD)))


class Claim:
    """A request within its own transaction: new here, or never begun."""

    def __init__(self, writes: Writes, once: Once, now: datetime) -> None:
        """Raise ``Replayed`` or ``Conflict`` when the key is known."""
        self._writes = writes
        self._place = {f"known_{name}": getattr(once, name) for name in _ASKED}
        asked = {name: getattr(once, name) for name in _ASKED}
        if not writes.run(_CLAIM, **asked, content=once.content, result="", at=now, until=now - KEPT_FOR):
            ((content, result),) = writes.rows(_KNOWN, **self._place)
            repeat(once, content, result)

    def keep(self, result: str) -> None:
        """Keep the key with what was made."""
        self._writes.run(_KEEP, **self._place, result=result)


@dataclass(frozen=True, slots=True)
class SqlDoneRequests:
    """Requests that were done, in SQL."""

    writes: Writes

    def forget(self, until: datetime, limit: int) -> int:
        return self.writes.run(FORGET, until=until, limit=limit)
