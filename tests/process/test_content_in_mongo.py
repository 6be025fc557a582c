"""The real server with the forum in MongoDB: a journey, restarts of both, MongoDB away, refused starts."""

import signal
from collections.abc import Callable
from time import monotonic

import httpx
import pytest

from tests.process.accounts import opened
from tests.process.installation import UNTIMED, Installation, Server
from tests.process.journey import AUTH, FORUMS, done, must_be_there, sign_up, write_a_thread
from tests.process.ledger import Member
from tests.process.platform import looked_over
from tests.process.test_faults import refused, topic_of
from tests.process.test_serving import account
from tests.process.waiting import until
from tests.servers.mongo_database import of_database
from tests.servers.mongo_server import MongoServer
from tests.servers.server import free_port, private_folder

pytestmark = pytest.mark.process
API = "/api/v1"


@pytest.fixture
def here(installation: Installation, own_mongo: MongoServer) -> Installation:
    """An installation whose content is in a MongoDB that may be stopped."""
    installation.environment["P2P_CONTENT_URL"] = of_database(own_mongo.url, "p2p")
    return installation


def of(member: Member, server: Server) -> httpx.Client:
    """A browser that somebody is signed in with."""
    cookies = {"p2p_session": member.secret}
    return httpx.Client(base_url=server.browser.base_url, timeout=90, cookies=cookies)


def answered(server: Server, omar: httpx.Client, topic: str) -> str:
    """A reply that is the best one, found by its words, and told of to both by mail; the reply's id."""
    where, before = f"{FORUMS}/topics/{topic}", len(server.mails())
    reply = done(omar.post(f"{where}/posts", json={"body": "Lower the **mould temperature** first."}), 201)
    chosen = done(server.browser.put(f"{where}/best-answer", json={"post_id": reply["id"]}))
    assert chosen["best_answer_id"] == reply["id"]
    (found,) = done(server.browser.get(f"{FORUMS}/search", params={"q": '"mould temperatures"'}))["items"]
    assert found["post_id"] == reply["id"]
    until(lambda: len(server.mails()) == before + 2)
    told = [done(one.get(f"{API}/notifications"))["items"][0]["type"] for one in (server.browser, omar)]
    assert told == ["reply", "best_answer"]
    return str(reply["id"])


def test_a_strangers_journey_with_restarts_of_the_server_and_of_mongodb(
    here: Installation, own_mongo: MongoServer
) -> None:
    (omar,) = opened(here)
    with here.served() as server:
        account(server)
        topic = write_a_thread(server)
        with of(omar, server) as browser:
            reply = answered(server, browser, topic)
        cookies, mails = dict(server.browser.cookies), len(server.mails())
        assert looked_over(here) == {}
        server.process.send_signal(signal.SIGTERM)
        assert server.ended() == 0
    own_mongo.stop()
    own_mongo.start()
    with here.served(UNTIMED) as server:
        server.browser.cookies.update(cookies)
        kept = done(server.browser.get(f"{FORUMS}/topics/{topic}"))
        assert (kept["best_answer_id"], kept["post_count"]) == (reply, 3)
        own_mongo.stop("immediate")
        own_mongo.start()
        until(lambda: server.browser.get("/health/detailed").status_code == 200)
        # it may be read before it may be written, and a 503 says to send the same again
        post = topic_of(server.browser, "Written when MongoDB was back")
        until(lambda: post().status_code == 201)
        must_be_there(server, write_a_thread(server))
        assert len(server.mails()) == mails
    assert looked_over(here) == {}
    assert "Traceback" not in here.log.read_text()


def must_be_refused(ask: Callable[[], httpx.Response]) -> None:
    """It is an honest "not now", within five seconds."""
    began, answer = monotonic(), ask()
    assert (refused(answer), monotonic() - began < 5) == (True, True), answer.text


def test_while_mongodb_is_away_the_forum_says_so_and_all_else_works(
    here: Installation, own_mongo: MongoServer
) -> None:
    with here.served(UNTIMED) as server:
        account(server)
        browser, topic = server.browser, write_a_thread(server)
        category = done(browser.get(f"{FORUMS}/categories"))["items"][0]["id"]
        new = {
            "title": "Written while MongoDB is away",
            "body": "Vent the mould first.",
            "category_id": category,
        }
        under_a_key = {"Idempotency-Key": "the-only-one"}
        own_mongo.stop("immediate")
        must_be_refused(lambda: browser.get(f"{FORUMS}/topics"))
        must_be_refused(lambda: browser.get(f"{FORUMS}/topics/{topic}/posts"))
        must_be_refused(lambda: browser.get(f"{FORUMS}/search?q=vent"))
        must_be_refused(lambda: browser.post(f"{FORUMS}/topics", json=new, headers=under_a_key))
        assert browser.get("/health").status_code == 200, "people can do all else here"
        assert browser.get("/health/detailed").status_code == 503
        health = browser.get("/health/detailed").json()["components"]
        assert health["database"]["status"] == "ok"
        assert {name for name, part in health.items() if part["status"] != "ok"} == {"content", "outbox"}
        done(browser.get(f"{AUTH}/session"))
        sign_up(server, "omar@metals.example")
        until(lambda: len(server.mails()) == 2, seconds=20)
        found = looked_over(here)
        assert found.keys() == {"content"}
        assert "P2P_CONTENT_URL" in found["content"]["remedy"]
        own_mongo.start()
        until(lambda: browser.get("/health/detailed").status_code == 200)
        # it may be read before it may be written, and a 503 says to send the same again
        until(lambda: browser.post(f"{FORUMS}/topics", json=new, headers=under_a_key).status_code == 201)
        listed = done(browser.get(f"{FORUMS}/topics"))["items"]
        assert [one["title"] for one in listed].count(new["title"]) == 1
        assert looked_over(here) == {}
    assert "Traceback" not in here.log.read_text()


def test_a_start_is_refused_with_one_sentence_where_no_content_can_be_kept(
    installation: Installation,
) -> None:
    with private_folder("mongo") as folder:
        alone = MongoServer(folder, alone=True)
        alone.start()
        nobody = f"mongodb://127.0.0.1:{free_port()}/p2p?replicaSet=secantus"
        try:
            for url, said in (
                (of_database(alone.url, "p2p"), "is no replica set"),
                (nobody, "P2P_CONTENT_URL"),
            ):
                for command in ("migrate", "serve"):
                    ended = installation.run(command, P2P_CONTENT_URL=url)
                    assert ended.returncode != 0
                    assert said in ended.stderr
                    assert (ended.stdout, ended.stderr.count("\n")) == ("", 1), ended.stderr
        finally:
            alone.stop()
