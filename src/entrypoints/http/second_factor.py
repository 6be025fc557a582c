"""One's own second factor over HTTP."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import nothing, unstored
from entrypoints.http.body import must_be_empty, read_body
from entrypoints.http.call import Call
from entrypoints.http.routes import Operation, route
from p2p_core.identity.second_factors.shapes import ConfirmSecondFactor, Enrolment, RecoveryCodes

_TAG = "Authentication"


@route(
    "POST",
    "/",
    Operation(
        id="setUpSecondFactor",
        tag=_TAG,
        tokens=False,
        gives=Enrolment,
        status=201,
        refuses=("reauth_required", "second_factor_on"),
    ),
)
async def set_up_second_factor(call: Call) -> ASGIResponse:
    """Get the secret for an app; codes are asked for once one was confirmed."""
    must_be_empty(call.body)
    return unstored(await call.web.lanes.write(call.app.identity.second_factors.set_up, call.actor), 201)


@route(
    "POST",
    "/confirm",
    Operation(
        id="confirmSecondFactor",
        tag=_TAG,
        tokens=False,
        takes=ConfirmSecondFactor,
        gives=RecoveryCodes,
        refuses=("reauth_required", "rate_limited"),
    ),
)
async def confirm_second_factor(call: Call) -> ASGIResponse:
    """Show that the app works; the recovery codes in the answer are shown this once."""
    actor, proof = call.actor, read_body(call.body, ConfirmSecondFactor)
    return unstored(
        await call.web.lanes.write(call.app.identity.second_factors.confirm, actor, call.visit, proof)
    )


@route(
    "DELETE",
    "/",
    Operation(
        id="removeSecondFactor",
        tag=_TAG,
        tokens=False,
        status=204,
        refuses=("reauth_required", "forbidden"),
    ),
)
async def remove_second_factor(call: Call) -> ASGIResponse:
    """Ask for no codes any more."""
    must_be_empty(call.body)
    await call.web.lanes.write(call.app.identity.second_factors.remove, call.actor)
    return nothing()


router = Router(
    "/api/v1/auth/second-factor",
    route_handlers=[set_up_second_factor, confirm_second_factor, remove_second_factor],
)
