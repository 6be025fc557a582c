"""Another e-mail address for one's account over HTTP."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import unstored
from entrypoints.http.body import read_body
from entrypoints.http.call import Call
from entrypoints.http.routes import Operation, route
from p2p_core.identity.email_changes.shapes import ChangeEmail, ConfirmEmail, EmailChangeState

_TAG = "Authentication"


@route(
    "POST",
    "/change",
    Operation(
        id="changeEmail",
        tag=_TAG,
        tokens=False,
        takes=ChangeEmail,
        gives=EmailChangeState,
        status=202,
        refuses=("reauth_required",),
    ),
)
async def change_email(call: Call) -> ASGIResponse:
    """Ask for another address; a link goes there, and a word to the old one."""
    actor, wanted = call.actor, read_body(call.body, ChangeEmail)
    return unstored(await call.web.lanes.write(call.app.identity.email_changes.request, actor, wanted), 202)


@route(
    "POST",
    "/change/confirm",
    Operation(
        id="confirmEmail",
        tag=_TAG,
        session=False,
        takes=ConfirmEmail,
        gives=EmailChangeState,
        refuses=("token_invalid", "token_expired", "token_used", "email_taken"),
    ),
)
async def confirm_email(call: Call) -> ASGIResponse:
    """Prove the new address with the token of its mail; other sessions end."""
    proof = read_body(call.body, ConfirmEmail)
    return unstored(await call.web.lanes.write(call.app.identity.email_changes.confirm, call.visit, proof))


router = Router("/api/v1/auth/email", route_handlers=[change_email, confirm_email])
