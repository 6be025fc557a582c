"""From what went wrong to what the client is told: one table of statuses, one shape for every error."""

import logging
from dataclasses import dataclass
from math import ceil

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException

from entrypoints.http.call import Call, HttpRequest, call_of
from entrypoints.http.refusals import MethodNotAllowed, NoSuchRoute, Refusal
from entrypoints.http.wording import DETAILS, MESSAGES, TITLES, say
from p2p_core.drafts.shapes import DraftDetails, DraftOutdated
from p2p_core.identity.logins.model import SecondFactorRequired
from p2p_core.shared.errors import (
    Conflict,
    CoreError,
    FieldError,
    Forbidden,
    Gone,
    Invalid,
    NotFound,
    Stale,
    TooMany,
    Unauthenticated,
    Unavailable,
)

PROBLEM_JSON = "application/problem+json"
STATUSES: dict[type[CoreError], int] = {
    Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    Stale: 412,
    Conflict: 409,
    Gone: 410,
    Invalid: 422,
    TooMany: 429,
    Unavailable: 503,
}
"""Family of core error -> HTTP status; the nearest ancestor counts. The only place that knows both."""

MOST_ERRORS = 100
"""How many failing fields are told at the most: far more than any form has, and no long answer."""

_CHALLENGE = 'Bearer realm="P2P Sandbox"'
"""RFC 9110 wants one with each 401; this one makes no browser ask for a password by itself."""
_TRY_AGAIN_AFTER = 2
_SERVER_ERROR = 500
_log = logging.getLogger("p2p.http")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """One field that failed."""

    field: str
    code: str
    message: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Problem details as RFC 9457 has them, with the stable code that clients switch on."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: tuple[FieldProblem, ...] | None = None
    version: int | None = None
    challenge: str | None = None
    draft: DraftDetails | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the client may know of an error."""

    status: int
    code: str
    headers: dict[str, str]
    errors: tuple[FieldError, ...] | None = None
    version: int | None = None
    """Of what is there now, where a change was meant for another one."""
    challenge: str | None = None
    """What goes on with a sign-in that a code is missing from."""
    draft: DraftDetails | None = None
    """What is kept, where something older was to be."""


def refuse(request: HttpRequest, error: Exception) -> Response[bytes]:
    """Answer to any exception, whoever raised it."""
    call = call_of(request.scope)
    told = _told(error)
    if told.status == _SERVER_ERROR:
        _log.error("unexpected error", exc_info=error)
    return Response(
        problem(call, told),
        status_code=told.status,
        media_type=PROBLEM_JSON,
        headers={"Cache-Control": "no-store", **told.headers},
    )


def problem(call: Call, told: Told) -> bytes:
    """The body of an error's answer."""
    errors = None
    if told.errors is not None:
        errors = tuple(_field_problem(call, error) for error in told.errors[:MOST_ERRORS])
    return msgspec.json.encode(
        Problem(
            type=f"/docs/problems#{told.code}",
            title=say(TITLES, told.code, call.language) or told.code,
            status=told.status,
            detail=say(DETAILS, told.code, call.language) or "",
            code=told.code,
            request_id=call.id,
            errors=errors,
            version=told.version,
            challenge=told.challenge,
            draft=told.draft,
        )
    )


def _field_problem(call: Call, error: FieldError) -> FieldProblem:
    words = say(MESSAGES, error.code, call.language) or error.code
    return FieldProblem(
        field=error.field, code=error.code, message=words.replace("{limit}", str(error.limit))
    )


def _told(error: Exception) -> Told:
    if isinstance(error, Refusal):
        return Told(error.status, error.code, error.headers, version=error.version)
    if isinstance(error, CoreError):
        return _told_by_core(error)
    if isinstance(error, NotFoundException):
        return Told(NoSuchRoute.status, NoSuchRoute.code, {})
    if isinstance(error, MethodNotAllowedException):
        return Told(MethodNotAllowed.status, MethodNotAllowed.code, {"Allow": _allowed(error)})
    return Told(_SERVER_ERROR, "internal", {})


def _told_by_core(error: CoreError) -> Told:
    status = next(STATUSES[family] for family in type(error).__mro__ if family in STATUSES)
    headers: dict[str, str] = {}
    if isinstance(error, Unauthenticated):
        headers["WWW-Authenticate"] = _CHALLENGE
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(max(1, ceil(error.retry_after.total_seconds())))
    if isinstance(error, Unavailable):
        headers["Retry-After"] = str(_TRY_AGAIN_AFTER)
        _tell_of(error)
    errors = error.errors if isinstance(error, Invalid) else None
    version = error.version if isinstance(error, Stale) else None
    challenge = error.challenge if isinstance(error, SecondFactorRequired) else None
    draft = error.kept if isinstance(error, DraftOutdated) else None
    return Told(status, error.code, headers, errors, version, challenge, draft)


def _tell_of(error: Unavailable) -> None:
    """One line, since there is one for each request while a database is away; the rest is for debugging."""
    cause = error.__cause__
    words = str(cause).strip().partition("\n")[0] if cause else ""
    debugging = _log.isEnabledFor(logging.DEBUG)
    _log.warning("%s", f"{error}: {words}" if words else error, exc_info=cause if debugging else None)


def _allowed(error: HTTPException) -> str:
    """The methods of the path; what can be read can also be asked for its headers alone."""
    methods = {method.strip() for method in (error.headers or {}).get("allow", "").split(",")}
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))
