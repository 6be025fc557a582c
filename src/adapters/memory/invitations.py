"""Invitations in memory: within a transaction, and as they are shown."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.memory.people import organization_card, person_card
from adapters.memory.tables import Tables, Work
from p2p_core.identity.invitations.model import Invitation, InvitationStatus, Mailed
from p2p_core.identity.invitations.shapes import (
    InvitationDetails,
    InvitationOffer,
    InvitationQuery,
    InvitationStats,
    stats_of,
)
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.shared.errors import AlreadyExists, NotFound, Stale
from p2p_core.shared.ids import InvitationId, OrganizationId
from p2p_core.shared.pages import Page, decode_cursor, page_of


@dataclass(frozen=True, slots=True)
class MemoryInvitations:
    """Invitations in memory."""

    tables: Tables

    def find(self, invitation_id: InvitationId) -> Invitation | None:
        return self.tables.invitations.get(invitation_id)

    def get(self, organization_id: OrganizationId, invitation_id: InvitationId) -> Invitation:
        invitation = self.find(invitation_id)
        if invitation is None or invitation.organization_id != organization_id:
            raise NotFound("invitation")
        return invitation

    def pending(self, organization_id: OrganizationId, addresses: Collection[str]) -> Sequence[Invitation]:
        return self.tables.invitations.where(
            lambda invitation: (
                invitation.organization_id == organization_id
                and invitation.address in addresses
                and invitation.status is InvitationStatus.PENDING
            )
        )

    def mailed_since(self, organization_id: OrganizationId, since: datetime) -> Sequence[Mailed]:
        found = self.tables.invitations.where(
            lambda invitation: invitation.organization_id == organization_id and invitation.mailed_at > since
        )
        return [Mailed(address=invitation.address, at=invitation.mailed) for invitation in found]

    def add(self, invitation: Invitation) -> None:
        self._must_be_the_only_one_pending(invitation)
        self.tables.invitations.put(invitation.id, invitation)

    def save(self, invitation: Invitation) -> None:
        kept = self.find(invitation.id)
        if kept is None or kept.version != invitation.version:
            raise Stale("invitation")
        self._must_be_the_only_one_pending(invitation)
        invitation.version += 1
        self.tables.invitations.put(invitation.id, invitation)

    def _must_be_the_only_one_pending(self, invitation: Invitation) -> None:
        known = self.pending(invitation.organization_id, {invitation.address})
        if invitation.status is InvitationStatus.PENDING and any(one.id != invitation.id for one in known):
            raise AlreadyExists("already_invited")


@dataclass(frozen=True, slots=True)
class MemoryInvitationReader:
    """Invitations as they are shown."""

    work: Work

    def find(self, invitation_id: InvitationId) -> Invitation | None:
        with self.work() as tables:
            return MemoryInvitations(tables).find(invitation_id)

    def offer(self, invitation_id: InvitationId) -> InvitationOffer | None:
        with self.work() as tables:
            invitation = MemoryInvitations(tables).find(invitation_id)
            organization = invitation and tables.organizations.get(invitation.organization_id)
            if not (invitation and organization and organization.status is OrganizationStatus.ACTIVE):
                return None
            return InvitationOffer(
                organization=organization_card(tables, invitation.organization_id),
                inviter=person_card(tables, invitation.inviter_id),
                email=invitation.email,
                role=invitation.role,
                expires_at=invitation.expires_at,
            )

    def details(
        self, organization_id: OrganizationId, invitation_id: InvitationId, now: datetime
    ) -> InvitationDetails:
        with self.work() as tables:
            return _details(tables, MemoryInvitations(tables).get(organization_id, invitation_id), now)

    def among(
        self, organization_id: OrganizationId, invitation_ids: Collection[InvitationId], now: datetime
    ) -> Sequence[InvitationDetails]:
        with self.work() as tables:
            own = _own(tables, organization_id)
            return [_details(tables, one, now) for one in own if one.id in invitation_ids]

    def page(
        self, organization_id: OrganizationId, query: InvitationQuery, now: datetime
    ) -> Page[InvitationDetails]:
        after = decode_cursor(query.binding, query.cursor, str)
        with self.work() as tables:
            listed = [
                invitation
                for invitation in _own(tables, organization_id)
                if query.status in {None, invitation.status_at(now)}
                and query.address_part in invitation.address
            ]
            ordered = sorted(listed, key=lambda invitation: invitation.id, reverse=True)
            behind = [invitation for invitation in ordered if after is None or (invitation.id,) < after]
            page = page_of(behind, query.limit, query.binding, lambda invitation: (invitation.id,))
            shown = page.map(lambda invitation: _details(tables, invitation, now))
        return shown.counted(len(listed) if query.count else None)

    def stats(self, organization_id: OrganizationId, now: datetime) -> InvitationStats:
        with self.work() as tables:
            own = _own(tables, organization_id)
        return stats_of(Counter(invitation.status_at(now) for invitation in own))


def _own(tables: Tables, organization_id: OrganizationId) -> Sequence[Invitation]:
    return tables.invitations.where(lambda invitation: invitation.organization_id == organization_id)


def _details(tables: Tables, invitation: Invitation, now: datetime) -> InvitationDetails:
    return InvitationDetails(
        id=invitation.id,
        email=invitation.email,
        role=invitation.role,
        status=invitation.status_at(now),
        message=invitation.message,
        inviter=person_card(tables, invitation.inviter_id),
        created_at=invitation.created_at,
        expires_at=invitation.expires_at,
        accepted_at=invitation.accepted_at,
        version=invitation.version,
    )
