"""Invitations in SQL."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select, type_coerce

from adapters.sql.changes import Versioned
from adapters.sql.dialects import among
from adapters.sql.people import organization_card, person_card
from adapters.sql.records import Shape, matching
from adapters.sql.searching import contains, pattern
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.identity import invitations, users
from adapters.sql.tables.organizations import organizations
from adapters.sql.tables.schema import Choice, Instant
from p2p_core.identity.invitations.model import Invitation, InvitationStatus, Mailed
from p2p_core.identity.invitations.shapes import (
    InvitationDetails,
    InvitationOffer,
    InvitationQuery,
    InvitationStats,
    stats_of,
)
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import InvitationId, OrganizationId
from p2p_core.shared.pages import Page, decode_cursor, page_of

INVITATION = Versioned("invitation", Invitation, invitations)
_OF_ORGANIZATION = invitations.c.organization_id == bindparam("organization_id")
_HOLD_OWN = INVITATION.hold(invitations.c.id == bindparam("id"), _OF_ORGANIZATION)
_HOLD_PENDING_AMONG = INVITATION.hold_among(
    invitations.c.address, "addresses", _OF_ORGANIZATION, invitations.c.status == InvitationStatus.PENDING
)
_MAILED = Shape(Mailed, {"address": invitations.c.address, "at": invitations.c.mailed})
_MAILED_SINCE = Statement(
    select(*_MAILED.labelled()).where(_OF_ORGANIZATION, invitations.c.mailed_at > bindparam("since"))
)

_IS_TOO_OLD = and_(
    invitations.c.status == InvitationStatus.PENDING,
    invitations.c.expires_at <= bindparam("now", type_=Instant),
)
_status: ColumnElement[Any] = type_coerce(
    case((_IS_TOO_OLD, InvitationStatus.EXPIRED.value), else_=invitations.c.status),
    Choice(InvitationStatus),
)
"""The core's ``status_at``."""
_INVITER = invitations.join(users, invitations.c.inviter_id == users.c.id).join(
    organizations, users.c.organization_id == organizations.c.id
)
_DETAILS = Shape(
    InvitationDetails,
    {
        **matching(InvitationDetails, invitations),
        "status": _status,
        **person_card("inviter.", users, organizations),
    },
)
_DETAILS_QUERY = Statement(
    select(*_DETAILS.labelled())
    .select_from(_INVITER)
    .where(invitations.c.id == bindparam("id"), _OF_ORGANIZATION)
)
_AMONG = Statement(
    among(
        invitations.c.id,
        "ids",
        lambda is_one: select(*_DETAILS.labelled()).select_from(_INVITER).where(_OF_ORGANIZATION, is_one),
    )
)
_place = organizations.alias("place")
_OFFER = Shape(
    InvitationOffer,
    {
        **matching(InvitationOffer, invitations),
        **organization_card("organization.", _place),
        **person_card("inviter.", users, organizations),
    },
)
_OFFER_QUERY = Statement(
    select(*_OFFER.labelled())
    .select_from(_INVITER.join(_place, invitations.c.organization_id == _place.c.id))
    .where(invitations.c.id == bindparam("id"), _place.c.status == OrganizationStatus.ACTIVE)
)
_STANDING = tuple(InvitationStatus)
_COUNTS = Statement(
    select(*(func.count().filter(_status == status).label(status) for status in _STANDING)).where(
        _OF_ORGANIZATION
    )
)
_FILTERS: dict[str, ColumnElement[bool]] = {
    "status": _status == bindparam("status", type_=Choice(InvitationStatus)),
    "q": contains(invitations.c.address, "q"),
}


@dataclass(frozen=True, slots=True)
class SqlInvitations:
    """Invitations within a transaction."""

    writes: Writes

    def find(self, invitation_id: InvitationId) -> Invitation | None:
        return INVITATION.find_held(self.writes, invitation_id)

    def get(self, organization_id: OrganizationId, invitation_id: InvitationId) -> Invitation:
        found = INVITATION.first(self.writes, _HOLD_OWN, id=invitation_id, organization_id=organization_id)
        if found is None:
            raise NotFound("invitation")
        return found

    def pending(self, organization_id: OrganizationId, addresses: Collection[str]) -> Sequence[Invitation]:
        of_these = json.dumps([*addresses])
        return INVITATION.all(
            self.writes, _HOLD_PENDING_AMONG, organization_id=organization_id, addresses=of_these
        )

    def mailed_since(self, organization_id: OrganizationId, since: datetime) -> Sequence[Mailed]:
        return _MAILED.all(self.writes.rows(_MAILED_SINCE, organization_id=organization_id, since=since))

    def add(self, invitation: Invitation) -> None:
        INVITATION.add(self.writes, invitation)

    def save(self, invitation: Invitation) -> None:
        invitation.version = INVITATION.save(self.writes, invitation)


@dataclass(frozen=True, slots=True)
class SqlInvitationReader:
    """Invitations as they are shown."""

    reads: Reads

    def find(self, invitation_id: InvitationId) -> Invitation | None:
        return INVITATION.find(self.reads, invitation_id)

    def offer(self, invitation_id: InvitationId) -> InvitationOffer | None:
        rows = self.reads.rows(_OFFER_QUERY, id=invitation_id)
        return _OFFER.of(rows[0]) if rows else None

    def details(
        self, organization_id: OrganizationId, invitation_id: InvitationId, now: datetime
    ) -> InvitationDetails:
        rows = self.reads.rows(_DETAILS_QUERY, id=invitation_id, organization_id=organization_id, now=now)
        if not rows:
            raise NotFound("invitation")
        return _DETAILS.of(rows[0])

    def among(
        self, organization_id: OrganizationId, invitation_ids: Collection[InvitationId], now: datetime
    ) -> Sequence[InvitationDetails]:
        these = json.dumps([*invitation_ids])
        return _DETAILS.all(self.reads.rows(_AMONG, organization_id=organization_id, ids=these, now=now))

    def page(
        self, organization_id: OrganizationId, query: InvitationQuery, now: datetime
    ) -> Page[InvitationDetails]:
        after = decode_cursor(query.binding, query.cursor, str)
        filters: dict[str, object] = {"status": query.status} if query.status else {}
        if query.q:
            filters["q"] = pattern(query.address_part)
        values = {**filters, "organization_id": organization_id, "now": now}
        position = {"last_id": after[0]} if after else {}
        statement = page_statement(frozenset(filters), goes_on=after is not None)
        rows = self.reads.rows(statement, **values, **position, limit=query.limit + 1)
        page = page_of(_DETAILS.all(rows), query.limit, query.binding, lambda found: (found.id,))
        if not query.count:
            return page
        ((total,),) = self.reads.rows(_count_statement(frozenset(filters)), **values)
        return page.counted(total)

    def stats(self, organization_id: OrganizationId, now: datetime) -> InvitationStats:
        (counts,) = self.reads.rows(_COUNTS, organization_id=organization_id, now=now)
        return stats_of(dict(zip(_STANDING, counts, strict=True)))


@cache
def page_statement(filters: frozenset[str], *, goes_on: bool) -> Statement:
    """The query for a page with these filters, from the beginning or from a position on."""
    statement = select(*_DETAILS.labelled()).select_from(_INVITER).where(_OF_ORGANIZATION)
    statement = statement.where(*(_FILTERS[name] for name in sorted(filters)))
    if goes_on:
        statement = statement.where(invitations.c.id < bindparam("last_id"))
    return Statement(statement.order_by(invitations.c.id.desc()).limit(bindparam("limit")))


@cache
def _count_statement(filters: frozenset[str]) -> Statement:
    conditions = (_FILTERS[name] for name in sorted(filters))
    return Statement(select(func.count()).select_from(invitations).where(_OF_ORGANIZATION, *conditions))
