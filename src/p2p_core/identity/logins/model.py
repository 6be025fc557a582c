"""What signing in refuses in its own way, and what is written down at the door."""

from dataclasses import dataclass

from p2p_core.identity.sessions.model import Session
from p2p_core.identity.users.model import User, address_of
from p2p_core.shared.audit import Action, Deed
from p2p_core.shared.errors import Unauthenticated
from p2p_core.shared.inputs import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An opened session with the secrets for the browser."""

    session: Session
    token: str
    device_secret: str
    operator: bool


class SecondFactorRequired(Unauthenticated):
    """The password was right, and a code is needed beside it; ``challenge`` is the secret of this sign-in."""

    def __init__(self, challenge: str) -> None:
        super().__init__("second_factor_required")
        self.challenge = challenge


def at_the_door(action: Action, user: User | None, code: str = "") -> Deed:
    """What is written down of somebody at the door; of an address that nobody has, not even that."""
    return Deed(
        action=action,
        actor_id=user.id if user else None,
        organization_id=user.organization_id if user else None,
        details={"code": code} if code else {},
    )


def normal_address(email: str) -> str:
    """The normal form; what can't be an address is nobody's, and keeps a count of its own all the same."""
    try:
        return address_of(email)
    except Refused:
        return email
