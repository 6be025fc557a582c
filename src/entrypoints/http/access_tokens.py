"""One's own access tokens over HTTP; they can't make or end each other."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import nothing, unstored
from entrypoints.http.body import must_be_empty, read_body
from entrypoints.http.call import Call
from entrypoints.http.query import read_query
from entrypoints.http.routes import Operation, route
from p2p_core.identity.access_tokens.shapes import (
    AccessTokenDetails,
    AccessTokenQuery,
    IssuedAccessToken,
    NewAccessToken,
)
from p2p_core.shared.ids import AccessTokenId
from p2p_core.shared.pages import Page

_PATH = "/api/v1/auth/tokens"
_TAG = "Authentication"


@route(
    "GET",
    "/",
    Operation(
        id="listAccessTokens",
        tag=_TAG,
        tokens=False,
        query=AccessTokenQuery,
        gives=Page[AccessTokenDetails],
        refuses=("invalid_cursor",),
    ),
)
async def list_access_tokens(call: Call) -> ASGIResponse:
    """A page of one's own access tokens, the newest first, without their secrets."""
    actor, query = call.actor, read_query(call.query, AccessTokenQuery)
    return unstored(await call.web.lanes.read(call.app.identity.access_tokens.list, actor, query))


@route(
    "POST",
    "/",
    Operation(
        id="createAccessToken",
        tag=_TAG,
        tokens=False,
        takes=NewAccessToken,
        gives=IssuedAccessToken,
        status=201,
        refuses=("reauth_required", "forbidden", "too_many_tokens"),
    ),
)
async def create_access_token(call: Call) -> ASGIResponse:
    """Make an access token for a script; its secret is shown this once."""
    actor, new = call.actor, read_body(call.body, NewAccessToken)
    token = await call.web.lanes.write(call.app.identity.access_tokens.create, actor, new)
    return unstored(token, 201, location=f"{_PATH}/{token.id}")


@route(
    "DELETE",
    "/{token_id:str}",
    Operation(id="endAccessToken", tag=_TAG, tokens=False, status=204, refuses=("not_found",)),
)
async def end_access_token(call: Call, token_id: str) -> ASGIResponse:
    """End one of one's own access tokens."""
    must_be_empty(call.body)
    await call.web.lanes.write(call.app.identity.access_tokens.end, call.actor, AccessTokenId(token_id))
    return nothing()


router = Router(_PATH, route_handlers=[list_access_tokens, create_access_token, end_access_token])
