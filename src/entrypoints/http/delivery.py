"""Files on their way out: whole or in part, in pieces that fit into memory, and harmless in a browser."""

from collections.abc import Iterator

from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

from entrypoints.http.answers import has
from entrypoints.http.call import Call
from entrypoints.http.disposition import disposition
from entrypoints.http.headers import FILE_POLICY
from entrypoints.http.ranges import NotSatisfiable, Part, part_of
from entrypoints.http.refusals import RangeNotSatisfiable
from p2p_core.files.shapes import Content
from p2p_core.shared.errors import NotFound, Unavailable

_SHOWN = ("image/", "video/")
_PUBLIC = "public, max-age=3600"
_PRIVATE = "private, no-cache"
_TEXT = "; charset=utf-8"


async def delivered(call: Call, content: Content) -> ASGIResponse:
    """The answer to whoever asks for a file's bytes and may have them."""
    call.policy = FILE_POLICY
    headers = _headers(content)
    if has(call.header(b"if-none-match"), headers["etag"]):
        return ASGIResponse(status_code=304, headers=headers)
    saved_as = disposition(_kind(call, content), content.name)
    address = await call.web.lanes.files(call.web.storage.link, content.key, content.media_type, saved_as)
    if address is not None:
        return ASGIResponse(status_code=302, headers={"location": address, "cache-control": "no-store"})
    headers |= {"content-disposition": saved_as, "accept-ranges": "bytes"}
    part = _asked(call, content, headers["etag"])
    if part is None:
        return Delivery(call, content, Part(0, content.size), 200, headers)
    headers["content-range"] = part.told_of(content.size)
    return Delivery(call, content, part, 206, headers)


class Delivery(ASGIResponse):
    """Reads as fast as the client takes it, and no faster."""

    def __init__(
        self, call: Call, content: Content, part: Part, status: int, headers: dict[str, str]
    ) -> None:
        text = _TEXT if content.media_type.startswith("text/") else ""
        headers |= {"content-type": content.media_type + text, "content-length": str(part.length)}
        self._call, self._content, self._part = call, content, part
        self._start = {
            "type": "http.response.start",
            "status": status,
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the head, then the part piece by piece; what can't be read before that is an error."""
        del scope, receive
        if self._call.method == "HEAD" or not self._part.length:
            await send(self._start)  # type: ignore[arg-type]  # an ASGI message, put together above
        else:
            pieces = await self._opened()
            piece = await self._next(pieces)
            await send(self._start)  # type: ignore[arg-type]  # the same
            while piece:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                piece = await self._next(pieces)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _opened(self) -> Iterator[bytes]:
        content, part = self._content, self._part
        try:
            read = self._call.web.storage.read
            return await self._call.web.lanes.files(read, content.key, part.start, part.length)
        except NotFound as error:  # its row says that it is there
            raise Unavailable("file") from error

    async def _next(self, pieces: Iterator[bytes]) -> bytes:
        return await self._call.web.lanes.files(next, pieces, b"")


def _headers(content: Content) -> dict[str, str]:
    shared = (
        {"cache-control": _PUBLIC}
        if content.public
        else {"cache-control": _PRIVATE, "vary": "Cookie, Authorization"}
    )
    return {**shared, "etag": f'"{content.sha256[:32]}"'}


def _kind(call: Call, content: Content) -> str:
    """Pictures and videos are shown within pages; opened on their own, like all else, they are saved."""
    alone = call.header(b"sec-fetch-dest") in {"document", "iframe", "embed", "object", "frame"}
    return "inline" if content.media_type.startswith(_SHOWN) and not alone else "attachment"


def _asked(call: Call, content: Content, etag: str) -> Part | None:
    """The part that is wanted, unless the client has the beginning of something else."""
    if call.method != "GET" or call.header(b"if-range") not in {"", etag}:
        return None
    try:
        return part_of(call.header(b"range"), content.size)
    except NotSatisfiable:
        raise RangeNotSatisfiable({"Content-Range": f"bytes */{content.size}"}) from None
