"""An answer that is ready to be sent: the framework's own takes six times as long to be made."""

from collections.abc import Callable, Iterable, Mapping

from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

_WITHOUT_BODY = {204, 304}
_OF_BODY = {b"content-type", b"content-length"}


class Written(ASGIResponse):
    """Status, headers and body, as they go out."""

    __slots__ = ("_headers",)

    def __init__(
        self,
        body: bytes = b"",
        status: int = 200,
        media_type: str = "",
        headers: Mapping[str, str] | None = None,
        cookies: Iterable[str] = (),
    ) -> None:
        """Not the framework's: nothing of what that prepares is used."""
        self.status_code = status
        self.body = body
        self._headers = [] if headers is None else [_encoded(*header) for header in headers.items()]
        self._headers += [_encoded("set-cookie", cookie) for cookie in cookies]
        if status not in _WITHOUT_BODY:
            self._headers.append((b"content-type", media_type.encode()))
            self._headers.append((b"content-length", b"%d" % len(body)))

    def for_reader(self, has: Callable[[str], bool]) -> "Written":
        """This, or only that nothing has changed where the reader has what the tag names."""
        tag = next((value for name, value in self._headers if name == b"etag"), b"")
        return self._unchanged() if tag and has(tag.decode("latin-1")) else self

    def _unchanged(self) -> "Written":
        answer = Written(status=304)
        answer._headers = [header for header in self._headers if header[0] not in _OF_BODY]
        return answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        del scope, receive
        await send({"type": "http.response.start", "status": self.status_code, "headers": self._headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})


def _encoded(name: str, value: str) -> tuple[bytes, bytes]:
    return name.encode("latin-1"), value.encode("latin-1")
