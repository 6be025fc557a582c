"""What organizations need from a store."""

from typing import Protocol

from p2p_core.organizations.model import Organization
from p2p_core.organizations.shapes import OrganizationDetails, OrganizationProfile
from p2p_core.shared.ids import OrganizationId
from p2p_core.shared.transactions import Transaction


class Organizations(Protocol):
    """Organizations within a transaction."""

    def get(self, organization_id: OrganizationId) -> Organization:
        """The organization; raises ``NotFound``."""
        ...

    def hold(self, organization_id: OrganizationId) -> Organization:
        """The organization, which no other transaction gets by this until this one ends; or ``NotFound``.

        What counts for an organization as a whole (its last admin, its day's invitations) is decided
        by whoever holds it, and it is held before anything that belongs to it.
        """
        ...

    def add(self, organization: Organization) -> bool:
        """Store a new one; false, and nothing is stored, when its slug is taken."""
        ...

    def save(self, organization: Organization) -> None:
        """Store a changed one and raise its version; raises ``Stale`` if somebody was faster."""
        ...


class OrganizationTransaction(Transaction, Protocol):
    """What organizations are changed with."""

    @property
    def organizations(self) -> Organizations:
        """Organizations."""
        ...


class OrganizationReader(Protocol):
    """Organizations as they are shown."""

    def details(self, organization_id: OrganizationId) -> OrganizationDetails:
        """What its own people see; raises ``NotFound``."""
        ...

    def profile(self, organization_id: OrganizationId) -> OrganizationProfile:
        """What the network sees of an active one; raises ``NotFound``."""
        ...
