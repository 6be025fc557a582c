"""Counts of attempts in SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete

from adapters.sql.changes import Stored
from adapters.sql.expiry import forget_expired, forgetting
from adapters.sql.statements import Statement, Writes
from adapters.sql.tables.credentials import tallies
from p2p_core.identity.attempts.model import Tally

TALLY = Stored("tally", Tally, tallies)
_HOLD = TALLY.insertion_or_hold("id")
_SAVE = TALLY.update()
_DROP = Statement(delete(tallies).where(tallies.c.id == bindparam("known_id")))
_FORGET_EXPIRED = forgetting(tallies, tallies.c.expires_at)


@dataclass(frozen=True, slots=True)
class SqlTallies:
    """Counts within a transaction."""

    writes: Writes

    def hold(self, tally_id: str, now: datetime) -> Tally:
        new = TALLY.record.values(Tally(id=tally_id, expires_at=now))
        return TALLY.record.of(self.writes.rows(_HOLD, **new)[0])

    def save(self, tally: Tally) -> None:
        self.writes.run(_SAVE, known_id=tally.id, **TALLY.record.values(tally))

    def drop(self, tally_id: str) -> None:
        self.writes.run(_DROP, known_id=tally_id)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return forget_expired(self.writes, _FORGET_EXPIRED, before, limit)
