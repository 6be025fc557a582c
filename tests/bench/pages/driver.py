"""The page of topics with nothing around it: an ASGI function, the driver, an encoder, the same statement."""

import os
from asyncio import get_running_loop
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import psycopg
from litestar.enums import ScopeType
from litestar.types import Receive, Scope, Send

from adapters.sql.sqlite.connections import open_for_reading
from adapters.sql.topic_reader import page_statement
from p2p_core.forum.topics.shapes import TopicSort

_encode = msgspec.json.Encoder().encode
_VALUES = {
    "limit": 21,
    "viewer": os.environ["BENCH_READER"],
    "viewer_organization": os.environ["BENCH_ORGANIZATION"],
    "viewer_operates": False,
    "viewer_governs": "",
}
_URL = os.environ["BENCH_DATABASE"]
Page = Callable[[], bytes]


def _sqlite() -> Page:
    connection = open_for_reading(Path(_URL))
    ready = page_statement(TopicSort.LATEST, frozenset(), goes_on=False).ready("sqlite")
    arguments = ready.arguments(_VALUES)
    return lambda: _encode(connection.execute(ready.text, arguments).fetchall())


def _postgres() -> Page:
    connection = psycopg.connect(_URL, autocommit=True)
    ready = page_statement(TopicSort.LATEST, frozenset(), goes_on=False).ready("postgresql")
    arguments: Sequence[Any] = ready.arguments(_VALUES)
    return lambda: _encode(connection.execute(ready.text, arguments).fetchall())


_one_thread = ThreadPoolExecutor(1) if _URL.startswith("postgresql") else None
_page = _postgres() if _one_thread else _sqlite()


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer each request with the page."""
    del receive
    if scope["type"] != ScopeType.HTTP:
        return
    body = await get_running_loop().run_in_executor(_one_thread, _page) if _one_thread else _page()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
