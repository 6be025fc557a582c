"""What every routed request passes before its handler, in the order of refusal that api.md fixes."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, Receive, Scope, Send

from entrypoints.http.answers import for_reader
from entrypoints.http.arrival import arrived, must_fit
from entrypoints.http.call import Call, call_of
from entrypoints.http.cookies import SecretCookie, session_cookie
from entrypoints.http.kept import Key
from entrypoints.http.origins import cross_site_rule
from entrypoints.http.query import must_have_no_query
from entrypoints.http.refusals import CrossOrigin, Refusal, UnsupportedMediaType
from entrypoints.http.routes import (
    Handler,
    Operation,
    announced_at,
    function_of,
    methods_at,
    operation_of,
    takes_form,
)
from entrypoints.settings import Settings
from p2p_core.shared.errors import Forbidden, Unauthenticated
from p2p_core.shared.ids import TopicId

_SAFE = {"GET", "HEAD", "OPTIONS"}
_OK = 200
_PREFETCH = "prefetch"
_BEARER = "bearer"
_LONGEST_TOKEN = 200
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


def admission(settings: Settings) -> Callable[[ASGIApp], ASGIApp]:
    """Make the middleware: 413 and 415, 401, 429, both kinds of 403; the handler's is what comes after."""
    cookie = session_cookie(settings)
    is_cross_site = cross_site_rule(settings)

    def middleware(app: ASGIApp) -> ASGIApp:
        async def admit(scope: Scope, receive: Receive, send: Send) -> None:
            call = call_of(scope)
            if call.method == "OPTIONS":
                routes, template = scope["litestar_app"].routes, scope["path_template"]
                told = {"allow": ", ".join(methods_at(routes, template)), **announced_at(routes, template)}
                await ASGIResponse(status_code=204, headers=told)(scope, receive, send)
                return
            operation = operation_of(scope["route_handler"])
            call.operation = operation.id if operation else ""
            form = takes_form(scope["route_handler"])
            await _received(call, operation, partial(_take_in, call, receive, operation, form=form), cookie)
            if call.recognized and not (operation and operation.polls and operation.polls(call)):
                call.web.uses.note(call.recognized)
            if call.method not in _SAFE:
                _must_be_meant(call, is_cross_site)
            if operation and operation.policy:
                operation.policy(call.actor)
            if operation and operation.query is None:
                must_have_no_query(call.query)
            function = function_of(scope["route_handler"])
            if function is None:
                await app(scope, receive, send)
                return
            answer = await _answer(call, operation, function, scope["path_params"])
            final = for_reader(call, answer)
            if operation and operation.shows:
                _note_view(call, final.status_code, TopicId(scope["path_params"][operation.shows]))
            await final(scope, receive, send)

        return admit

    return middleware


def _note_view(call: Call, status: int, topic_id: TopicId) -> None:
    """What was shown was seen: not headers alone, not what the reader had already or may never open."""
    prefetched = _PREFETCH in call.header(b"sec-purpose").lower()
    if status == _OK and call.method == "GET" and not prefetched:
        call.web.views.note(call.actor, topic_id)


async def _take_in(call: Call, receive: Receive, operation: Operation | None, *, form: bool) -> None:
    """Read the body, or leave it to the handler where it comes in pieces."""
    pieces = operation.pieces if operation else None
    if pieces:
        must_fit(call, pieces.longest)
        _must_be(call, pieces.media_type)
        call.receive = receive
    elif call.method not in _SAFE:
        call.body = await arrived(receive, call)
        if not (form and _kind(call) in _FORMS):
            _must_be_json(call)


async def _get_to_know(call: Call, cookie: SecretCookie, operation: Operation) -> None:
    """Find out who asks, where that matters; some operations are for visitors as well."""
    if not (operation.session or operation.visitors):
        return
    try:
        await _recognize(call, cookie, takes_tokens=operation.tokens)
    except Unauthenticated:
        if operation.session:
            raise


async def _answer(
    call: Call, operation: Operation | None, make: Handler, path: Mapping[str, Any]
) -> ASGIResponse:
    """What was answered before, where nothing has changed since, or what is made now."""
    if operation is None or operation.kept_for is None:
        return await make(call, **path)
    kept, key = call.web.kept, Key(operation.kept_for(call.actor), call.path, call.query)
    known, edition = kept.recall(key), kept.edition
    if known is not None:
        return known
    answer = await make(call, **path)
    kept.keep(key, answer, edition)
    return answer


async def _received(
    call: Call, operation: Operation | None, take_in: Callable[[], Awaitable[None]], cookie: SecretCookie
) -> None:
    """Have the body, know who asks, and count it, also where that is as far as it gets."""
    try:
        await take_in()
        if operation:
            await _get_to_know(call, cookie, operation)
    except (Refusal, Unauthenticated):
        await _count(call)
        raise
    await _count(call)


async def _count(call: Call) -> None:
    """Count the request against its budgets; raises ``TooMany``."""
    who = call.recognized.actor if call.recognized else None
    await call.web.budgets.count(call.operation, call.query, who, call.network)


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


def _must_be(call: Call, media_type: str) -> None:
    """The type alone: how to read what follows, its reader knows; who sends nothing learns that there."""
    if call.header(b"content-length") in {"", "0"} and b"transfer-encoding" not in call.headers:
        return
    if _kind(call) != media_type:
        raise UnsupportedMediaType
    if call.header(b"content-encoding").lower() not in {"", "identity"}:
        raise UnsupportedMediaType


def _kind(call: Call) -> str:
    return call.header(b"content-type").lower().partition(";")[0].strip()


def _must_be_meant(call: Call, is_cross_site: Callable[[Call], bool]) -> None:
    """Refuse what another site's page sends by a browser, and what a token may not do.

    No page can make a browser send a token, so where one was shown there is nothing to fear.
    """
    by_token = call.recognized is not None and call.recognized.session is None
    if not by_token and is_cross_site(call):
        raise CrossOrigin
    if call.recognized and not call.recognized.may_write:
        raise Forbidden


async def _recognize(call: Call, cookie: SecretCookie, *, takes_tokens: bool) -> None:
    """Find out who is there, a token that is shown is all that counts.

    Known from a moment ago, or with one bounded, indexed read.
    """
    token = _shown_token(call)
    if token is not None:
        if not takes_tokens or len(token) > _LONGEST_TOKEN:
            raise Unauthenticated
        call.recognized = await call.web.lanes.read(call.app.identity.access_tokens.recognize, token.strip())
        return
    secret = cookie.read(call.header(b"cookie"))
    if secret is None:
        raise Unauthenticated
    sessions = call.app.identity.sessions
    call.recognized = sessions.recall(secret) or await call.web.lanes.read(sessions.recognize, secret)


def _shown_token(call: Call) -> str | None:
    if b"authorization" not in call.headers:
        return None
    scheme, _, token = call.header(b"authorization").partition(" ")
    return token if scheme.lower() == _BEARER else None
