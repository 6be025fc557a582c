"""What links in mails lead to, with every field filled, as in ``builders``."""

from datetime import timedelta

from p2p_core.contracts.builders import NOON, an_id
from p2p_core.identity.email_changes.model import EmailChange
from p2p_core.identity.passwords.model import PasswordReset
from p2p_core.identity.users.model import User
from p2p_core.shared.ids import EmailChangeId, PasswordResetId, SessionId


def a_password_reset(user: User | None, address: str = "sara@plastics.example") -> PasswordReset:
    """A password that was forgotten, perhaps nobody's."""
    return PasswordReset(
        id=PasswordResetId(an_id()),
        address=address,
        user_id=user.id if user else None,
        created_at=NOON,
        expires_at=NOON + timedelta(hours=1),
    )


def an_email_change(user: User, email: str = "Sara@Elsewhere.example") -> EmailChange:
    """A wish for another address."""
    return EmailChange(
        id=EmailChangeId(an_id()),
        user_id=user.id,
        session_id=SessionId(an_id()),
        old_email=user.email,
        email=email,
        address=email.lower(),
        created_at=NOON,
        expires_at=NOON + timedelta(hours=24),
    )
