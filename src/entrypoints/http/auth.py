"""Signing up, proving the address, signing in and out over HTTP."""

from dataclasses import dataclass

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import nothing, unstored
from entrypoints.http.body import must_be_empty, read_body
from entrypoints.http.call import Call
from entrypoints.http.cookies import SessionCookie
from entrypoints.http.routes import Operation, route
from p2p_core.identity.registrations.shapes import (
    ResendVerification,
    SignUp,
    VerificationSent,
    Verified,
    VerifyEmail,
)
from p2p_core.identity.sessions.shapes import LogIn, SessionDetails, SessionOverview

_TAG = "Authentication"


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
        refuses=("invalid_credentials", "email_not_verified", "account_inactive"),
        sets_cookie=True,
    ),
)
async def log_in(call: Call) -> ASGIResponse:
    """Sign in; the session's secret comes as a cookie."""
    credentials = read_body(call.body, LogIn)
    cookie = SessionCookie(call.web.settings)
    replaced = cookie.read(call.header(b"cookie"))
    done = await call.web.lanes.hash(call.app.identity.sessions.log_in, call.visit, credentials, replaced)
    return unstored(done.overview, cookie=cookie.of(done.overview.session, done.token))


@route("POST", "/logout", Operation(id="logOut", tag=_TAG, status=204))
async def log_out(call: Call) -> ASGIResponse:
    """End the session."""
    must_be_empty(call.body)
    await call.web.lanes.write(call.app.identity.sessions.log_out, call.actor)
    forget = SessionCookie(call.web.settings).forget()
    return nothing({"set-cookie": forget, "clear-site-data": '"cache", "storage"'})


@route(
    "GET",
    "/session",
    Operation(id="getSession", tag=_TAG, gives=SessionOverview),
)
async def get_session(call: Call) -> ASGIResponse:
    """Who is signed in, where and until when."""
    overview = call.app.identity.sessions.overview
    return unstored(await call.web.lanes.read(overview, call.actor, call.signed_in.session))


@route(
    "POST",
    "/session/refresh",
    Operation(
        id="refreshSession",
        tag=_TAG,
        gives=Refreshed,
        sets_cookie=True,
    ),
)
async def refresh_session(call: Call) -> ASGIResponse:
    """Change the session's secret; the old one stops working."""
    must_be_empty(call.body)
    issued = await call.web.lanes.write(call.app.identity.sessions.refresh, call.actor)
    cookie = SessionCookie(call.web.settings).of(issued.session, issued.token)
    return unstored(Refreshed(session=issued.session), cookie=cookie)


router = Router(
    "/api/v1/auth",
    route_handlers=[
        sign_up,
        verify_email,
        resend_verification,
        log_in,
        log_out,
        get_session,
        refresh_session,
    ],
)
