"""What an installation does from time to time, whoever is there, so that nothing piles up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from p2p_core.shared.clock import Clock
from p2p_core.shared.once import KEPT_FOR, DoneRequests
from p2p_core.shared.transactions import Begin, Transaction

_AT_ONCE = 500
"""How many rows go in one transaction: nobody else should have to wait for long."""


class HousekeepingTransaction(Transaction, Protocol):
    """What is forgotten in time."""

    @property
    def done_requests(self) -> DoneRequests:
        """Requests that were done and may come again."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class HousekeepingService:
    """Operations for a schedule; each may run at any time, twice too."""

    begin: Begin[HousekeepingTransaction]
    clock: Clock

    def forget_requests(self) -> int:
        """Forget the requests that can't come again, and say how many that were."""
        until = self.clock.now() - KEPT_FOR
        forgotten = 0
        while found := self._forget_some(until):
            forgotten += found
        return forgotten

    def _forget_some(self, until: datetime) -> int:
        with self.begin() as tx:
            return tx.done_requests.forget(until, _AT_ONCE)
