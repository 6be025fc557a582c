"""The whole network in figures, for whoever wonders whether to join: the same for everybody."""

from litestar.response.base import ASGIResponse

from entrypoints.http.answers import encoded, public
from entrypoints.http.call import Call
from entrypoints.http.routes import Operation, route
from p2p_core.dashboard.shapes import PublicFigures


@route(
    "GET",
    "/api/v1/public/figures",
    Operation(id="getPublicFigures", tag="Operation", session=False, gives=PublicFigures),
)
async def get_public_figures(call: Call) -> ASGIResponse:
    """The whole network in figures, rounded down; `null` where a figure would tell of somebody."""
    return public(call, encoded(await call.web.counted_lately.figures(call.visit)))
