"""Who may be signed in."""

from p2p_core.identity.users.model import UserStatus
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.shared.errors import Forbidden


def may_take_part(user: UserStatus, organization: OrganizationStatus) -> bool:
    """Active people of active organizations."""
    return user is UserStatus.ACTIVE and organization is OrganizationStatus.ACTIVE


def must_take_part(user: UserStatus, organization: OrganizationStatus) -> None:
    """Refuse everybody else; only told after the right password."""
    if not may_take_part(user, organization):
        raise Forbidden("account_inactive")
