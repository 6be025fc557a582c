"""What people see at a server whose database, Redis or workers are gone, held up or forgetful."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from time import monotonic

import httpx
import psycopg
import pytest

from adapters.queue.redis import connected
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from p2p_core.identity.registrations.model import KnownAddressSignedUp
from p2p_core.notifications.model import message_id_of
from p2p_core.shared.ids import EventId, UserId
from tests.contract.sql_stores import postgres_store
from tests.process.accounts import opened
from tests.process.installation import Installation, Server
from tests.process.journey import AUTH, FORUMS, PASSWORD, done, sign_up
from tests.process.ledger import Member
from tests.process.platform import Platform, gone, looked_over, platform
from tests.process.waiting import until
from tests.process.workers import LONGER, TWICE, at_work

pytestmark = pytest.mark.process
PEOPLE, EACH = 20, 50
API = "/api/v1"


@dataclass
class Standing:
    """A platform with one server, and people who are signed in."""

    platform: Platform
    here: Installation
    server: Server
    people: list[Member]

    def browser(self, person: int = 0, seconds: float = 90) -> httpx.Client:
        """A browser that one of them is signed in with."""
        cookies = {"p2p_session": self.people[person].secret}
        return httpx.Client(base_url=self.server.browser.base_url, timeout=seconds, cookies=cookies)

    def must_be_well(self, *but: str) -> None:
        """`p2p doctor` finds nothing wrong; without a worker, just that."""
        assert looked_over(self.here).keys() <= set(but)
        assert self.server.browser.get("/health").status_code == 200
        assert "Traceback" not in self.here.log.read_text()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with platform(tmp_path_factory.mktemp("platform")) as made:
        here = made.installation("1")
        people = opened(here, each=PEOPLE)
        with here.served() as server:
            yield Standing(made, here, server, people)


def refused(answer: httpx.Response) -> bool:
    """Whether it is an honest "not now"."""
    return (
        answer.status_code == 503
        and answer.json()["code"] == "unavailable"
        and int(answer.headers["retry-after"]) > 0
    )


def all_at_once(asks: list[Callable[[], httpx.Response]]) -> list[httpx.Response]:
    """What they are answered when they ask together."""
    with ThreadPoolExecutor(len(asks)) as crowd:
        return [asked.result() for asked in [crowd.submit(ask) for ask in asks]]


def topic_of(browser: httpx.Client, title: str) -> Callable[[], httpx.Response]:
    """Posts a topic, as often as it is called, under one key."""
    category = done(browser.get(f"{FORUMS}/categories"))["items"][0]["id"]
    new = {"title": title, "body": "Vent the mould first.", "category_id": category}
    return lambda: browser.post(
        f"{FORUMS}/topics", json=new, headers={"Idempotency-Key": title.replace(" ", "-")}
    )


def titles(browser: httpx.Client) -> list[str]:
    return [topic["title"] for topic in done(browser.get(f"{FORUMS}/topics?limit=100"))["items"]]


def test_a_stopped_database_is_told_of_within_five_seconds_and_used_again_when_it_is_back(
    standing: Standing,
) -> None:
    """It stops for a few seconds; for thirty the same would be asked and answered more often."""
    with standing.browser(seconds=30) as browser:
        post = topic_of(browser, "Written when the database is gone")
        login = {"email": standing.people[1].email, "password": PASSWORD}
        reads = [lambda path=path: browser.get(path) for path in (f"{FORUMS}/topics", f"{AUTH}/session")]
        writes = [
            post,
            lambda: browser.post(f"{AUTH}/login", json=login),
            lambda: browser.post(f"{AUTH}/email/resend", json={"email": "who@metals.example"}),
            lambda: browser.patch(f"{API}/users/me", json={"title": "Engineer"}),
        ]
        for how in ("fast", "immediate"):
            with gone(standing.platform.database, how):
                for _ in range(3):
                    began = monotonic()
                    answers = all_at_once([*reads, *writes] * 4)
                    assert monotonic() - began < 5
                    assert [answer.text for answer in answers if not refused(answer)] == []
                assert browser.get("/health").status_code == 503
            assert {browser.get(path).status_code for path in (f"{FORUMS}/topics", f"{AUTH}/session")} == {
                200
            }
            assert browser.get("/health").status_code == 200
        assert titles(browser).count("Written when the database is gone") == 0
        done(post(), 201)
        assert titles(browser).count("Written when the database is gone") == 1
    standing.must_be_well("workers")


@contextmanager
def held(standing: Standing, statement: str, *values: str) -> Iterator[None]:
    """Somebody has a lock and doesn't let go of it."""
    with psycopg.connect(standing.platform.database_url) as other:
        other.execute(statement.encode(), values)
        yield
        other.rollback()


def test_who_needs_a_row_in_somebody_elses_hands_is_told_so_and_nobody_else_waits(standing: Standing) -> None:
    """Eight requests stand before the row, each until its second is over; the others are done meanwhile."""
    with standing.browser() as held_up, standing.browser(1) as other, ExitStack() as stack:
        change = {"title": "Engineer"}
        with held(standing, "SELECT id FROM users WHERE id = %s FOR UPDATE", standing.people[0].id):
            crowd = stack.enter_context(ThreadPoolExecutor(8))
            waiting = [crowd.submit(held_up.patch, f"{API}/users/me", json=change) for _ in range(8)]
            done(other.patch(f"{API}/users/me", json=change))
            done(topic_of(other, "Written beside a row that is held")(), 201)
            done(other.get(f"{FORUMS}/topics"))
            done(held_up.get(f"{API}/users/me"))
            assert [one.result().text for one in waiting if not refused(one.result())] == []
        done(held_up.patch(f"{API}/users/me", json=change))
    standing.must_be_well("workers")


def test_a_table_that_is_held_costs_its_readers_an_answer_and_nobody_else_anything(
    standing: Standing,
) -> None:
    """As a change of the schema by hand does it; more readers than there are threads for reading."""
    with standing.browser() as held_up, standing.browser(1) as other, ExitStack() as stack:
        with held(standing, "LOCK TABLE topics IN ACCESS EXCLUSIVE MODE"):
            crowd = stack.enter_context(ThreadPoolExecutor(5))
            waiting = [crowd.submit(held_up.get, f"{FORUMS}/topics") for _ in range(5)]
            assert {other.get(f"{API}/users/me").status_code for _ in range(5)} == {200}
            assert other.get("/health").status_code == 200
            assert [one.result().text for one in waiting if not refused(one.result())] == []
        done(held_up.get(f"{FORUMS}/topics"))
    standing.must_be_well("workers")


def test_without_redis_all_is_answered_and_what_it_forgets_is_done_all_the_same(standing: Standing) -> None:
    made, people = standing.platform, [f"person{number}@redis.example" for number in range(6)]
    with at_work(standing.here, made.log):
        with gone(made.redis):
            for person in people[:3]:
                sign_up(standing.server, person)
            health = standing.server.browser.get("/health/detailed")
            assert health.status_code == 503
            assert health.json()["components"]["broker"]["status"] == "unavailable"
            assert "broker" in looked_over(standing.here)
        with connected(made.redis.url) as client:
            for person in people[3:]:
                sign_up(standing.server, person)
                client.flushall()
        until(lambda: all(made.mails_to(person) for person in people))
        until(lambda: standing.server.browser.get("/health/detailed").status_code == 200)
        standing.must_be_well()
    # what a worker has in hand for longer than its lease, another sends again, rightly: as the same mail
    sent = {(mail.recipients[0], str(mail.message["Message-ID"])) for mail in made.post.inbox}
    assert sorted(person for person, _ in sent if person in people) == people


def thousand_promised(standing: Standing) -> dict[str, list[str]]:
    """Publish fifty events for each of twenty people; the Message-IDs that each is to get, in order."""
    clock = SystemClock()
    address = {person.id: person.email for person in standing.people}
    expected: dict[str, list[str]] = defaultdict(list)
    with postgres_store(standing.platform.database_url, clock, SystemIds(clock)) as store:
        for _ in range(EACH):
            with store.begin() as tx:
                for person in standing.people:
                    tx.publish(KnownAddressSignedUp(user_id=UserId(person.id)))
    with psycopg.connect(standing.platform.database_url) as database:
        for event_id, person in database.execute(
            "SELECT id, aggregate FROM outbox WHERE finished_at IS NULL AND name = 'KnownAddressSignedUp' "
            "ORDER BY id"
        ).fetchall():
            to = address[person]
            name = message_id_of(EventId(event_id), "mail_known_address", to, "p2p-sandbox.invalid")
            expected[to].append(f"<{name}>")
    return expected


@pytest.mark.timeout(600)
def test_a_thousand_mails_that_waited_for_a_worker_leave_once_and_in_each_persons_order(
    standing: Standing,
) -> None:
    """Two workers come, and Redis delivers every message twice."""
    made = standing.platform
    expected = thousand_promised(standing)
    assert sum(map(len, expected.values())) == PEOPLE * EACH
    first = len(made.post.inbox)
    with (
        at_work(standing.here, made.log, TWICE, LONGER),
        at_work(made.installation("2"), made.log, TWICE, LONGER),
    ):
        until(lambda: len(made.post.inbox) >= first + PEOPLE * EACH, seconds=250)
        until(lambda: "nothing waits" in standing.server.browser.get("/health/detailed").text)
        standing.must_be_well()
    arrived: dict[str, list[str]] = defaultdict(list)
    for taken in made.post.inbox[first:]:
        arrived[taken.recipients[0]].append(str(taken.message["Message-ID"]))
    assert arrived == expected
