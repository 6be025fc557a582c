"""What signing in refuses in its own way, and what is written down at the door."""

from p2p_core.identity.users.model import User
from p2p_core.shared.audit import Action, Deed
from p2p_core.shared.errors import Unauthenticated


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
