"""Previews over HTTP: what is being written, as it will look."""

from litestar.response.base import ASGIResponse

from entrypoints.http.answers import unstored
from entrypoints.http.body import read_body
from entrypoints.http.call import Call
from entrypoints.http.routes import Operation, route
from p2p_core.forum.previews.shapes import NewPreview, Preview


@route("POST", "/preview", Operation(id="previewText", tag="Forum", takes=NewPreview, gives=Preview))
async def preview_text(call: Call) -> ASGIResponse:
    """How a topic's or a reply's words would be shown; nothing is kept."""
    new = read_body(call.body, NewPreview)
    return unstored(await call.web.lanes.read(call.app.forum.previews.show, call.actor, new))


HANDLERS = [preview_text]
