"""A handler that does nothing, under Litestar and without it: what a request costs before any work."""

from litestar import Litestar, get
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

_BODY = b'{"status":"ok"}'


@get("/health", sync_to_thread=False)
def health() -> dict[str, str]:
    """Answer."""
    return {"status": "ok"}


litestar: ASGIApp = Litestar([health], openapi_config=None, logging_config=None)


async def raw(scope: Scope, receive: Receive, send: Send) -> None:
    """The same as a plain ASGI function."""
    del receive
    if scope["type"] != ScopeType.HTTP:
        return
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(_BODY))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": _BODY, "more_body": False})
