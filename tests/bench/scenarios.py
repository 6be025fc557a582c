"""The scenarios: what people do most, what costs most, and what they are compared with."""

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from tests.bench.figures import Figures, Subject, in_turn
from tests.bench.processes import Running
from tests.bench.seed import PASSWORD
from tests.bench.wire import Told, ask, request
from tests.bench.worlds import Served
from tests.http.test_statements import READING

FORUMS = "/api/v1/forums"
BARE, RAW, DRIVER, FASTAPI = (
    "bare Litestar handler",
    "bare ASGI function",
    "ASGI + driver + msgspec",
    "FastAPI + SQLModel + asyncpg",
)
TOPICS = "topics page"
CLIENTS = 32
_SPELLINGS = 1_000
"""Fewer than the queries that are remembered, and more than the pages that are kept."""


@dataclass(frozen=True)
class Effort:
    """How long to measure."""

    rounds: int
    requests: int


def reading(served: Served, bare: Running, raw: Running, effort: Effort) -> list[Figures]:
    """Everything that is read, and the baselines, in turn."""
    head = served.world.signed_in
    topic = f"{FORUMS}/topics/{served.world.topic}"
    ours = served.platform
    topics = request(f"{FORUMS}/topics", head)
    list_tag = _etag(ask(ours.port, 1, topics, connections=1))
    etag = _etag(ask(ours.port, 1, request(topic, head), connections=1))
    subjects = [
        Subject(RAW, raw, request("/health")),
        Subject(BARE, bare, request("/health")),
        Subject(DRIVER, served.driver, request("/topics"), 1),
        Subject(TOPICS, ours, spellings(f"{FORUMS}/topics", head), READING[f"{FORUMS}/topics"]),
        Subject(f"{TOPICS}, kept", ours, topics, 0),
        Subject(
            f"{TOPICS}, unchanged (304)",
            ours,
            request(f"{FORUMS}/topics", {**head, "If-None-Match": list_tag}),
            0,
        ),
        Subject(
            f"{TOPICS} {served.pages_down} down",
            ours,
            spellings(f"{FORUMS}/topics?cursor={served.deep}", head),
            1,
        ),
        Subject("one topic", ours, request(topic, head), READING[f"{FORUMS}/topics/{{topic}}"]),
        Subject("one topic, unchanged (304)", ours, request(topic, {**head, "If-None-Match": etag}), 1),
        Subject(
            "a topic's posts",
            ours,
            request(f"{topic}/posts", head),
            READING[f"{FORUMS}/topics/{{topic}}/posts"],
        ),
        Subject("categories", ours, request(f"{FORUMS}/categories", head), READING[f"{FORUMS}/categories"]),
        Subject("an organization's people", ours, request("/api/v1/users", head), 1),
        Subject("health", ours, request("/health"), READING["/health"]),
    ]
    if served.fastapi:
        subjects.append(Subject(FASTAPI, served.fastapi, request("/topics", head), 2))
    return in_turn(subjects, rounds=effort.rounds, requests=effort.requests, connections=CLIENTS)


def spellings(path: str, headers: Mapping[str, str]) -> Iterator[bytes]:
    """The same question in a thousand spellings: what each means is remembered, its answer no longer is."""
    words, link = "sort=latest&limit=20", "&" if "?" in path else "?"
    letters = [place for place, letter in enumerate(words) if letter.isalnum()]
    for number in cycle(range(_SPELLINGS)):
        said = list(words)
        for bit, place in enumerate(letters):
            if number >> bit & 1:
                said[place] = f"%{ord(words[place]):02X}"
        yield request(f"{path}{link}{''.join(said)}", headers)


def writing(served: Served, effort: Effort) -> list[Figures]:
    """Replies of many at once, each on the disk before it is answered."""
    body = json.dumps({"body": "نعم، 85%: temp < 40 and pressure > 3 bar"}).encode()
    path = f"{FORUMS}/topics/{served.world.topic}/posts"
    reply = request(path, served.world.signed_in, method="POST", body=body)
    subject = Subject("a reply, 32 clients", served.platform, reply, 4)
    return in_turn([subject], rounds=effort.rounds, requests=effort.requests // 2, connections=CLIENTS)


def storm(served: Served, logins: int) -> dict[str, Any]:
    """Many log in at once, while somebody reads."""
    questions = [
        request(
            "/api/v1/auth/login",
            method="POST",
            body=json.dumps({"email": email, "password": PASSWORD}).encode(),
        )
        for email in served.world.emails
    ]
    before = served.platform.cpu()
    told = ask(served.platform.port, logins, *questions, connections=CLIENTS)
    return {
        "logins": logins,
        "cpu_us": round((served.platform.cpu() - before) / logins),
        "per_second": round(told.per_second, 1),
        "p95_ms": round(told.percentile(95)),
        "statuses": dict(told.statuses),
    }


def stalled(served: Served, effort: Effort, connections: int = 500) -> dict[str, Any]:
    """So many clients that never finish their head, and honest readers beside them."""
    honest = request(f"{FORUMS}/topics", served.world.signed_in)
    alone = ask(served.platform.port, effort.requests, honest, connections=8)
    with _dripping(served.platform.port, connections):
        beside = ask(served.platform.port, effort.requests, honest, connections=8)
    return {
        "stalled": connections,
        "p95_ms_alone": round(alone.percentile(95), 2),
        "p95_ms_beside": round(beside.percentile(95), 2),
        "statuses": dict(beside.statuses),
    }


@contextmanager
def _dripping(port: int, connections: int) -> Iterator[None]:
    opened = [socket.create_connection(("127.0.0.1", port)) for _ in range(connections)]
    for number, connection in enumerate(opened):
        half = b"POST /api/v1/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        connection.sendall(half + (b"Content-Length: 100\r\n\r\n{" if number % 2 else b""))
    try:
        yield
    finally:
        for connection in opened:
            connection.close()


def _etag(told: Told) -> str:
    head = told.sample.partition(b"\r\n\r\n")[0].decode("latin-1")
    return next(line.partition(": ")[2] for line in head.split("\r\n") if line.lower().startswith("etag"))
