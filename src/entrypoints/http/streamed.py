"""An answer that is sent part by part: however long it is, one part of it is in memory at a time."""

from collections.abc import Awaitable, Callable

from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

Part = Callable[[int], Awaitable[bytes]]


class Streamed(ASGIResponse):
    """A file for its one reader, which no cache keeps."""

    __slots__ = ("_head", "_part", "_parts")

    def __init__(self, part: Part, parts: int, size: int, media_type: str, name: str) -> None:
        """Not the framework's: nothing of what that prepares is used."""
        self.status_code = 200
        self._part, self._parts = part, parts
        self._head = [
            (b"content-type", media_type.encode()),
            (b"content-length", b"%d" % size),
            (b"content-disposition", f'attachment; filename="{name}"'.encode()),
            (b"cache-control", b"no-store"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; the first part is there before anything is promised."""
        del scope, receive
        content = await self._part(0)
        await send({"type": "http.response.start", "status": self.status_code, "headers": self._head})
        for number in range(1, self._parts):
            await send({"type": "http.response.body", "body": content, "more_body": True})
            content = await self._part(number)
        await send({"type": "http.response.body", "body": content, "more_body": False})
