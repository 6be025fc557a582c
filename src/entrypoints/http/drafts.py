"""Drafts over HTTP: everybody keeps their own, by the composer they belong to."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import collection, nothing, one
from entrypoints.http.body import must_be_empty, read_body
from entrypoints.http.call import Call
from entrypoints.http.conditions import expected, telling_what_is_there
from entrypoints.http.query import read_query
from entrypoints.http.routes import Operation, route
from p2p_core.drafts.shapes import DraftDetails, DraftQuery, NewDraft
from p2p_core.shared.pages import Page

_TAG = "Drafts"


@route(
    "GET",
    "/",
    Operation(
        id="listDrafts", tag=_TAG, query=DraftQuery, gives=Page[DraftDetails], refuses=("invalid_cursor",)
    ),
)
async def list_drafts(call: Call) -> ASGIResponse:
    """A page of one's own drafts, what changed last first."""
    query = read_query(call.query, DraftQuery)
    return collection(await call.web.lanes.read(call.app.drafts.list, call.actor, query))


@route("GET", "/{key:str}", Operation(id="getDraft", tag=_TAG, gives=DraftDetails, refuses=("not_found",)))
async def get_draft(call: Call, key: str) -> ASGIResponse:
    """One's own draft of a composer."""
    return one(call, await call.web.lanes.read(call.app.drafts.details, call.actor, key))


@route(
    "PUT",
    "/{key:str}",
    Operation(
        id="putDraft",
        tag=_TAG,
        takes=NewDraft,
        gives=DraftDetails,
        refuses=("not_found", "draft_outdated", "too_many_drafts"),
        if_match=True,
    ),
)
async def put_draft(call: Call, key: str) -> ASGIResponse:
    """Keep what a composer holds, unless what is kept is newer."""
    new, meant, drafts = read_body(call.body, NewDraft), expected(call), call.app.drafts
    async with telling_what_is_there(call, drafts.details, key):
        draft = await call.web.lanes.write(drafts.keep, call.actor, key, new, meant)
    return one(call, draft)


@route(
    "DELETE",
    "/{key:str}",
    Operation(id="deleteDraft", tag=_TAG, status=204, refuses=("not_found",), if_match=True),
)
async def delete_draft(call: Call, key: str) -> ASGIResponse:
    """Throw one's own draft away."""
    must_be_empty(call.body)
    meant, drafts = expected(call), call.app.drafts
    async with telling_what_is_there(call, drafts.details, key):
        await call.web.lanes.write(drafts.discard, call.actor, key, meant)
    return nothing()


router = Router("/api/v1/drafts", route_handlers=[list_drafts, get_draft, put_draft, delete_draft])
