"""Who may be signed in."""

from p2p_core.identity.users.model import UserStatus
from p2p_core.organizations.model import OrganizationStatus


def may_take_part(user: UserStatus, organization: OrganizationStatus) -> bool:
    """Active people of active organizations."""
    return user is UserStatus.ACTIVE and organization is OrganizationStatus.ACTIVE
