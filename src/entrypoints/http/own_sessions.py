"""One's own sessions over HTTP: see them, end them."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import nothing, unstored
from entrypoints.http.body import must_be_empty
from entrypoints.http.call import Call
from entrypoints.http.query import read_query
from entrypoints.http.routes import Operation, route
from p2p_core.identity.sessions.shapes import OpenSession, SessionQuery
from p2p_core.shared.ids import SessionId
from p2p_core.shared.pages import Page

_TAG = "Authentication"


@route(
    "GET",
    "/",
    Operation(
        id="listSessions",
        tag=_TAG,
        tokens=False,
        query=SessionQuery,
        gives=Page[OpenSession],
        refuses=("invalid_cursor",),
    ),
)
async def list_sessions(call: Call) -> ASGIResponse:
    """A page of one's own sessions, the newest first."""
    actor, query = call.actor, read_query(call.query, SessionQuery)
    return unstored(await call.web.lanes.read(call.app.identity.sessions.list, actor, query))


@route(
    "DELETE",
    "/{session_id:str}",
    Operation(id="endSession", tag=_TAG, tokens=False, status=204, refuses=("not_found",)),
)
async def end_session(call: Call, session_id: str) -> ASGIResponse:
    """End one of one's own sessions."""
    must_be_empty(call.body)
    await call.web.lanes.write(call.app.identity.sessions.end, call.actor, SessionId(session_id))
    return nothing()


@route("DELETE", "/", Operation(id="endOtherSessions", tag=_TAG, tokens=False, status=204))
async def end_other_sessions(call: Call) -> ASGIResponse:
    """End all of one's own sessions but this one."""
    must_be_empty(call.body)
    await call.web.lanes.write(call.app.identity.sessions.end_others, call.actor)
    return nothing()


router = Router("/api/v1/auth/sessions", route_handlers=[list_sessions, end_session, end_other_sessions])
