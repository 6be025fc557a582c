"""What looking after an organization's people needs from a store."""

from typing import Protocol

from p2p_core.identity.members.shapes import MemberQuery
from p2p_core.identity.users.shapes import UserDetails
from p2p_core.shared.ids import OrganizationId
from p2p_core.shared.pages import Page


class MemberReader(Protocol):
    """An organization's people as its admins see them."""

    def page(self, organization_id: OrganizationId, query: MemberQuery) -> Page[UserDetails]:
        """A page of them, active or not; raises ``Invalid`` for a foreign cursor."""
        ...
