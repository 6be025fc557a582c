"""Two servers on one PostgreSQL and one Redis: what one does, the other heeds."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from secrets import token_hex
from time import monotonic

import httpx
import pytest

from tests.process.installation import Installation, Server
from tests.process.journey import AUTH, FORUMS, PASSWORD, done, patiently, sign_in, token_of, write_a_thread
from tests.process.test_serving import account
from tests.process.waiting import until
from tests.servers.postgres import make_database, of_database
from tests.servers.postgres_server import PostgresServer
from tests.servers.valkey_server import ValkeyServer

pytestmark = pytest.mark.process
Pair = Callable[..., tuple[Server, Server]]
NOTICED_WITHIN = 1.0
"""Seconds after which another process knows what became of a session: docs/decisions/0023."""
OMAR = "omar@plastics.example"
USERS = "/api/v1/users"
PATIENT_WITH_REDIS = (
    "from adapters.cache.server import RedisServer as R; "
    "R.__init__.__defaults__ = 30, *R.__init__.__defaults__[1:]; "
)
"""Code to run before: a Redis that is there gets the time to answer, on a machine that is busy."""


@pytest.fixture
def pair(tmp_path: Path, own_server: PostgresServer) -> Iterator[Pair]:
    """Starts two servers under the same settings."""
    make_database(own_server.url, "p2p")
    shared = {"P2P_DATABASE_URL": of_database(own_server.url, "p2p"), "P2P_SECRET_KEYS": token_hex(32)}
    with ExitStack() as until_the_end:

        def start(**environment: str) -> tuple[Server, Server]:
            made = []
            for name in ("1", "2"):
                tmp_path.joinpath(name).mkdir()
                one = Installation(tmp_path / name)
                one.environment |= shared | environment
                made.append(until_the_end.enter_context(one.served(PATIENT_WITH_REDIS)))
            return made[0], made[1]

        yield start


def as_well(server: Server, other: Server) -> None:
    """Be signed in with the other server by the same session."""
    other.browser.cookies.update(dict(server.browser.cookies))


def replies(server: Server, topic: str, times: int) -> list[int]:
    """The statuses of so many replies, one after the other."""
    path, body = f"{FORUMS}/topics/{topic}/posts", {"body": "Vent the mould first."}
    return [server.browser.post(path, json=body).status_code for _ in range(times)]


def announced(server: Server, times: int) -> list[int]:
    """The statuses of so many uploads that begin, one after the other."""
    told = {"upload-length": "5", "upload-metadata": "filename YS50eHQ=,purpose YXR0YWNobWVudA=="}  # a.txt
    return [server.browser.post("/api/v1/files/uploads", headers=told).status_code for _ in range(times)]


def test_a_budget_holds_for_both_together_and_for_each_while_redis_is_away(
    pair: Pair, own_redis: ValkeyServer
) -> None:
    server, other = pair(
        P2P_CACHE_URL=own_redis.url,
        P2P_BUDGET_POSTS="12/PT1H",
        P2P_BUDGET_UPLOADS="4/PT1H",
    )
    account(server)
    topic = write_a_thread(server)  # two topics and two replies
    as_well(server, other)
    assert replies(server, topic, 4) + replies(other, topic, 4) == [201] * 8
    for one in (server, other):
        refused = one.browser.post(f"{FORUMS}/topics/{topic}/posts", json={"body": "Vent the mould first."})
        assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
        assert 0 < int(refused.headers["retry-after"]) <= 66 * 60
    assert announced(server, 3) + announced(other, 2) == [201] * 4 + [429]
    assert "p2p_cache_up 1.0" in server.browser.get("/metrics").text

    own_redis.stop()
    for one in (server, other):  # alone and stricter: six each
        assert replies(one, topic, 8) == [201] * 6 + [429] * 2
        assert one.browser.get("/health").status_code == 200
        assert one.browser.get("/health/detailed").json()["components"]["cache"]["status"] == "unavailable"
    assert "p2p_cache_up 0.0" in server.browser.get("/metrics").text

    own_redis.start()  # it has forgotten everything: the budget begins anew, for both together
    until(lambda: _answers_by_redis(server) and _answers_by_redis(other))
    told = replies(server, topic, 8) + replies(other, topic, 8)
    assert told.count(201) == 12


def _answers_by_redis(server: Server) -> bool:
    server.browser.get("/api/v1/limits")
    return "p2p_cache_up 1.0" in server.browser.get("/metrics").text


def test_redis_that_is_away_at_the_start_keeps_nobody_from_starting(
    pair: Pair, own_redis: ValkeyServer
) -> None:
    own_redis.stop()
    server, other = pair(P2P_CACHE_URL=own_redis.url)
    account(server)
    write_a_thread(server)
    own_redis.start()
    until(lambda: _answers_by_redis(server) and _answers_by_redis(other))
    as_well(server, other)
    must_agree_on_topics(server, other, 2)
    write_a_thread(other)
    must_agree_on_topics(server, other, 4)


def must_agree_on_topics(server: Server, other: Server, topics: int) -> None:
    """Both count as many topics in the first category, at once."""
    for one in (server, other):
        first = done(one.browser.get(f"{FORUMS}/categories"))["items"][0]
        assert first["topic_count"] == topics


def test_what_becomes_of_a_session_in_one_server_the_other_heeds_within_its_second(pair: Pair) -> None:
    """Also without a shared cache: each process believes what it read for a second, and no longer."""
    server, other = pair()
    account(server)
    with httpx.Client(base_url=other.browser.base_url, timeout=90) as colleague:
        omar = joined(server, colleague)
        member, role = f"{USERS}/{omar}", {"role": "admin"}

        assert heeded(colleague, lambda: server.browser.patch(member, json=role), 200)  # may list users
        assert heeded(colleague, lambda: server.browser.patch(member, json={"role": "member"}), 403)
        off = {"status": "inactive"}
        assert heeded(colleague, lambda: server.browser.patch(member, json=off), 401)
        done(server.browser.patch(member, json={"status": "active"}))
        sign_in(colleague, OMAR)
        assert heeded(colleague, lambda: server.browser.delete(f"{member}/sessions"), 401)
        sign_in(colleague, OMAR)
        assert heeded(colleague, lambda: server.browser.delete(member), 401)
    as_well(server, other)
    assert heeded(other.browser, lambda: server.browser.post(f"{AUTH}/logout"), 401)


def joined(server: Server, colleague: httpx.Client) -> str:
    """A colleague who accepted an invitation, signed in with the other server; their id."""
    done(server.browser.post("/api/v1/invitations/send", json={"email": OMAR}), 201)
    until(lambda: len(server.mails()) == 2)
    who = {"first_name": "Omar", "last_name": "Haddad", "password": PASSWORD}
    token = token_of(server.mails()[0])
    coming = {"token": token, **who}
    accepted = done(patiently(lambda: colleague.post("/api/v1/invitations/accept", json=coming)), 201)
    return str(accepted["user"]["id"])


def heeded(browser: httpx.Client, change: Callable[[], httpx.Response], status: int) -> bool:
    """Whether the other server answers as it should from a second after the change on.

    It is asked all the time, so that it remembers who is signed in when the change comes.
    """
    assert browser.get(USERS).status_code != status
    answer = change()
    assert answer.status_code in {200, 204}, answer.text
    changed = monotonic()
    told: list[tuple[float, int]] = []
    while not told or told[-1][0] <= NOTICED_WITHIN + 0.2:
        asked = monotonic() - changed
        told.append((asked, browser.get(USERS).status_code))
    return all(one == status for asked, one in told if asked > NOTICED_WITHIN)
