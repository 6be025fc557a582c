"""Answers that are kept: the same bytes until anything changes, and nobody gets another's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.sql.sqlite.store import SqliteStore
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from entrypoints.http.kept import AROUND, KeptAnswers, Key, alone, together
from entrypoints.http.written import Written
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.ids import OrganizationId, UserId
from tests.http.installed import Installed, statements
from tests.http.site import API

TOPICS = f"{API}/forums/topics"
SARA, OMAR = (Key((name,), TOPICS, b"limit=5") for name in ("sara", "omar"))


class Editions:
    def __init__(self) -> None:
        self.now: int | None = 1

    def __call__(self) -> int | None:
        return self.now


def asked(kept: KeptAnswers, key: Key, answer: Written) -> Written:
    """What is answered where making it gives that."""
    known, edition = kept.recall(key), kept.edition
    if known is None:
        kept.keep(key, answer, edition)
    return known or answer


def test_what_is_asked_again_is_answered_as_before_until_something_changes() -> None:
    editions = Editions()
    kept = KeptAnswers(editions)
    first, second = Written(b"[1]"), Written(b"[2]")
    assert asked(kept, SARA, first) is first
    assert asked(kept, SARA, second) is first
    assert asked(kept, OMAR, second) is second
    editions.now = 2
    assert asked(kept, SARA, second) is second
    assert (kept.hits, kept.misses) == (1, 3)


def test_what_changed_while_it_was_made_is_not_kept() -> None:
    editions = Editions()
    kept = KeptAnswers(editions)
    assert kept.recall(SARA) is None
    edition = kept.edition
    editions.now = 2
    assert kept.recall(OMAR) is None  # somebody else notices first
    kept.keep(SARA, Written(b"old"), edition)
    assert kept.recall(SARA) is None


def test_where_an_edition_is_dear_nothing_is_kept() -> None:
    kept = KeptAnswers(lambda: None)
    asked(kept, SARA, Written(b"[1]"))
    assert kept.recall(SARA) is None
    assert (kept.hits, kept.misses) == (0, 0)


def test_refusals_are_not_kept_and_neither_is_more_than_there_is_room_for() -> None:
    kept = KeptAnswers(Editions(), most=AROUND + 130)
    asked(kept, SARA, Written(status=304))
    assert kept.recall(SARA) is None
    asked(kept, SARA, Written(b"x" * 200))
    assert kept.recall(SARA) is None
    asked(kept, SARA, Written(b"x" * 60))
    asked(kept, OMAR, Written(b"x" * 60))
    assert kept.recall(SARA) is None
    assert kept.recall(OMAR) is not None


def test_answers_that_say_next_to_nothing_take_room_too() -> None:
    kept = KeptAnswers(Editions(), most=10 * (AROUND + 100))
    for number in range(1000):
        asked(kept, Key(("sara",), TOPICS, b"tag=%d" % number), Written(b"{}"))
    found = [kept.recall(Key(("sara",), TOPICS, b"tag=%d" % number)) for number in range(1000)]
    assert 0 < sum(answer is not None for answer in found) <= 10


def test_colleagues_share_what_depends_on_nobody_and_other_rights_make_another_audience() -> None:
    sara = Actor(user_id=UserId("s"), organization_id=OrganizationId("o"), role=Role.MEMBER)
    omar = Actor(user_id=UserId("m"), organization_id=OrganizationId("o"), role=Role.MEMBER)
    boss = Actor(user_id=UserId("s"), organization_id=OrganizationId("o"), role=Role.ADMIN)
    house = Actor(user_id=UserId("s"), organization_id=OrganizationId("o"), role=Role.MEMBER, operator=True)
    elsewhere = Actor(user_id=UserId("s"), organization_id=OrganizationId("p"), role=Role.MEMBER)
    assert together(sara) == together(omar)
    assert len({alone(actor) for actor in (sara, omar, boss, house, elsewhere)}) == 5
    assert len({together(actor) for actor in (sara, boss, house, elsewhere)}) == 4


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    made = Installed(tmp_path)
    made.member()
    made.database.sessions.remembered.life = 3600  # however slowly this test runs
    yield made
    made.close()


def a_topic(title: str, category: str) -> dict[str, object]:
    return {"title": title, "body": "It is too hot for that.", "category_id": category}


def test_a_page_is_read_once_and_anew_after_any_commit_of_anybody(
    installed: Installed, tmp_path: Path
) -> None:
    category = installed.request("GET", f"{API}/forums/categories").json()["items"][0]["id"]
    installed.request("POST", TOPICS, json=a_topic("Short shots on press 4", category))
    before = installed.request("GET", TOPICS)
    with statements() as said:
        again = installed.request("GET", TOPICS)
    assert (again.content, again.headers["etag"], said) == (before.content, before.headers["etag"], [])

    clock = SystemClock()
    another = SqliteStore(tmp_path / "p2p.sqlite3", clock, SystemIds(clock))  # a command's, say
    with another.begin() as tx:
        found = tx.categories.find(category)
        assert found
        found.name = "Another name"
        tx.categories.save(found)
    another.close()
    after = installed.request("GET", TOPICS)
    assert after.json()["items"][0]["category"]["name"] == "Another name"
    assert after.headers["etag"] != before.headers["etag"]


def test_who_has_it_already_is_told_so_from_what_is_kept(installed: Installed) -> None:
    tag = installed.request("GET", TOPICS).headers["etag"]
    has_it = {"if-none-match": tag}
    with statements() as said:
        told = installed.request("GET", TOPICS, headers=has_it)
    assert (told.status_code, told.content, told.headers["etag"], said) == (304, b"", tag, [])
    with statements() as said:  # asked first in this edition by somebody who has it
        installed.request("GET", f"{TOPICS}?limit=7", headers=has_it)
        assert installed.request("GET", f"{TOPICS}?limit=7", headers={"if-none-match": '"other"'}).is_success
    assert len(said) == 1


def test_a_page_of_one_person_is_never_another_ones(installed: Installed) -> None:
    installed.request("GET", TOPICS)
    installed.member("omar@metals.example")
    with statements() as said:
        installed.request("GET", TOPICS)
    assert said != []
    installed.request("POST", f"{API}/auth/logout")
    assert installed.request("GET", TOPICS).status_code == 401


def test_a_refused_question_is_refused_again(installed: Installed) -> None:
    for _ in range(2):
        assert installed.request("GET", f"{TOPICS}?limit=0").status_code == 422
        assert installed.request("GET", f"{TOPICS}/nothing").status_code == 404


def test_squeezed_bytes_are_kept_as_well(installed: Installed) -> None:
    plain = installed.request("GET", f"{API}/forums/categories", headers={"accept-encoding": "identity"})
    for way in ("gzip", "br", "gzip"):
        answer = installed.request("GET", f"{API}/forums/categories", headers={"accept-encoding": way})
        assert answer.headers["content-encoding"] == way
        assert answer.json() == plain.json()
