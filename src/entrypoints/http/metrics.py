"""`/metrics`, for who runs the platform: asked on the machine itself, or with a token."""

from collections.abc import Iterable
from datetime import timedelta
from secrets import compare_digest

from litestar.response.base import ASGIResponse
from prometheus_client import CONTENT_TYPE_LATEST
from prometheus_client.core import Metric

from entrypoints.http.answers import NOT_STORED
from entrypoints.http.call import Call, Web
from entrypoints.http.network import asked_on_the_machine
from entrypoints.http.refusals import NoSuchRoute
from entrypoints.http.routes import route
from entrypoints.http.written import Written
from entrypoints.metrics import counted, counts, gauge, gauges
from p2p_core.shared.errors import Unavailable


@route("GET", "/metrics")
async def metrics(call: Call) -> ASGIResponse:
    """Everything that is counted."""
    if not _may(call):
        raise NoSuchRoute
    web = call.web
    kept = await web.lanes.read(_kept, web)
    body = web.metrics.exposed(web.version, lambda: [*_served(web), *kept])
    return Written(body, 200, CONTENT_TYPE_LATEST, NOT_STORED)


def _may(call: Call) -> bool:
    token = call.web.settings.metrics_token
    given = call.header(b"authorization")
    if token and compare_digest(given.encode("latin-1"), f"Bearer {token}".encode()):
        return True
    return asked_on_the_machine(call.peer, call.headers)


def _served(web: Web) -> Iterable[Metric]:
    """What this process knows without asking anybody."""
    lanes = web.lanes.waiting()
    yield gauges("lane_requests", "Operations in a lane, waiting or at work.", "lane", lanes.items())
    yield counted("kept_answers_hits", "Requests answered with bytes that were kept.", web.kept.hits)
    yield counted("kept_answers_misses", "Requests that could have been, and were not.", web.kept.misses)
    cache = web.cache()
    yield gauge("cache_up", "Whether the cache's server answers.", float(cache.up))
    lookups = [("hit", float(cache.hits)), ("miss", float(cache.misses))]
    yield counts("cache_lookups", "What was looked for in the cache, by what came of it.", "result", lookups)
    yield counted("log_lines_dropped", "Log lines that nobody read in time.", web.log.lost)


def _kept(web: Web) -> Iterable[Metric]:
    """What the database knows; while it is away, that is all that is told of it."""
    outbox, now = web.app.reactor.outbox, web.app.reactor.clock.now()
    try:
        oldest, given_up = outbox.oldest_waiting(), outbox.dead_letters()
    except Unavailable:
        return [gauge("database_up", "Whether the database answers.", 0)]
    age = max(now - oldest, timedelta()) if oldest else timedelta()
    return [
        gauge("database_up", "Whether the database answers.", 1),
        gauge(
            "outbox_oldest_seconds", "How long the oldest unfinished event has waited.", age.total_seconds()
        ),
        gauge("outbox_dead_letters", "Events that were given up.", given_up),
    ]
