"""One's own organization with its figures and its audit log, and others', over HTTP."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import collection, figures, one
from entrypoints.http.body import read_body
from entrypoints.http.call import Call
from entrypoints.http.conditions import expected, telling_what_is_there
from entrypoints.http.query import read_query
from entrypoints.http.routes import Operation, route
from p2p_core.audit.shapes import AuditDetails, AuditQuery
from p2p_core.dashboard.shapes import OrganizationStats, StatsQuery
from p2p_core.organizations.shapes import OrganizationChanges, OrganizationDetails, OrganizationProfile
from p2p_core.shared.ids import OrganizationId
from p2p_core.shared.pages import Page
from p2p_core.shared.permissions import must_be_admin

_TAG = "Organizations"


@route("GET", "/me", Operation(id="getMyOrganization", tag=_TAG, gives=OrganizationDetails))
async def get_my_organization(call: Call) -> ASGIResponse:
    """One's own organization."""
    return one(call, await call.web.lanes.read(call.app.organizations.mine, call.actor))


@route(
    "PATCH",
    "/me",
    Operation(
        id="editMyOrganization",
        tag=_TAG,
        policy=must_be_admin,
        takes=OrganizationChanges,
        gives=OrganizationDetails,
        if_match=True,
    ),
)
async def edit_my_organization(call: Call) -> ASGIResponse:
    """Change one's own organization's profile and settings; what is left out stays as it is."""
    organizations = call.app.organizations
    changes, meant = read_body(call.body, OrganizationChanges), expected(call)
    async with telling_what_is_there(call, organizations.mine):
        changed = await call.web.lanes.write(organizations.change_mine, call.actor, changes, meant)
    return one(call, changed)


@route(
    "GET",
    "/stats",
    Operation(
        id="getOrganizationStats",
        tag=_TAG,
        policy=must_be_admin,
        query=StatsQuery,
        gives=OrganizationStats,
    ),
)
async def get_organization_stats(call: Call) -> ASGIResponse:
    """One's own organization in figures, counted now."""
    actor, query = call.actor, read_query(call.query, StatsQuery)
    return figures(await call.web.lanes.read(call.app.dashboard.organization, actor, query))


@route(
    "GET",
    "/me/audit",
    Operation(
        id="getOrganizationAudit",
        tag=_TAG,
        policy=must_be_admin,
        query=AuditQuery,
        gives=Page[AuditDetails],
        refuses=("invalid_cursor",),
    ),
)
async def get_organization_audit(call: Call) -> ASGIResponse:
    """A page of who did what in one's own organization, the newest first."""
    actor, query = call.actor, read_query(call.query, AuditQuery)
    # a rare filter looks at many entries: not where SQLite reads, on the event loop
    return collection(await call.web.lanes.write(call.app.audit.list_own, actor, query))


@route(
    "GET",
    "/{organization_id:str}",
    Operation(id="getOrganization", tag=_TAG, gives=OrganizationProfile, refuses=("not_found",)),
)
async def get_organization(call: Call, organization_id: str) -> ASGIResponse:
    """What everybody in the network sees of an organization."""
    details = call.app.organizations.details
    return figures(await call.web.lanes.read(details, call.actor, OrganizationId(organization_id)))


router = Router(
    "/api/v1/organizations",
    route_handlers=[
        get_my_organization,
        edit_my_organization,
        get_organization_stats,
        get_organization_audit,
        get_organization,
    ],
)
