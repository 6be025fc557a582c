"""What knowing who is signed in costs: one handler behind the same admission, with a session and without.

In one process and without a socket, so that nothing else is measured: medians of the rounds, in turn.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from litestar import Litestar
from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, Message

from entrypoints.http.admission import admission
from entrypoints.http.answers import nothing
from entrypoints.http.call import Call
from entrypoints.http.edge import Edge
from entrypoints.http.routes import Operation, route
from tests.http.installed import Installed
from tests.world import UNHURRIED


@route("GET", "/open", Operation(id="open", tag="bench", session=False, status=204))
async def _open(call: Call) -> ASGIResponse:
    """For anybody."""
    del call
    return nothing()


@route("GET", "/closed", Operation(id="closed", tag="bench", status=204))
async def _closed(call: Call) -> ASGIResponse:
    """For who is signed in."""
    del call
    return nothing()


def looked_up(rounds: int, requests: int) -> dict[str, Any]:
    """Microseconds a request, without a session, with one that is remembered, and with one that is read."""
    with _served() as (app, cookie, forget), asyncio.Runner() as runner:
        kinds: dict[str, tuple[str, Callable[[], None]]] = {
            "without": ("/open", lambda: None),
            "remembered": ("/closed", lambda: None),
            "read": ("/closed", forget),
        }
        taken: dict[str, list[float]] = {name: [] for name in kinds}
        for _ in range(rounds):
            for name, (path, before_each) in kinds.items():
                taken[name].append(runner.run(_round(app, path, cookie, requests, before_each)))
    figures = {name: round(median(times) * 1e6, 1) for name, times in taken.items()}
    more = {
        f"{name} - without": round(figures[name] - figures["without"], 1) for name in ("remembered", "read")
    }
    return {**figures, **more}


async def _round(
    app: ASGIApp, path: str, cookie: str, requests: int, before_each: Callable[[], None]
) -> float:
    began = process_time()
    for _ in range(requests):
        before_each()
        assert await _asked(app, path, cookie) == 204
    return (process_time() - began) / requests


async def _asked(app: ASGIApp, path: str, cookie: str) -> int:
    statuses: list[int] = []

    async def receive() -> Any:  # noqa: ANN401 - nothing comes
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope: Any = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1:8000"), (b"cookie", cookie.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    await app(scope, receive, send)
    return statuses[0]


@contextmanager
def _served() -> Iterator[tuple[ASGIApp, str, Callable[[], None]]]:
    """The two handlers on a real database, somebody's cookie, and how to forget who is signed in."""
    with TemporaryDirectory(prefix="p2p-bench-") as folder:
        installed = Installed(Path(folder), None, P2P_LOG_LEVEL="error", **UNHURRIED)
        try:
            installed.member()
            web = installed.container.web()
            inner = Litestar(
                route_handlers=[_open, _closed],
                middleware=[admission(web.settings)],
                openapi_config=None,
                logging_config=None,
            )
            remembered = installed.database.sessions.remembered
            yield (
                Edge(inner, web),
                f"p2p_session={installed.session()}",
                lambda: remembered.forget(lambda _: True),
            )
        finally:
            installed.close()
