"""Redis gone at the start, in the middle, flushed, stopped in its tracks: works on, more strictly, heals."""

import logging
import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from threading import Event
from time import monotonic
from typing import Protocol

import pytest

from adapters.cache.cache import RedisCache
from adapters.cache.counters import RedisCounters
from adapters.cache.server import RedisServer, Script
from adapters.memory.counters import MemoryCounters
from p2p_core.shared.budgets import Budget, Spending
from p2p_core.shared.errors import Unavailable
from tests.servers.valkey_server import ValkeyServer

HOUR = timedelta(hours=1)
POSTS = Spending("posts:sara", Budget(6, HOUR))


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Process:
    """What one server process has of them; the moment at which it asks again is set by hand."""

    def __init__(self, url: str, patience: float) -> None:
        self.seconds = Seconds()
        self.server = RedisServer(url, "p2p", patience, now=self.seconds)
        self.cache = RedisCache(self.server)
        self.counters = RedisCounters(self.server, MemoryCounters())

    def rest(self) -> None:
        """Let the time pass in which the server isn't asked."""
        self.seconds.now += 2

    def keep(self, value: bytes, *tags: str) -> None:
        self.cache.keep("page", value, HOUR, self.cache.look("page", *tags))

    def found(self, *tags: str) -> bytes | None:
        return self.cache.look("page", *tags).value

    def posted(self, asked: int) -> int:
        return sum(self.counters.spend(POSTS) is None for _ in range(asked))


class Start(Protocol):
    """Starts one; where the server is to answer it gets the time to, on a machine that is busy."""

    def __call__(self, url: str, patience: float = 30) -> Process: ...


@pytest.fixture
def process() -> Iterator[Start]:
    with ExitStack() as until_the_end:

        def start(url: str, patience: float = 30) -> Process:
            made = Process(url, patience)
            until_the_end.callback(made.server.close)
            return made

        yield start


def cut_off(process: Process, away: pytest.MonkeyPatch) -> None:
    """The server is gone, for this process alone."""
    nowhere = RedisServer("redis://127.0.0.1:1", "p2p")
    away.setattr(process.server, "_client", nowhere._client)  # noqa: SLF001 - what it talks through, and no more


def test_two_processes_share_what_they_count_and_what_they_forget(process: Start, redis_url: str) -> None:
    here, there = process(redis_url), process(redis_url)
    assert (here.posted(4), there.posted(4), here.posted(1)) == (4, 2, 0)
    here.keep(b"page", "topics")
    assert there.found("topics") == b"page"
    there.cache.forget("topics")
    assert here.found("topics") is None
    places = [one.counters.reserve("mails", HOUR, timedelta()) for one in (here, there, here)]
    assert [round(place / HOUR) for place in places] == [0, 1, 2]


def test_installations_on_one_server_do_not_meet(redis_url: str) -> None:
    servers = [RedisServer(redis_url, name, patience=30) for name in ("p2p:one", "p2p:two")]
    counted = [RedisCounters(server, MemoryCounters()).spend(POSTS) for server in servers for _ in range(6)]
    assert counted == [None] * 12
    for server in servers:
        server.close()


def test_gone_at_the_start_nothing_is_kept_and_half_of_each_budget_is_there(
    process: Start, own_redis: ValkeyServer, caplog: pytest.LogCaptureFixture
) -> None:
    own_redis.stop()
    here = process(own_redis.url)
    with caplog.at_level(logging.INFO, "p2p.cache"):
        here.keep(b"page", "topics")
        assert here.found("topics") is None
        assert here.posted(6) == 3
        assert here.counters.reserve("mails", HOUR, timedelta()) == timedelta()
        assert here.counters.reserve("mails", HOUR, timedelta()) > HOUR / 2
        for ping in (here.cache.ping, here.counters.ping):
            here.rest()
            with pytest.raises(Unavailable):
                ping()
        own_redis.start()
        here.rest()
        assert here.posted(7) == 6  # what was counted alone is not made up for
        here.keep(b"page", "topics")
        assert here.found("topics") == b"page"
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert own_redis.url.split("@")[0].split(":")[-1] not in caplog.text


def test_in_the_middle_what_should_have_been_forgotten_is_forgotten_when_it_is_back(
    process: Start, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = process(redis_url), process(redis_url)
    here.keep(b"old", "topics")
    with monkeypatch.context() as away:
        cut_off(here, away)
        here.cache.forget("topics")
        assert here.found("topics") is None
    assert there.found("topics") == b"old"  # its lifetime is the backstop
    here.rest()
    assert here.found("topics") is None
    assert there.found("topics") is None


def test_more_than_can_be_remembered_is_forgotten_as_a_whole(
    process: Start, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = process(redis_url)
    here.keep(b"old", "topics")
    with monkeypatch.context() as away:
        cut_off(here, away)
        for number in range(1200):
            here.cache.forget(f"topic:{number}")
    here.rest()
    assert here.found("topics") is None
    here.keep(b"new", "topics")
    assert here.found("topics") == b"new"


def test_what_changes_again_while_it_is_forgotten_is_forgotten_again(
    process: Start, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = process(redis_url), process(redis_url)
    run = here.server.run

    def while_it_is_forgotten(script: Script, keys: Sequence[str], *arguments: int) -> None:
        run(script, keys, *arguments)
        monkeypatch.undo()
        there.keep(b"old", "topics")
        with monkeypatch.context() as away:
            cut_off(here, away)
            here.cache.forget("topics")

    monkeypatch.setattr(here.server, "run", while_it_is_forgotten)
    here.cache.forget("topics")
    assert there.found("topics") == b"old"  # nobody has told the server of the second change
    here.rest()
    assert here.found("topics") is None
    here.keep(b"new", "topics")
    assert here.found("topics") == b"new"


def test_flushed_it_begins_anew_and_finds_nothing_that_was(process: Start, own_redis: ValkeyServer) -> None:
    here, there = process(own_redis.url), process(own_redis.url)
    assert here.posted(7) == 6
    here.keep(b"page", "topics")
    looked = there.cache.look("other", "topics")
    own_redis.stop()
    own_redis.start()  # it keeps nothing
    for one in (here, there):
        one.posted(1)
        one.rest()
    assert here.found("topics") is None
    assert here.posted(7) == 4  # beside the two after the start
    there.cache.keep("other", b"old", HOUR, looked)
    assert there.cache.look("other", "topics").value is None


def test_an_edition_that_was_lost_alone_never_comes_back(process: Start, redis_url: str) -> None:
    here = process(redis_url)
    here.keep(b"page", "topics")
    here.cache.forget("topics")
    here.server._client.delete(here.server.name("tag:topics"))  # noqa: SLF001 - as a full server might
    assert here.found("topics") is None


def test_a_server_that_says_nothing_is_waited_for_once_and_not_by_everybody(process: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        here = process(f"redis://127.0.0.1:{silent.getsockname()[1]}", patience=0.5)
        began = monotonic()
        assert here.posted(1) == 1
        once = monotonic() - began
        for _ in range(100):
            here.found("topics")
            here.posted(1)
        assert once < 3
        assert monotonic() - began < once + 1
        here.rest()
        tried = monotonic()
        here.posted(1)
        assert monotonic() - tried >= 0.4  # this one tries again, for the others
        here.posted(100)
        assert monotonic() - tried < 4


def test_it_is_found_again_by_itself(process: Start, own_redis: ValkeyServer) -> None:
    here = process(own_redis.url)
    assert here.posted(1) == 1
    own_redis.stop()
    assert here.posted(6) == 3
    own_redis.start()
    pause, begun = Event(), monotonic()
    while monotonic() - begun < 30:
        here.rest()
        here.posted(1)
        try:
            here.cache.ping()
        except Unavailable:
            pause.wait(0.05)
            continue
        return
    pytest.fail("it was not used again")
