"""Everything about oneself, asked for and fetched, and being erased, over HTTP."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import unstored
from entrypoints.http.body import must_be_empty, read_body
from entrypoints.http.call import Call
from entrypoints.http.cookies import session_cookie
from entrypoints.http.retries import made_once
from entrypoints.http.routes import Operation, route
from entrypoints.http.streamed import Streamed
from p2p_core.own_data.shapes import EraseMe, ErasureDetails, ExportDetails, ExportToken

_TAG = "Users"
_ZIP = "application/zip"


@route(
    "POST",
    "/export",
    Operation(
        id="requestExport",
        tag=_TAG,
        tokens=False,
        gives=ExportDetails,
        status=202,
        once=True,
        refuses=("rate_limited",),
    ),
)
async def request_export(call: Call) -> ASGIResponse:
    """Ask for everything about oneself; a mail with a link follows."""
    must_be_empty(call.body)
    exports = call.app.own_data.exports
    return unstored(await made_once(call, exports.request, exports.asked_before), 202, replayed=call.replayed)


@route(
    "GET",
    "/export",
    Operation(id="getExport", tag=_TAG, tokens=False, gives=ExportDetails, refuses=("not_found",)),
)
async def get_export(call: Call) -> ASGIResponse:
    """How one's own export stands."""
    return unstored(await call.web.lanes.read(call.app.own_data.exports.mine, call.actor))


@route(
    "POST",
    "/export/download",
    Operation(
        id="downloadExport",
        tag=_TAG,
        tokens=False,
        takes=ExportToken,
        gives=bytes,
        media=_ZIP,
        refuses=("token_invalid", "token_expired"),
    ),
)
async def download_export(call: Call) -> ASGIResponse:
    """Fetch one's own export with the token of its mail."""
    actor, exports, wanted = call.actor, call.app.own_data.exports, read_body(call.body, ExportToken)
    export = await call.web.lanes.write(exports.open, actor, wanted)

    async def part(number: int) -> bytes:
        return await call.web.lanes.write(exports.part, actor, export, number)

    return Streamed(part, export.parts, export.size, _ZIP, f"p2p-sandbox-{export.requested_at:%Y-%m-%d}.zip")


@route(
    "POST",
    "/erasure",
    Operation(
        id="eraseMe",
        tag=_TAG,
        tokens=False,
        takes=EraseMe,
        gives=ErasureDetails,
        status=202,
        once=True,
        refuses=("reauth_required", "last_admin"),
        sets_cookie=True,
    ),
)
async def erase_me(call: Call) -> ASGIResponse:
    """Have one's account erased: signed out everywhere at once, gone soon after; a mail tells of it."""
    wanted, erasures = read_body(call.body, EraseMe), call.app.own_data.erasures
    arriving = await call.web.lanes.read(call.app.files.arriving, call.actor)
    wish = await made_once(call, erasures.request, erasures.wished_before, wanted)
    for file_id in arriving:  # what lies on this machine no row will tell of any more
        await call.web.lanes.files(call.web.uploads.drop, file_id)
    return unstored(wish, 202, cookies=[session_cookie(call.web.settings).forget()], replayed=call.replayed)


router = Router("/api/v1/users/me", route_handlers=[request_export, get_export, download_export, erase_me])
