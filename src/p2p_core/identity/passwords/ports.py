"""What new passwords need from a store."""

from datetime import datetime
from typing import Protocol

from p2p_core.identity.access_tokens.ports import AccessTokenTransaction
from p2p_core.identity.email_changes.ports import EmailChangeTransaction
from p2p_core.identity.logins.ports import LoginTransaction
from p2p_core.identity.passwords.model import PasswordReset
from p2p_core.shared.ids import PasswordResetId


class PasswordResets(Protocol):
    """Requests for new passwords within a transaction."""

    def find(self, reset_id: PasswordResetId) -> PasswordReset | None:
        """The request, open or not; ``None`` when there never was one or it was purged."""
        ...

    def add(self, reset: PasswordReset) -> None:
        """Store a new one."""
        ...

    def save(self, reset: PasswordReset) -> None:
        """Store a changed one."""
        ...

    def end_all(self, address: str, now: datetime) -> None:
        """End every open one of the address."""
        ...

    def forget_expired(self, before: datetime, limit: int) -> int:
        """Forget up to so many that are over, and say how many that were."""
        ...


class PasswordTransaction(EmailChangeTransaction, LoginTransaction, AccessTokenTransaction, Protocol):
    """What a password is changed with, and all that ends with the old one."""

    @property
    def password_resets(self) -> PasswordResets:
        """Requests for new passwords."""
        ...


class PasswordResetReader(Protocol):
    """Requests for new passwords outside a transaction."""

    def find(self, reset_id: PasswordResetId) -> PasswordReset | None:
        """The request, open or not."""
        ...
