"""Posting again over the wire: fifty at once, to two servers, and after a kill of unknown outcome."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import token_hex
from threading import Event

import httpx
import pytest

from tests.process.installation import Installation, Server
from tests.process.journey import FORUMS, done, patiently
from tests.process.test_postgres import installed
from tests.process.test_serving import account, is_alive
from tests.process.waiting import until
from tests.servers.postgres import make_database, of_database
from tests.servers.postgres_server import PostgresServer

pytestmark = pytest.mark.process

MANY = 50


def poster(server: Server) -> Callable[[str], httpx.Response]:
    """Posts the same topic under a key."""
    category = done(server.browser.get(f"{FORUMS}/categories"))["items"][0]["id"]
    new = {"title": "Weld lines on the lid", "body": "Vent the mould first.", "category_id": category}

    def post(key: str) -> httpx.Response:
        return server.browser.post(f"{FORUMS}/topics", json=new, headers={"idempotency-key": key})

    return post


def topics(server: Server) -> int:
    return int(done(server.browser.get(f"{FORUMS}/topics?count=true"))["total"])


def must_have_made_one(server: Server, answers: list[httpx.Response]) -> None:
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert sum("idempotent-replayed" not in answer.headers for answer in answers) == 1
    assert topics(server) == 1


def test_of_fifty_at_once_one_makes_it(installation: Installation) -> None:
    with installation.served() as server, ThreadPoolExecutor(MANY) as pool:
        account(server)
        must_have_made_one(server, list(pool.map(poster(server), ["the-same"] * MANY)))


def test_of_fifty_at_once_at_two_servers_one_makes_it(tmp_path: Path, own_server: PostgresServer) -> None:
    make_database(own_server.url, "p2p")
    folders, keys = [tmp_path / "1", tmp_path / "2"], token_hex(32)
    for folder in folders:
        folder.mkdir()
    here, there = (installed(folder, of_database(own_server.url, "p2p"), keys) for folder in folders)
    with here.served() as first, there.served() as second, ThreadPoolExecutor(MANY) as pool:
        account(first)
        second.browser.cookies.update(dict(first.browser.cookies))
        posts = [poster(first), poster(second)] * (MANY // 2)
        # they go through one row one by one; who stands there for longer than a second is told to ask again
        answers = pool.map(lambda post: patiently(lambda: post("the-same")), posts)
        must_have_made_one(first, list(answers))


def test_what_a_killed_server_may_have_done_is_done_once_when_it_is_asked_again(
    installation: Installation,
) -> None:
    keys = [f"key-{number}" for number in range(400)]
    answered: dict[str, str] = {}
    enough = Event()

    with installation.served() as server, ThreadPoolExecutor(16) as pool:
        account(server)
        session = dict(server.browser.cookies)
        post = poster(server)

        def ask(key: str) -> None:
            try:
                answered[key] = post(key).json()["id"]
            except httpx.TransportError:
                return  # nobody knows what became of it
            if len(answered) > len(keys) // 4:
                enough.set()

        asking = pool.map(ask, keys)
        assert enough.wait(60)
        children = server.children()
        os.kill(server.pid, signal.SIGKILL)
        list(asking)
        until(lambda: not any(is_alive(child) for child in children))
    assert len(answered) < len(keys), "the kill came too late to prove anything"

    with installation.served() as server:
        server.browser.cookies.update(session)
        kept = topics(server)
        assert kept >= len(answered)
        again = {key: done(poster(server)(key), 201)["id"] for key in keys}
        assert {key: again[key] for key in answered} == answered
        assert topics(server) == len(keys) == len(set(again.values()))
