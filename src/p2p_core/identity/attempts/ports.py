"""What counting attempts needs from a store."""

from datetime import datetime
from typing import Protocol

from p2p_core.identity.attempts.model import Tally
from p2p_core.shared.transactions import Transaction


class Tallies(Protocol):
    """Counts within a transaction."""

    def hold(self, tally_id: str, now: datetime) -> Tally:
        """The tally, at zero if there is none; nobody else may change it until the transaction ends."""
        ...

    def save(self, tally: Tally) -> None:
        """Store a changed one."""
        ...

    def drop(self, tally_id: str) -> None:
        """Forget it; nothing happens when there is none."""
        ...

    def forget_expired(self, before: datetime, limit: int) -> int:
        """Forget up to so many that mean nothing any more, and say how many that were."""
        ...


class AttemptTransaction(Transaction, Protocol):
    """What attempts are counted with."""

    @property
    def tallies(self) -> Tallies:
        """Counts."""
        ...
