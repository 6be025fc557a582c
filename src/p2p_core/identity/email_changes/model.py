"""What is true of a wish for another address, until its link is used."""

from dataclasses import dataclass
from datetime import datetime

from p2p_core.shared.errors import Gone
from p2p_core.shared.events import Event
from p2p_core.shared.ids import EmailChangeId, SessionId, UserId

CONFIRM_EMAIL = "confirm-email"
"""The purpose that tokens of confirmation links are bound to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChangeRequested(Event):
    """Somebody wants another address: it is to be proven, and the old one to be told."""

    change_id: EmailChangeId


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChanged(Event):
    """An account has another address: the old one should know."""

    change_id: EmailChangeId


@dataclass(slots=True, kw_only=True)
class EmailChange:
    """A wish for another address."""

    id: EmailChangeId
    user_id: UserId
    session_id: SessionId
    """The session it was asked for in, which goes on when the others end."""
    old_email: str
    email: str
    address: str
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether its link can still be used."""
        return self.ended_at is None and now < self.expires_at

    def complete(self, now: datetime) -> None:
        """Use up the link; raises ``Gone`` with ``token_used`` (or superseded) or ``token_expired``."""
        if self.ended_at is not None:
            raise Gone("token_used")
        if now >= self.expires_at:
            raise Gone("token_expired")
        self.ended_at = now
