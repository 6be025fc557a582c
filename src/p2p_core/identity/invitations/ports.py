"""What invitations need from a store."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from p2p_core.identity.invitations.model import Invitation, Mailed
from p2p_core.identity.invitations.shapes import (
    InvitationDetails,
    InvitationOffer,
    InvitationQuery,
    InvitationStats,
)
from p2p_core.identity.registrations.ports import RegistrationTransaction
from p2p_core.identity.sessions.ports import SessionTransaction
from p2p_core.shared.ids import InvitationId, OrganizationId
from p2p_core.shared.pages import Page


class Invitations(Protocol):
    """Invitations within a transaction."""

    def find(self, invitation_id: InvitationId) -> Invitation | None:
        """The invitation, which nobody else changes until the transaction ends."""
        ...

    def get(self, organization_id: OrganizationId, invitation_id: InvitationId) -> Invitation:
        """The same, if it is this organization's; raises ``NotFound``."""
        ...

    def pending(self, organization_id: OrganizationId, addresses: Collection[str]) -> Sequence[Invitation]:
        """Those of these addresses that nobody accepted, cancelled or replaced, however old they are.

        An address has one at most. They are found with one question, and nobody else changes them meanwhile.
        """
        ...

    def mailed_since(self, organization_id: OrganizationId, since: datetime) -> Sequence[Mailed]:
        """Whom the organization sent links after that moment; also earlier ones of the same invitations."""
        ...

    def add(self, invitation: Invitation) -> None:
        """Store a new one; raises ``AlreadyExists`` when its address has a pending one there."""
        ...

    def save(self, invitation: Invitation) -> None:
        """Store a changed one and raise its version; raises ``Stale``, or ``AlreadyExists`` as ``add``."""
        ...


class InvitationTransaction(SessionTransaction, RegistrationTransaction, Protocol):
    """What an invitation is carried through with."""

    @property
    def invitations(self) -> Invitations:
        """Invitations."""
        ...


class InvitationReader(Protocol):
    """Invitations as they are shown."""

    def find(self, invitation_id: InvitationId) -> Invitation | None:
        """The invitation, however it stands, for mails and links."""
        ...

    def offer(self, invitation_id: InvitationId) -> InvitationOffer | None:
        """What its link promises, however it stands; ``None`` also when its organization is suspended."""
        ...

    def details(
        self, organization_id: OrganizationId, invitation_id: InvitationId, now: datetime
    ) -> InvitationDetails:
        """One of an organization's; raises ``NotFound``."""
        ...

    def among(
        self, organization_id: OrganizationId, invitation_ids: Collection[InvitationId], now: datetime
    ) -> Sequence[InvitationDetails]:
        """Those of an organization's with these ids, in one question and no order."""
        ...

    def page(
        self, organization_id: OrganizationId, query: InvitationQuery, now: datetime
    ) -> Page[InvitationDetails]:
        """A page of an organization's; raises ``Invalid`` for a foreign cursor."""
        ...

    def stats(self, organization_id: OrganizationId, now: datetime) -> InvitationStats:
        """An organization's, counted."""
        ...
