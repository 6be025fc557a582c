"""Forgotten, new and changed passwords over HTTP."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import nothing, unstored
from entrypoints.http.body import read_body
from entrypoints.http.call import Call
from entrypoints.http.cookies import session_cookie
from entrypoints.http.routes import Operation, route
from p2p_core.identity.passwords.shapes import ChangePassword, ForgotPassword, ResetPassword, ResetSent

_TAG = "Authentication"


@route(
    "POST",
    "/forgot",
    Operation(
        id="forgotPassword", tag=_TAG, session=False, takes=ForgotPassword, gives=ResetSent, status=202
    ),
)
async def forgot_password(call: Call) -> ASGIResponse:
    """Ask for a link to choose a new password; the answer is always the same."""
    wanted = read_body(call.body, ForgotPassword)
    return unstored(await call.web.lanes.write(call.app.identity.passwords.forget, call.visit, wanted), 202)


@route(
    "POST",
    "/reset",
    Operation(
        id="resetPassword",
        tag=_TAG,
        session=False,
        takes=ResetPassword,
        status=204,
        refuses=("token_invalid", "token_expired", "token_used"),
    ),
)
async def reset_password(call: Call) -> ASGIResponse:
    """Choose a new password with the token of a mail; everything that was signed in ends."""
    wanted = read_body(call.body, ResetPassword)
    await call.web.lanes.hash(call.app.identity.passwords.reset, call.visit, wanted)
    return nothing()


@route(
    "POST",
    "/change",
    Operation(
        id="changePassword",
        tag=_TAG,
        tokens=False,
        takes=ChangePassword,
        status=204,
        refuses=("rate_limited",),
        sets_cookie=True,
    ),
)
async def change_password(call: Call) -> ASGIResponse:
    """Change one's own password; this session goes on under a new secret, the others end."""
    actor, wanted = call.actor, read_body(call.body, ChangePassword)
    issued = await call.web.lanes.hash(call.app.identity.passwords.change, actor, call.visit, wanted)
    cookie = session_cookie(call.web.settings).of(issued.session, issued.token)
    return nothing({"set-cookie": cookie})


router = Router("/api/v1/auth/password", route_handlers=[forgot_password, reset_password, change_password])
