"""What every routed request passes before its handler, in the order of refusal that api.md fixes."""

import logging
from asyncio import timeout
from collections.abc import Callable

from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, Receive, Scope, Send

from entrypoints.http.call import Call, call_of
from entrypoints.http.cookies import SessionCookie
from entrypoints.http.origins import cross_site_rule
from entrypoints.http.query import must_have_no_query
from entrypoints.http.refusals import CrossOrigin, PayloadTooLarge, RequestTimeout, UnsupportedMediaType
from entrypoints.http.routes import methods_at, operation_of
from entrypoints.settings import Settings
from p2p_core.shared.errors import Unauthenticated, Unavailable

LONGEST_BODY = 524_288  # 20,000 characters, each escaped as two surrogates, are 240 kB

LONGEST_READ = 30.0

_SAFE = {"GET", "HEAD", "OPTIONS"}
_log = logging.getLogger("p2p.http")


def admission(settings: Settings) -> Callable[[ASGIApp], ASGIApp]:
    """Make the middleware: 413 and 415, then 401, then 403; what comes after is the handler's."""
    cookie = SessionCookie(settings)
    is_cross_site = cross_site_rule(settings)

    def middleware(app: ASGIApp) -> ASGIApp:
        async def admit(scope: Scope, receive: Receive, send: Send) -> None:
            call = call_of(scope)
            if call.method == "OPTIONS":
                allow = ", ".join(methods_at(scope["litestar_app"].routes, scope["path_template"]))
                await ASGIResponse(status_code=204, headers={"allow": allow})(scope, receive, send)
                return
            if call.method not in _SAFE:
                call.body = await _read(receive, call)
                _must_be_json(call)
            operation = operation_of(scope["route_handler"])
            if operation and operation.session:
                await _recognize(call, cookie)
            if call.method not in _SAFE and is_cross_site(call):
                raise CrossOrigin
            if operation and operation.query is None:
                must_have_no_query(call.query)
            await app(scope, receive, send)

        return admit

    return middleware


async def _read(receive: Receive, call: Call) -> bytes:
    """The whole body; it stops reading where it is too long, whatever was announced."""
    announced = call.header(b"content-length")
    if announced.isdecimal() and int(announced[:20]) > LONGEST_BODY:
        raise PayloadTooLarge
    try:
        async with timeout(LONGEST_READ):
            return await _joined(receive)
    except TimeoutError:
        raise RequestTimeout from None


async def _joined(receive: Receive) -> bytes:
    parts, length, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        part, more = message.get("body", b""), message.get("more_body", False)
        length += len(part)
        if length > LONGEST_BODY:
            raise PayloadTooLarge
        parts.append(part)
    return b"".join(parts)


def _must_be_json(call: Call) -> None:
    """Other sites' forms can send text/plain, and compressed bodies can be bombs: only plain JSON is read."""
    declared = call.header(b"content-type")
    if not call.body and not declared:
        return
    kind, _, parameters = declared.lower().partition(";")
    charset = parameters.strip().replace('"', "")
    if kind.strip() != "application/json" or charset not in {"", "charset=utf-8"}:
        raise UnsupportedMediaType
    if call.header(b"content-encoding").lower() not in {"", "identity"}:
        raise UnsupportedMediaType


async def _recognize(call: Call, cookie: SessionCookie) -> None:
    """Find out who is there. The look-up is one bounded, indexed read, so it runs on the loop."""
    secret = cookie.read(call.header(b"cookie"))
    if secret is None:
        raise Unauthenticated
    sessions = call.app.identity.sessions
    call.recognized = sessions.recognize(secret)
    if call.recognized.use_is_due:
        try:
            await call.web.lanes.write(sessions.use, call.recognized.actor)
        except Unavailable:  # readers go on reading while nothing can be written
            _log.warning("could not note the use of a session", exc_info=True)
