"""Reports over HTTP: everybody makes them, operators and admins decide."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import collection, created, one
from entrypoints.http.body import read_body
from entrypoints.http.call import Call
from entrypoints.http.query import read_query
from entrypoints.http.retries import made_once
from entrypoints.http.routes import Operation, route
from p2p_core.forum.moderation.policy import must_moderate
from p2p_core.forum.moderation.shapes import NewReport, OwnReport, ReportDetails, ReportQuery, Resolution
from p2p_core.shared.ids import ReportId
from p2p_core.shared.pages import Page

_PATH = "/api/v1"
_TAG = "Moderation"


@route(
    "POST",
    "/reports",
    Operation(
        id="createReport",
        tag=_TAG,
        takes=NewReport,
        gives=OwnReport,
        status=201,
        refuses=("already_reported",),
        once=True,
    ),
)
async def create_report(call: Call) -> ASGIResponse:
    """Report a topic or a reply."""
    new, reports = read_body(call.body, NewReport), call.app.forum.reports
    report = await made_once(call, reports.report, reports.mine, new)
    return created(call, report, f"{_PATH}/reports/{report.id}")


@route(
    "GET",
    "/reports/{report_id:str}",
    Operation(id="getReport", tag=_TAG, gives=OwnReport, refuses=("not_found",)),
)
async def get_report(call: Call, report_id: str) -> ASGIResponse:
    """One's own report, and what was decided."""
    mine = call.app.forum.reports.mine
    return one(call, await call.web.lanes.read(mine, call.actor, ReportId(report_id)))


@route(
    "GET",
    "/moderation/reports",
    Operation(
        id="listReports",
        tag=_TAG,
        policy=must_moderate,
        query=ReportQuery,
        gives=Page[ReportDetails],
        refuses=("invalid_cursor",),
    ),
)
async def list_reports(call: Call) -> ASGIResponse:
    """A page of the reports that one may decide about."""
    query = read_query(call.query, ReportQuery)
    return collection(await call.web.lanes.read(call.app.forum.reports.list, call.actor, query))


@route(
    "POST",
    "/moderation/reports/{report_id:str}/resolve",
    Operation(
        id="resolveReport",
        tag=_TAG,
        policy=must_moderate,
        takes=Resolution,
        gives=ReportDetails,
        refuses=("not_found", "report_resolved", "topic_locked"),
    ),
)
async def resolve_report(call: Call, report_id: str) -> ASGIResponse:
    """Decide about a report; the author is told why, unless it is dismissed."""
    resolution, resolve = read_body(call.body, Resolution), call.app.forum.reports.resolve
    return one(call, await call.web.lanes.write(resolve, call.actor, ReportId(report_id), resolution))


router = Router(_PATH, route_handlers=[create_report, get_report, list_reports, resolve_report])
