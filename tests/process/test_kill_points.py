"""Killed hard at each commit of each operation: it has happened whole or not at all; asking again is safe."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.process.accounts import opened
from tests.process.dying import BEFORE, BEFORE_A_WORKER, ENDLESS, Wish
from tests.process.earnings import must_add_up
from tests.process.installation import Installation, Server
from tests.process.journey import AUTH, FORUMS, PASSWORD, done, patiently, sign_in, sign_up
from tests.process.ledger import Member
from tests.process.platform import Platform, looked_over, platform
from tests.process.waiting import until
from tests.process.workers import READY, at_work

pytestmark = pytest.mark.process
API = "/api/v1"
Ask = Callable[[], httpx.Response]
POINTS = {
    "sqlite": ("before", "after"),
    "postgresql": ("before", "unheard", "after"),
    "mongodb": ("before", "after"),
}
"""On MongoDB content is kept, beside people in SQLite."""


@dataclass
class Mortal:
    """A server that dies when it is told to, an admin's browser at it, and whom operations are tried on."""

    platform: Platform
    here: Installation
    server: Server
    wish: Wish
    browser: httpx.Client
    members: list[Member]
    tried: int = 0

    def another(self) -> str:
        """A name for one attempt."""
        self.tried += 1
        return f"attempt-{self.tried}"

    def visitor(self) -> httpx.Client:
        """A browser of somebody else's at the same server."""
        return httpx.Client(base_url=self.server.browser.base_url, timeout=90)

    def posted(self, path: str, body: Any, key: str = "") -> Ask:  # noqa: ANN401 - any JSON
        """Posts it whenever it is called; with a key as the admin, else as a visitor.

        Who is told that passwords have to wait asks again: that is decided before anything is committed.
        """
        if key:
            return lambda: self.browser.post(path, json=body, headers={"Idempotency-Key": key})
        return lambda: patiently(lambda: self.server.browser.post(path, json=body))


@dataclass(frozen=True)
class Operation:
    """How to ask for it anew, and what it answers when it had not happened before, and when it had."""

    prepared: Callable[[Mortal], Ask]
    first: int
    again: int
    under_a_key: bool = False
    of_content: bool = False
    """Whether it changes content; if that is elsewhere, it is decided by the commit before the last."""

    def has_happened(self, kind: str, commits: int, point: str, number: int) -> bool:
        """Whether it has, when the server dies at that point of that one of its commits."""
        decisive = commits - (self.of_content and kind == "mongodb")
        return number > decisive or (number == decisive and point != "before")


def signing_up(mortal: Mortal) -> Ask:
    body = {"first_name": "نورة", "last_name": "Al-Harbi", "organization": {"name": "مصنع نجد"}}
    body |= {"email": f"{mortal.another()}@metals.example", "password": PASSWORD}
    return mortal.posted(f"{AUTH}/signup", body)


def verifying(mortal: Mortal) -> Ask:
    address = f"{mortal.another()}@metals.example"
    sign_up(mortal.server, address)
    return mortal.posted(f"{AUTH}/email/verify", {"token": mortal.platform.token_to(address)})


def signing_in(mortal: Mortal) -> Ask:
    return mortal.posted(f"{AUTH}/login", {"email": mortal.members[1].email, "password": PASSWORD})


def inviting(mortal: Mortal) -> Ask:
    name = mortal.another()
    return mortal.posted(f"{API}/invitations/send", {"email": f"{name}@plant0.example"}, name)


def accepting(mortal: Mortal) -> Ask:
    done(inviting(mortal)(), 201)
    token = mortal.platform.token_to(f"attempt-{mortal.tried}@plant0.example")
    new = {"token": token, "password": PASSWORD, "first_name": "Omar", "last_name": "Al-Harbi"}
    return mortal.posted(f"{API}/invitations/accept", new)


def starting_a_topic(mortal: Mortal) -> Ask:
    category = done(mortal.browser.get(f"{FORUMS}/categories"))["items"][0]["id"]
    name = mortal.another()
    new = {"title": name, "body": "Vent the mould.", "category_id": category}
    return mortal.posted(f"{FORUMS}/topics", new, name)


def replying(mortal: Mortal) -> Ask:
    topic = done(mortal.browser.get(f"{FORUMS}/topics?limit=1"))["items"][0]["id"]
    name = mortal.another()
    return mortal.posted(f"{FORUMS}/topics/{topic}/posts", {"body": name}, name)


def a_reply(mortal: Mortal) -> tuple[str, str]:
    """The path of a topic, and the id of a reply in it that somebody else wrote."""
    topic = done(mortal.browser.get(f"{FORUMS}/topics?limit=1"))["items"][0]["id"]
    path = f"{FORUMS}/topics/{topic}"
    with mortal.visitor() as browser:
        browser.cookies["p2p_session"] = mortal.members[1].secret
        return path, done(browser.post(f"{path}/posts", json={"body": mortal.another()}), 201)["id"]


def choosing_the_best_answer(mortal: Mortal) -> Ask:
    path, reply = a_reply(mortal)
    return lambda: mortal.browser.put(f"{path}/best-answer", json={"post_id": reply})


def liking(mortal: Mortal) -> Ask:
    _, reply = a_reply(mortal)
    return lambda: mortal.browser.put(f"{FORUMS}/posts/{reply}/like")


def removing_a_reply(mortal: Mortal) -> Ask:
    path, _ = a_reply(mortal)
    post = done(mortal.browser.post(f"{path}/posts", json={"body": mortal.another()}), 201)["id"]
    return lambda: mortal.browser.delete(f"{FORUMS}/posts/{post}")


def changing_a_role(mortal: Mortal) -> Ask:
    path = f"{API}/users/{mortal.members[2].id}"
    user = mortal.browser.get(path)
    role = "member" if user.json()["role"] == "admin" else "admin"
    meant = {"If-Match": user.headers["etag"]}
    return lambda: mortal.browser.patch(path, json={"role": role}, headers=meant)


def removing_a_member(mortal: Mortal) -> Ask:
    path = f"{API}/users/{mortal.members.pop().id}"
    return lambda: mortal.browser.delete(path)


def signed_in_again(mortal: Mortal) -> tuple[str, str]:
    """The id and the secret of another session of the admin's."""
    with mortal.visitor() as browser:
        overview = sign_in(browser, mortal.members[0].email)
        return overview["session"]["id"], str(browser.cookies["p2p_session"])


def ending_a_session(mortal: Mortal) -> Ask:
    session, _ = signed_in_again(mortal)
    return lambda: mortal.browser.delete(f"{AUTH}/sessions/{session}")


def signing_out(mortal: Mortal) -> Ask:
    _, secret = signed_in_again(mortal)
    cookie = {"Cookie": f"p2p_session={secret}"}
    return lambda: mortal.server.browser.post(f"{AUTH}/logout", headers=cookie)


OPERATIONS = (
    Operation(signing_up, 202, 202),
    Operation(verifying, 200, 410),
    Operation(signing_in, 200, 200),
    Operation(inviting, 201, 201, under_a_key=True),
    Operation(accepting, 201, 410),
    Operation(starting_a_topic, 201, 201, under_a_key=True, of_content=True),
    Operation(replying, 201, 201, under_a_key=True, of_content=True),
    Operation(choosing_the_best_answer, 200, 200, of_content=True),
    Operation(liking, 200, 200, of_content=True),
    Operation(removing_a_reply, 204, 404, of_content=True),
    Operation(changing_a_role, 200, 412),
    Operation(removing_a_member, 204, 404),
    Operation(ending_a_session, 204, 404),
    Operation(signing_out, 204, 401),
)


@contextmanager
def mortal_server(folder: Path, kind: str) -> Iterator[Mortal]:
    """A server whose worker, Redis and mail server live on."""
    with platform(folder, in_mongo=kind == "mongodb") as made:
        here, wish = made.installation("1"), Wish(folder / "wish")
        here.environment["TEST_WISH"] = str(wish.file)
        if kind != "postgresql":
            del here.environment["P2P_DATABASE_URL"]
        members = opened(here, each=6)
        with here.served(BEFORE) as server, at_work(here, made.log):
            cookies = {"p2p_session": members[0].secret}
            with httpx.Client(base_url=server.browser.base_url, timeout=90, cookies=cookies) as browser:
                yield Mortal(made, here, server, wish, browser, members)


def killed_at(mortal: Mortal, ask: Ask, point: str, number: int) -> None:
    """Ask for something of which the server dies."""
    mortal.wish.make(point, number)
    with pytest.raises(httpx.TransportError):
        ask()
    assert mortal.wish.is_heard()


def commits_of(mortal: Mortal, operation: Operation) -> int:
    """How many commits it takes, each of which is a point to die at."""
    ask = operation.prepared(mortal)
    mortal.wish.make("before", ENDLESS)
    answer = ask()
    number = ENDLESS - mortal.wish.take_back()
    assert (answer.status_code, number > 0) == (operation.first, True)
    return number


def points_of(commits: int, kind: str) -> list[tuple[str, int]]:
    """Between each two commits, and around the last one."""
    return [("after", number) for number in range(1, commits)] + [(point, commits) for point in POINTS[kind]]


@pytest.mark.timeout(900)  # forty deaths, each with a start: minutes, on a busy machine many
@pytest.mark.parametrize("kind", POINTS)
def test_an_operation_that_a_kill_fell_upon_has_happened_whole_or_not_at_all(
    tmp_path: Path, kind: str
) -> None:
    with mortal_server(tmp_path, kind) as mortal:
        for operation in OPERATIONS:
            if kind == "mongodb" and not operation.of_content:
                continue  # it is done in SQLite alone, as above
            commits = commits_of(mortal, operation)
            for point, number in points_of(commits, kind):
                ask = operation.prepared(mortal)
                killed_at(mortal, ask, point, number)
                has_happened = operation.has_happened(kind, commits, point, number)
                answer = patiently(ask)
                told = (answer.status_code, "idempotent-replayed" in answer.headers)
                expected = operation.again if has_happened else operation.first
                assert told == (expected, operation.under_a_key and has_happened), (operation, point, number)
        must_add_up(mortal.server, mortal.members[:2])
        assert looked_over(mortal.here) == {}


COMMITS_OF_A_MAIL = 4
"""To claim the event, to have it in hand, to record that the mail was sent, to finish."""


@pytest.mark.timeout(600)
def test_a_mail_that_a_worker_died_over_at_any_commit_arrives_once_by_its_message_id(tmp_path: Path) -> None:
    """When it died after the mail was taken and before that was recorded, the mail comes a second time."""
    with platform(tmp_path) as made:
        here, wish = made.installation("1"), Wish(tmp_path / "wish")
        here.environment["TEST_WISH"] = str(wish.file)
        deaths = list(product(("before", "after"), range(1, COMMITS_OF_A_MAIL + 1)))
        with here.served() as server, at_work(here, made.log, BEFORE_A_WORKER, lease=3):
            until(lambda: READY in made.log.read_text())  # a start commits the timetable, which is no mail's
            for point, number in deaths:
                wish.make(point, number)
                sign_up(server, f"{point}-{number}@metals.example")
                until(wish.is_heard)
                made.token_to(f"{point}-{number}@metals.example")
                # A mail comes before it is recorded: what is left to do of it must not meet the next wish.
                until(lambda: "nothing waits" in server.browser.get("/health/detailed").text)
            assert looked_over(here) == {}
        assert "Traceback" not in made.log.read_text()
    mails = Counter(mail.recipients[0] for mail in made.post.inbox)
    ids = {(mail.recipients[0], str(mail.message["Message-ID"])) for mail in made.post.inbox}
    assert len(ids) == len(mails) == len(deaths)
    assert {address for address, times in mails.items() if times > 1} <= {"before-3@metals.example"}
