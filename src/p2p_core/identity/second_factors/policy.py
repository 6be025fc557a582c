"""Who has to have a second factor."""

from p2p_core.shared.actor import Role
from p2p_core.shared.errors import Forbidden


def role_in_force(role: Role, *, required: bool, has_factor: bool) -> Role:
    """The role somebody acts in: an admin without the second factor that is required acts as a member."""
    return Role.MEMBER if required and not has_factor else role


def must_not_be_required(role: Role, *, required: bool) -> None:
    """Refuse to turn off what the organization requires of its admins."""
    if required and role is Role.ADMIN:
        raise Forbidden
