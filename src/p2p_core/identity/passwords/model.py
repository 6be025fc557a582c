"""What is true of a request for a new password."""

from dataclasses import dataclass
from datetime import datetime

from p2p_core.shared.errors import Gone
from p2p_core.shared.events import Event
from p2p_core.shared.ids import PasswordResetId, UserId

RESET_PASSWORD = "reset-password"  # noqa: S105 - no password: the purpose that tokens of these links are bound to


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordForgotten(Event):
    """Somebody asked for a new password: whoever has the address, if anybody, gets a link."""

    reset_id: PasswordResetId


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Event):
    """An account has another password: its owner should know."""

    user_id: UserId


@dataclass(slots=True, kw_only=True)
class PasswordReset:
    """A request for a new password; kept for unknown addresses too, so that it costs the same."""

    id: PasswordResetId
    address: str
    user_id: UserId | None
    """Whose password it is about; nobody's when the address has no account."""
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether its link can still be used."""
        return self.ended_at is None and now < self.expires_at

    def must_be_open(self, now: datetime) -> None:
        """Raise ``Gone`` with ``token_used`` (or superseded) or ``token_expired``."""
        if self.ended_at is not None:
            raise Gone("token_used")
        if now >= self.expires_at:
            raise Gone("token_expired")

    def complete(self, now: datetime) -> None:
        """Use up the link."""
        self.must_be_open(now)
        self.ended_at = now
