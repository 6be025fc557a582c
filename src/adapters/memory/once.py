"""Requests that were done, in memory."""

from dataclasses import dataclass
from datetime import datetime

from adapters.memory.tables import Tables
from p2p_core.shared.once import DoneRequest, Once, repeat


class Claim:
    """A request within its own transaction: new here, or never begun."""

    def __init__(self, tables: Tables, once: Once, now: datetime) -> None:
        """Raise ``Replayed`` or ``Conflict`` when the key is known."""
        self._tables, self._once, self._now = tables, once, now
        known = tables.done_requests.get(key_of(once))
        if known is not None and known.is_kept(now):
            repeat(once, known.once.content, known.result)

    def keep(self, result: str) -> None:
        """Keep the key with what was made."""
        done = DoneRequest(once=self._once, result=result, at=self._now)
        self._tables.done_requests.put(key_of(self._once), done)


@dataclass(frozen=True, slots=True)
class MemoryDoneRequests:
    """Requests that were done, in memory."""

    tables: Tables

    def forget(self, until: datetime, limit: int) -> int:
        old = self.tables.done_requests.where(lambda done: done.at <= until)[:limit]
        for done in old:
            self.tables.done_requests.drop(key_of(done.once))
        return len(old)


def key_of(once: Once) -> str:
    """One text for all three, as the tables' keys are texts; none of them contains a blank."""
    return f"{once.caller} {once.operation} {once.key}"
