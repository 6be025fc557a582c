"""Whether the server and the parts it leans on are well, for load balancers and for operators."""

from asyncio import gather, to_thread
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter

from litestar.response.base import ASGIResponse

from entrypoints.http.answers import unstored
from entrypoints.http.call import Call
from entrypoints.http.network import asked_on_the_machine
from entrypoints.http.refusals import NoSuchRoute
from entrypoints.http.routes import Operation, route
from entrypoints.parts import Part
from p2p_core.shared.errors import CoreError

_TAG = "Operation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The short answer."""

    status: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """How one part is."""

    status: str
    latency_ms: float
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailedHealth:
    """The long answer; it names no address, path or secret."""

    status: str
    version: str
    components: Mapping[str, Component]


@route(
    "GET",
    "/health",
    Operation(id="getHealth", tag=_TAG, session=False, gives=Health, reports_trouble=True),
)
async def get_health(call: Call) -> ASGIResponse:
    """Whether the server can do its work."""
    well = (await call.web.lanes.read(_looked_at, call.web.parts["database"])).status == "ok"
    status = "ok" if well else "unavailable"
    return unstored(Health(status=status, version=call.web.version), 200 if well else 503)


@route(
    "GET",
    "/health/detailed",
    Operation(
        id="getDetailedHealth",
        tag=_TAG,
        session=False,
        gives=DetailedHealth,
        refuses=("not_found",),
        reports_trouble=True,
    ),
)
async def get_detailed_health(call: Call) -> ASGIResponse:
    """How each part is; in production only asked from the machine itself."""
    if call.web.settings.production and not asked_on_the_machine(call.peer, call.headers):
        raise NoSuchRoute
    parts = call.web.parts
    # each in a thread of its own, not in a lane: what is out of order answers late, and so may its lane
    looked_at = await gather(*(to_thread(_looked_at, part) for part in parts.values()))
    components = dict(zip(parts, looked_at, strict=True))
    well = all(component.status == "ok" for component in components.values())
    answer = DetailedHealth(
        status="ok" if well else "unavailable", version=call.web.version, components=components
    )
    return unstored(answer, 200 if well else 503)


def _looked_at(part: Part) -> Component:
    began = perf_counter()
    try:
        detail, status = part(), "ok"
    except CoreError as error:
        detail, status = str(error), "unavailable"
    return Component(status=status, latency_ms=round((perf_counter() - began) * 1000, 1), detail=detail)
