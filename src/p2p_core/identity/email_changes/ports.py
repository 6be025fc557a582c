"""What changing addresses needs from a store."""

from datetime import datetime
from typing import Protocol

from p2p_core.identity.attempts.ports import AttemptTransaction
from p2p_core.identity.email_changes.model import EmailChange
from p2p_core.identity.registrations.ports import RegistrationTransaction
from p2p_core.identity.sessions.ports import SessionTransaction
from p2p_core.shared.ids import EmailChangeId, UserId


class EmailChanges(Protocol):
    """Wishes for other addresses within a transaction."""

    def find(self, change_id: EmailChangeId) -> EmailChange | None:
        """The wish, open or not; ``None`` when there never was one or it was purged."""
        ...

    def add(self, change: EmailChange) -> None:
        """Store a new one."""
        ...

    def save(self, change: EmailChange) -> None:
        """Store a changed one."""
        ...

    def end_all(self, user_id: UserId, now: datetime) -> None:
        """End every open one of the person."""
        ...

    def forget_expired(self, before: datetime, limit: int) -> int:
        """Forget up to so many that are over, and say how many that were."""
        ...


class EmailChangeTransaction(SessionTransaction, RegistrationTransaction, AttemptTransaction, Protocol):
    """What an address is changed with."""

    @property
    def email_changes(self) -> EmailChanges:
        """Wishes for other addresses."""
        ...


class EmailChangeReader(Protocol):
    """Wishes for other addresses outside a transaction."""

    def find(self, change_id: EmailChangeId) -> EmailChange | None:
        """The wish, open or not."""
        ...
