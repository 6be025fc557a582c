"""What an installation does from time to time, whoever is there, so that nothing piles up."""

from dataclasses import dataclass

from p2p_core.shared.clock import Clock
from p2p_core.shared.once import KEPT_FOR, DoneRequests

_AT_ONCE = 1000
"""How many rows go in one transaction: nobody else should have to wait for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepService:
    """Operations for a schedule; each may run at any time, twice too."""

    done_requests: DoneRequests
    clock: Clock

    def forget_requests(self) -> int:
        """Forget the requests that can't come again, and say how many that were."""
        until = self.clock.now() - KEPT_FOR
        forgotten = 0
        while found := self.done_requests.forget(until, _AT_ONCE):
            forgotten += found
        return forgotten
