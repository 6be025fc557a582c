"""The application as the server builds it, with people in SQLite and the forum's content in MongoDB."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.mongo.kinds import MARK, PEN, SCHEMA
from adapters.mongo.schema import VERSION
from adapters.mongo.server import Server
from adapters.security.passwords import CHEAP
from entrypoints import settings
from entrypoints.container import Container
from entrypoints.data_dir import CannotStart
from entrypoints.database import prepare
from p2p_core.own_data.model import Contributions
from p2p_core.shared.errors import Unavailable
from tests.contract.mongo_stores import emptied, made
from tests.http.installed import Installed
from tests.http.site import API
from tests.servers.fixtures import used_mongo
from tests.servers.server import free_port

__all__ = ["used_mongo"]
FORUMS = f"{API}/forums"
SARA, OMAR = "sara@plastics.example", "omar@steel.example"


class Forum(Installed):
    """An installation and two people."""

    def ask(self, method: str, path: str, expected: int = 200, **rest: Any) -> Any:  # noqa: ANN401 - JSON
        """What it answers, which has to be of this status."""
        answer = self.request(method, path, **rest)
        assert answer.status_code == expected, answer.text
        return answer.json() if answer.content else None

    def become(self, email: str) -> None:
        """Be somebody who has an account."""
        self.browser.cookies["p2p_session"] = self.session(email)

    def settle(self) -> None:
        """Do the worker's work, here and now."""
        outbox, clock = self.container.store().outbox, self.container.clock()
        while due := outbox.claim(10, clock.now(), clock.now()):
            for event_id in due:
                self.container.app().reactor.handle(event_id)

    def topic(self, key: str = "a-key") -> dict[str, Any]:
        """Start one, as often as it is asked for by one key."""
        category = self.ask("GET", f"{FORUMS}/categories")["items"][0]["id"]
        new = {
            "title": "Short shots on press 4",
            "body": "temp < 40 and pressure > 3 bar",
            "category_id": category,
            "tags": ["PLC"],
        }
        made: dict[str, Any] = self.ask(
            "POST", f"{FORUMS}/topics", 201, json=new, headers={"idempotency-key": key}
        )
        return made


@pytest.fixture
def forum(used_mongo: str, tmp_path: Path) -> Iterator[Forum]:
    made(used_mongo)
    emptied(used_mongo)
    forum = Forum(tmp_path, CHEAP, P2P_CONTENT_URL=used_mongo)
    forum.member(OMAR)
    forum.member(SARA)
    yield forum
    forum.close()


def test_a_discussion_from_its_first_word_to_its_end(forum: Forum) -> None:
    topic = forum.topic()
    assert forum.topic()["id"] == topic["id"], "asked once more, started once"
    where = f"{FORUMS}/topics/{topic['id']}"
    forum.become(OMAR)
    post = forum.ask("POST", f"{where}/posts", 201, json={"body": "**نعم**، 85% of the melt was cold"})
    below = forum.ask("POST", f"{where}/posts", 201, json={"body": "see DIN 16742", "parent_id": post["id"]})
    forum.ask("PUT", f"{where}/like")
    forum.settle()
    forum.become(SARA)
    (listed,) = forum.ask("GET", f"{FORUMS}/topics")["items"]
    assert (listed["post_count"], listed["like_count"]) == (2, 1)
    assert listed["last_post"]["id"] == below["id"]
    assert listed["viewer"]["unread_count"] == 2
    told = forum.ask("GET", f"{API}/notifications?count=true")
    assert sorted(one["type"] for one in told["items"]) == ["like", "reply", "reply"]
    assert told["total"] == 3
    assert {one["topic"]["title"] for one in told["items"]} == {topic["title"]}
    (shown,) = forum.ask("GET", f"{where}/posts")["items"]
    assert shown["replies"]["items"][0]["id"] == below["id"]
    assert "<strong>نعم</strong>" in shown["body_html"]
    answered = forum.ask("PUT", f"{where}/best-answer", json={"post_id": post["id"]})
    assert answered["best_answer_id"] == post["id"]
    (found,) = forum.ask("GET", f"{FORUMS}/search", params={"q": "melts نعم"})["items"]
    assert found["post_id"] == post["id"]
    assert forum.ask("PATCH", where, json={"title": "Short shots, solved"})["version"] == topic["version"] + 1
    history = forum.ask("GET", f"{where}/history")["items"]
    assert history[0]["differences"][0]["before"] == topic["title"]
    forum.become(OMAR)
    assert forum.ask("GET", f"{API}/users/me")["reputation"] == 3 + 3 + 15
    forum.become(SARA)
    forum.ask("DELETE", where, 204)
    forum.ask("GET", where, 404)
    assert forum.ask("POST", f"{where}/restore")["title"] == "Short shots, solved"


def test_all_of_it_is_well_and_nothing_of_it_is_in_the_database(forum: Forum) -> None:
    topic = forum.topic()
    forum.ask("POST", f"{FORUMS}/topics/{topic['id']}/posts", 201, json={"body": "نعم"})
    forum.settle()
    found = forum.container.inspections().findings(forum.container.clock().now())
    assert [one for one in found if not one.ok] == []
    assert {"content", "topics.post_count", "search.index", "content.outbox.waiting"} <= {
        one.name for one in found
    }
    rest = forum.container.rest()
    assert rest.categories.all() == []
    assert list(rest.sources.topics("", 1)) == []


def test_what_somebody_wrote_stays_with_a_former_member_in_both_stores(forum: Forum) -> None:
    topic = forum.topic()
    sara = forum.ask("GET", f"{API}/users/me")
    forum.become(OMAR)
    forum.ask("GET", f"{FORUMS}/topics/{topic['id']}")
    with forum.container.store().begin_content() as tx:
        tx.traces.forget(sara["id"], Contributions.KEEP_ANONYMOUS)
    shown = forum.ask("GET", f"{FORUMS}/topics/{topic['id']}")
    assert shown["author"]["id"] != sara["id"]
    assert shown["title"] == topic["title"]


def test_an_organization_is_taken_away_from_both_stores(forum: Forum) -> None:
    sara = forum.ask("GET", f"{API}/users/me")
    topic = forum.topic()
    forum.become(OMAR)
    forum.ask("PUT", f"{FORUMS}/topics/{topic['id']}/like")
    forum.settle()
    gone = forum.container.erasure().erase([sara["organization"]["id"]])
    assert (gone.organizations, gone.people, gone.topics, gone.replies) == (1, 1, 1, 0)
    assert forum.ask("GET", f"{FORUMS}/topics")["items"] == []
    assert well_over(forum) == []


def test_likes_that_somebody_was_told_of_are_compared_with_those_that_there_are(
    forum: Forum, used_mongo: str
) -> None:
    topic = forum.topic()
    forum.become(OMAR)
    forum.ask("PUT", f"{FORUMS}/topics/{topic['id']}/like")
    forum.settle()
    assert well_over(forum) == []
    server = Server(used_mongo)
    server.database[MARK.collection].update_many({}, {"$set": {"liked": False}})
    server.database[PEN].update_one({}, {"$inc": {"turns": -5}})
    assert well_over(forum) == ["content.moment", "notifications.count"]
    server.database[PEN].update_one({}, {"$inc": {"turns": 5}})
    server.close()


def well_over(forum: Forum) -> list[str]:
    """What is wrong where both stores have to agree."""
    return [one.name for one in forum.container.agreement() if not one.ok]


def test_a_database_that_has_content_is_refused_and_keeps_it(used_mongo: str, tmp_path: Path) -> None:
    before = Forum(tmp_path, CHEAP)
    before.member(SARA)
    topic = before.topic()
    before.close()
    made(used_mongo)
    with pytest.raises(CannotStart, match="nothing moves it"):
        Forum(tmp_path, CHEAP, P2P_CONTENT_URL=used_mongo)
    after = Forum(tmp_path, CHEAP)
    after.browser.cookies["p2p_session"] = after.session(SARA)
    assert after.ask("GET", f"{FORUMS}/topics/{topic['id']}")["title"] == topic["title"]
    after.close()


def test_content_that_is_away_is_told_by_the_doctor_and_stops_a_start(tmp_path: Path) -> None:
    chosen = settings.read(
        {"P2P_DATA_DIR": str(tmp_path), "P2P_CONTENT_URL": f"mongodb://127.0.0.1:{free_port()}/p2p"}
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("adapters.mongo.server.PATIENCE_MS", 100)
        container = Container(settings=chosen)
        with pytest.raises(Unavailable):
            prepare(container)
        found = container.inspections().findings(container.clock().now())
    assert [(one.name, one.cause.split(",")[0]) for one in found if not one.ok] == [
        ("content", "MongoDB does not answer")
    ]


def test_content_of_a_newer_program_stops_a_start(used_mongo: str, tmp_path: Path) -> None:
    made(used_mongo)
    server = Server(used_mongo)
    server.database[SCHEMA].update_one({}, {"$set": {"version": VERSION + 1}})
    chosen = settings.read({"P2P_DATA_DIR": str(tmp_path), "P2P_CONTENT_URL": used_mongo})
    container = Container(settings=chosen)
    for step in (container.migrate, container.is_current):
        with pytest.raises(CannotStart, match="newer program"):
            step()
    server.database[SCHEMA].update_one({}, {"$set": {"version": VERSION}})
    server.close()
    assert container.is_current()


def test_without_its_driver_mongodb_is_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("entrypoints.container.contents.find_spec", lambda _: None)
    chosen = settings.read({"P2P_DATA_DIR": str(tmp_path), "P2P_CONTENT_URL": "mongodb://db/p2p"})
    with pytest.raises(CannotStart, match=r"\[server,mongodb\]"):
        Container(settings=chosen).content()
