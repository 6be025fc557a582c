"""What somebody signed in may not have is written down, although their operation left nothing behind."""

from contextlib import suppress

from litestar.types import ASGIApp, Receive, Scope, Send

from entrypoints.http.call import Call, call_of
from p2p_core.shared.errors import Forbidden, Unavailable


def noting(app: ASGIApp) -> ASGIApp:
    """Make the middleware around admission: what that, or the core, refuses comes by here."""

    async def note(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Forbidden as refusal:
            await _noted(call_of(scope), refusal)
            raise

    return note


async def _noted(call: Call, refusal: Forbidden) -> None:
    """To be asked for proof is no refusal; one that can't be written down stands all the same."""
    if call.recognized and refusal.code == "forbidden":
        with suppress(Unavailable):
            await call.web.lanes.write(call.app.audit.deny, call.actor, call.operation, refusal.code)
