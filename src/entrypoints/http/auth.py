"""Signing up, proving the address, signing in and out over HTTP."""

from dataclasses import dataclass

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import nothing, unstored
from entrypoints.http.body import must_be_empty, read_body
from entrypoints.http.call import Call
from entrypoints.http.cookies import device_cookie, session_cookie
from entrypoints.http.routes import Operation, route
from p2p_core.identity.logins.shapes import Reauthenticate, SecondStep
from p2p_core.identity.registrations.shapes import (
    ResendVerification,
    SignUp,
    VerificationSent,
    Verified,
    VerifyEmail,
)
from p2p_core.identity.sessions.shapes import LoggedIn, LogIn, SessionDetails, SessionOverview

_TAG = "Authentication"
_REFUSED = ("invalid_credentials", "account_inactive", "rate_limited")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """The session as it goes on under its new secret."""

    session: SessionDetails


@route(
    "POST",
    "/signup",
    Operation(
        id="signUp",
        tag=_TAG,
        session=False,
        takes=SignUp,
        gives=VerificationSent,
        status=202,
        refuses=("rate_limited",),
    ),
)
async def sign_up(call: Call) -> ASGIResponse:
    """Sign up a person and their organization; a mail with a link follows."""
    wanted = read_body(call.body, SignUp)
    return unstored(
        await call.web.lanes.hash(call.app.identity.registrations.sign_up, call.visit, wanted), 202
    )


@route(
    "POST",
    "/email/verify",
    Operation(
        id="verifyEmail",
        tag=_TAG,
        session=False,
        takes=VerifyEmail,
        gives=Verified,
        refuses=("token_invalid", "token_expired", "token_used"),
    ),
)
async def verify_email(call: Call) -> ASGIResponse:
    """Complete a registration with the token of its mail."""
    wanted = read_body(call.body, VerifyEmail)
    return unstored(await call.web.lanes.write(call.app.identity.registrations.verify, call.visit, wanted))


@route(
    "POST",
    "/email/resend",
    Operation(
        id="resendVerification",
        tag=_TAG,
        session=False,
        takes=ResendVerification,
        gives=VerificationSent,
        status=202,
    ),
)
async def resend_verification(call: Call) -> ASGIResponse:
    """Ask for a new verification link; the answer is always the same."""
    wanted = read_body(call.body, ResendVerification)
    return unstored(
        await call.web.lanes.write(call.app.identity.registrations.resend, call.visit, wanted), 202
    )


@route(
    "POST",
    "/login",
    Operation(
        id="logIn",
        tag=_TAG,
        session=False,
        takes=LogIn,
        gives=SessionOverview,
        refuses=(*_REFUSED, "email_not_verified", "second_factor_required"),
        sets_cookie=True,
    ),
)
async def log_in(call: Call) -> ASGIResponse:
    """Sign in; the session's secret comes as a cookie."""
    credentials = read_body(call.body, LogIn)
    replaced = session_cookie(call.web.settings).read(call.header(b"cookie"))
    done = await call.web.lanes.hash(call.app.identity.logins.log_in, call.visit, credentials, replaced)
    return let_in(call, done)


@route(
    "POST",
    "/login/second-factor",
    Operation(
        id="logInWithCode",
        tag=_TAG,
        session=False,
        takes=SecondStep,
        gives=SessionOverview,
        refuses=(*_REFUSED, "unauthenticated"),
        sets_cookie=True,
    ),
)
async def log_in_with_code(call: Call) -> ASGIResponse:
    """Go on with a sign-in that a code was missing from."""
    step = read_body(call.body, SecondStep)
    replaced = session_cookie(call.web.settings).read(call.header(b"cookie"))
    done = await call.web.lanes.write(call.app.identity.logins.log_in_with_code, call.visit, step, replaced)
    return let_in(call, done)


@route(
    "POST",
    "/reauthenticate",
    Operation(
        id="reauthenticate",
        tag=_TAG,
        tokens=False,
        takes=Reauthenticate,
        status=204,
        refuses=("invalid_credentials", "rate_limited"),
    ),
)
async def reauthenticate(call: Call) -> ASGIResponse:
    """Show once more who one is; for ten minutes that is enough for acts that are hard to undo."""
    actor, proof = call.actor, read_body(call.body, Reauthenticate)
    await call.web.lanes.hash(call.app.identity.logins.reauthenticate, actor, call.visit, proof)
    return nothing()


@route("POST", "/logout", Operation(id="logOut", tag=_TAG, tokens=False, status=204))
async def log_out(call: Call) -> ASGIResponse:
    """End the session."""
    must_be_empty(call.body)
    await call.web.lanes.write(call.app.identity.sessions.log_out, call.actor)
    forget = session_cookie(call.web.settings).forget()
    return nothing({"set-cookie": forget, "clear-site-data": '"cache", "storage"'})


@route(
    "GET",
    "/session",
    Operation(id="getSession", tag=_TAG, tokens=False, gives=SessionOverview),
)
async def get_session(call: Call) -> ASGIResponse:
    """Who is signed in, where and until when."""
    overview = call.app.identity.sessions.overview
    known = call.signed_in.second_factor
    return unstored(await call.web.lanes.read(overview, call.actor, call.session, second_factor=known))


@route(
    "POST",
    "/session/refresh",
    Operation(
        id="refreshSession",
        tag=_TAG,
        tokens=False,
        gives=Refreshed,
        sets_cookie=True,
    ),
)
async def refresh_session(call: Call) -> ASGIResponse:
    """Change the session's secret; the old one stops working."""
    must_be_empty(call.body)
    issued = await call.web.lanes.write(call.app.identity.sessions.refresh, call.actor)
    cookie = session_cookie(call.web.settings).of(issued.session, issued.token)
    return unstored(Refreshed(session=issued.session), cookies=[cookie])


def let_in(call: Call, done: LoggedIn, status: int = 200) -> ASGIResponse:
    """The session, with the secrets for the browser."""
    session = session_cookie(call.web.settings).of(done.overview.session, done.token)
    device = device_cookie(call.web.settings).keep_for_a_year(done.device_secret)
    return unstored(done.overview, status, cookies=[session, device])


router = Router(
    "/api/v1/auth",
    route_handlers=[
        sign_up,
        verify_email,
        resend_verification,
        log_in,
        log_in_with_code,
        reauthenticate,
        log_out,
        get_session,
        refresh_session,
    ],
)
