"""Counts of attempts within a transaction."""

from dataclasses import dataclass
from datetime import datetime

from adapters.memory.tables import Tables, dropped
from p2p_core.identity.attempts.model import Tally


@dataclass(frozen=True, slots=True)
class MemoryTallies:
    """Counts in memory."""

    tables: Tables

    def hold(self, tally_id: str, now: datetime) -> Tally:
        return self.tables.tallies.get(tally_id) or Tally(id=tally_id, expires_at=now)

    def save(self, tally: Tally) -> None:
        self.tables.tallies.put(tally.id, tally)

    def drop(self, tally_id: str) -> None:
        self.tables.tallies.drop(tally_id)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return dropped(self.tables.tallies, lambda tally: tally.expires_at <= before, limit)
