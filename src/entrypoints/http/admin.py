"""What operators see: work that waits or failed, and have tried again; who did what."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import unstored
from entrypoints.http.body import must_be_empty
from entrypoints.http.call import Call
from entrypoints.http.query import read_query
from entrypoints.http.routes import Operation, route
from p2p_core.audit.shapes import AuditDetails, AuditQuery
from p2p_core.shared.actor import must_be_operator
from p2p_core.shared.ids import EventId
from p2p_core.shared.pages import Page
from p2p_core.upkeep.shapes import TaskDetails, TasksOverview, TasksQuery

_TAG = "Administration"


@route(
    "GET",
    "/tasks",
    Operation(
        id="getTasks",
        tag=_TAG,
        policy=must_be_operator,
        query=TasksQuery,
        gives=TasksOverview,
        refuses=("invalid_cursor",),
    ),
)
async def get_tasks(call: Call) -> ASGIResponse:
    """All the work that is left to do: queues, failures, dead letters, schedules."""
    actor, query = call.actor, read_query(call.query, TasksQuery)
    # a long backlog takes long to count: not where SQLite reads, on the event loop
    return unstored(await call.web.lanes.write(call.app.tasks.overview, actor, query))


@route(
    "POST",
    "/tasks/{task_id:str}/retry",
    Operation(id="retryTask", tag=_TAG, policy=must_be_operator, gives=TaskDetails, refuses=("not_found",)),
)
async def retry_task(call: Call, task_id: str) -> ASGIResponse:
    """Have a failed task tried again."""
    must_be_empty(call.body)
    return unstored(await call.web.lanes.write(call.app.tasks.retry, call.actor, EventId(task_id)))


@route(
    "GET",
    "/audit",
    Operation(
        id="getAudit",
        tag=_TAG,
        policy=must_be_operator,
        query=AuditQuery,
        gives=Page[AuditDetails],
        refuses=("invalid_cursor",),
    ),
)
async def get_audit(call: Call) -> ASGIResponse:
    """A page of who did what, the newest first."""
    actor, query = call.actor, read_query(call.query, AuditQuery)
    # a rare filter looks at many entries: not where SQLite reads, on the event loop
    return unstored(await call.web.lanes.write(call.app.audit.list, actor, query))


router = Router("/api/v1/admin", route_handlers=[get_tasks, retry_task, get_audit])
