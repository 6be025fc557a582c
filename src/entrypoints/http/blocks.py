"""Blocking people over HTTP."""

from litestar.response.base import ASGIResponse

from entrypoints.http.answers import figures
from entrypoints.http.body import must_be_empty
from entrypoints.http.call import Call
from entrypoints.http.routes import Operation, route
from p2p_core.identity.blocks.shapes import Blocked
from p2p_core.shared.ids import UserId

_TAG = "Users"
_REFUSES = ("not_found", "not_yourself")


async def _blocked(call: Call, user_id: str, *, on: bool) -> ASGIResponse:
    must_be_empty(call.body)
    block = call.app.identity.blocks.block
    return figures(await call.web.lanes.write(block, call.actor, UserId(user_id), on=on))


@route(
    "PUT",
    "/{user_id:str}/block",
    Operation(id="blockPerson", tag=_TAG, gives=Blocked, refuses=_REFUSES),
)
async def block_person(call: Call, user_id: str) -> ASGIResponse:
    """Be told of nothing more that somebody does; they don't learn of it."""
    return await _blocked(call, user_id, on=True)


@route(
    "DELETE",
    "/{user_id:str}/block",
    Operation(id="unblockPerson", tag=_TAG, gives=Blocked, refuses=_REFUSES),
)
async def unblock_person(call: Call, user_id: str) -> ASGIResponse:
    """Be told again of what somebody does from now on."""
    return await _blocked(call, user_id, on=False)
