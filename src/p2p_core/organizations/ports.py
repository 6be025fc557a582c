"""What organizations need from a store."""

from collections.abc import Sequence
from typing import Protocol

from p2p_core.organizations.model import Organization
from p2p_core.organizations.shapes import OrganizationDetails, OrganizationOverview, OrganizationProfile
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

    def behind(self, organization_id: str, limit: int) -> Sequence[OrganizationOverview]:
        """The next organizations by their ids, that is by age; the first ones behind an empty id."""
        ...

    def profile(self, organization_id: OrganizationId) -> OrganizationProfile:
        """What the network sees of an active one; raises ``NotFound``."""
        ...
