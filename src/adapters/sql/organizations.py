"""Organizations in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from adapters.sql.changes import Versioned
from adapters.sql.people import shown
from adapters.sql.records import Shape, matching
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.identity import users
from adapters.sql.tables.organizations import organizations
from p2p_core.organizations.model import Organization, OrganizationStatus, found_by
from p2p_core.organizations.shapes import OrganizationDetails, OrganizationOverview, OrganizationProfile
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import OrganizationId

ORGANIZATION = Versioned("organization", Organization, organizations, derived={"found_by": found_by})
_ADD = ORGANIZATION.insertion_if_absent("slug")

_MEMBERS = (
    select(func.count())
    .where(users.c.organization_id == organizations.c.id, users.c.deleted_at.is_(None))
    .correlate(organizations)
).scalar_subquery()
_DETAILS = Shape(
    OrganizationDetails,
    {
        **matching(OrganizationDetails, organizations),
        "member_count": _MEMBERS,
        "logo": shown(organizations.c.logo_id),
    },
)
_DETAILS_QUERY = Statement(select(*_DETAILS.labelled()).where(organizations.c.id == bindparam("id")))

_PROFILE = Shape(
    OrganizationProfile,
    {
        **matching(OrganizationProfile, organizations),
        "member_count": _MEMBERS,
        "logo": shown(organizations.c.logo_id),
    },
)
_PROFILE_QUERY = Statement(
    select(*_PROFILE.labelled()).where(
        organizations.c.id == bindparam("id"), organizations.c.status == OrganizationStatus.ACTIVE
    )
)

_OVERVIEW = Shape(
    OrganizationOverview, {**matching(OrganizationOverview, organizations), "member_count": _MEMBERS}
)
_BEHIND = Statement(
    select(*_OVERVIEW.labelled())
    .where(organizations.c.id > bindparam("id"))
    .order_by(organizations.c.id)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class SqlOrganizations:
    """Organizations within a transaction."""

    writes: Writes

    def get(self, organization_id: OrganizationId) -> Organization:
        return ORGANIZATION.get(self.writes, organization_id)

    def hold(self, organization_id: OrganizationId) -> Organization:
        return ORGANIZATION.get_held(self.writes, organization_id)

    def add(self, organization: Organization) -> bool:
        return ORGANIZATION.add_if_absent(self.writes, _ADD, organization)

    def save(self, organization: Organization) -> None:
        organization.version = ORGANIZATION.save(self.writes, organization)


@dataclass(frozen=True, slots=True)
class SqlOrganizationReader:
    """Organizations as they are shown."""

    reads: Reads

    def details(self, organization_id: OrganizationId) -> OrganizationDetails:
        rows = self.reads.rows(_DETAILS_QUERY, id=organization_id)
        if not rows:
            raise NotFound("organization")
        return _DETAILS.of(rows[0])

    def behind(self, organization_id: str, limit: int) -> Sequence[OrganizationOverview]:
        return [_OVERVIEW.of(row) for row in self.reads.rows(_BEHIND, id=organization_id, limit=limit)]

    def profile(self, organization_id: OrganizationId) -> OrganizationProfile:
        rows = self.reads.rows(_PROFILE_QUERY, id=organization_id)
        if not rows:
            raise NotFound("organization")
        return _PROFILE.of(rows[0])
