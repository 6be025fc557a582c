"""Many users do random things and write down what they meant to do and what they were answered.

What was acknowledged must be there, once, whole, and for those alone whom it is meant for; what wasn't may
be there or not, but whole. The books are kept in this process, which nobody kills.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread
from typing import Any

import httpx

from tests.process.installation import Server
from tests.process.journey import AUTH, FORUMS, PASSWORD
from tests.process.staff import Staff

_PATIENCE = 30.0


@dataclass
class Entry:
    """One thing that somebody meant to write; its text names it and nothing else does."""

    kind: str
    text: str
    writer: "Member"
    private: bool
    topic: str = ""
    id: str = ""
    """Known once it was acknowledged."""


@dataclass
class Session:
    """A sign-in, by its secret, and whether it was ended."""

    secret: str
    ended: bool = False
    ending: bool = False


@dataclass
class Member:
    """One user with a browser of their own."""

    email: str
    organization: int
    secret: str = ""
    id: str = ""
    sessions: list[Session] = field(default_factory=list)


class Ledger:
    """The books of one run, and the hands that fill them."""

    def __init__(self, seed: int, members: list[Member]) -> None:
        self.seed = seed
        self.members = members
        self.staffs = {member.organization: Staff(member.organization) for member in members}
        self.entries: list[Entry] = []
        self._stopping = Event()
        self._category = ""
        self._threads: list[Thread] = []

    def start(self, server: Server) -> None:
        """Let everybody work until the server is gone or they are told to stop."""
        self._stopping.clear()
        base = str(server.browser.base_url)
        if not self._category:
            server.browser.cookies["p2p_session"] = self.members[0].secret
            self._category = server.browser.get(f"{FORUMS}/categories").json()["items"][0]["id"]
        round_ = len(self._threads)
        self._threads = [
            Thread(target=self._work, args=(base, member, Random(f"{self.seed}-{round_}-{member.email}")))  # noqa: S311 - what people do, not a secret
            for member in self.members
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody finish what they are at, answered or not."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def acknowledged(self) -> int:
        """How many writings and comings have been acknowledged so far."""
        people = sum(bool(person.id) for staff in self.staffs.values() for person in staff.people)
        return people + sum(bool(entry.id) for entry in self.entries)

    @property
    def admins(self) -> list[Member]:
        """The first of each organization."""
        return list({member.organization: member for member in reversed(self.members)}.values())

    def _work(self, base: str, member: Member, random: Random) -> None:
        cookies = {"p2p_session": member.secret}
        with httpx.Client(base_url=base, timeout=_PATIENCE, cookies=cookies) as browser:
            while not self._stopping.is_set():
                try:
                    self._do_something(browser, member, random)
                except httpx.HTTPError:
                    return  # the server is gone: what was meant stays in the books without an answer

    def _do_something(self, browser: httpx.Client, member: Member, random: Random) -> None:
        mine = [entry for entry in self.entries if entry.kind == "topic" and entry.id and not entry.private]
        roll = random.random()
        if member in self.admins and roll < 0.7:
            self.staffs[member.organization].act(browser, random)
        elif roll < 0.25 or not mine:
            self._start_topic(browser, member, random)
        elif roll < 0.9:
            self._reply(browser, member, random.choice(mine))
        else:
            self._sign_in_and_out(browser, member, by_id=random.random() < 0.5)

    def _start_topic(self, browser: httpx.Client, member: Member, random: Random) -> None:
        entry = self._entered("topic", member, private=random.random() < 0.3)
        body = {"title": entry.text, "body": f"{entry.text} and nothing else", "category_id": self._category}
        body["visibility"] = "organization" if entry.private else "network"
        answer = browser.post(f"{FORUMS}/topics", json=body)
        if answer.status_code == 201:
            entry.id = answer.json()["id"]

    def _reply(self, browser: httpx.Client, member: Member, topic: Entry) -> None:
        entry = self._entered("post", member, private=False)
        entry.topic = topic.id
        answer = browser.post(f"{FORUMS}/topics/{topic.id}/posts", json={"body": entry.text})
        if answer.status_code == 201:
            entry.id = answer.json()["id"]

    def _sign_in_and_out(self, browser: httpx.Client, member: Member, *, by_id: bool) -> None:
        """A second session that ends, by itself or by the first; its secret must never open anything."""
        with httpx.Client(base_url=browser.base_url, timeout=_PATIENCE) as other:
            answer = other.post(f"{AUTH}/login", json={"email": member.email, "password": PASSWORD})
            if answer.status_code != 200:
                return
            session = Session(str(other.cookies["p2p_session"]))
            member.sessions.append(session)
            session.ending = True
            path = f"{AUTH}/sessions/{answer.json()['session']['id']}"
            ended = browser.delete(path) if by_id else other.post(f"{AUTH}/logout")
            session.ended = ended.status_code == 204

    def _entered(self, kind: str, member: Member, *, private: bool) -> Entry:
        entry = Entry(kind, f"{kind} {len(self.entries)} of {member.email}", member, private)
        self.entries.append(entry)
        return entry


def compared(ledger: Ledger, server: Server) -> dict[str, list[str]]:
    """The books against what the server shows: nothing may stand under any verdict."""
    readers = {member.organization: _everything(server, member) for member in ledger.members}
    verdicts: dict[str, list[str]] = {
        name: [] for name in ("lost", "doubled", "torn", "resurrected", "foreign")
    }
    for entry in ledger.entries:
        for organization, seen in readers.items():
            _judge(entry, organization, seen, verdicts)
    for admin in ledger.admins:
        people = _people(server, admin)
        for staff in ledger.staffs.values():
            staff.judge(admin.organization, people, verdicts)
    verdicts["resurrected"] += [
        f"the session of {person.email}"
        for staff in ledger.staffs.values()
        for person in staff.people
        if person.removed and _opens(server, person.secret)
    ]
    for member in ledger.members:
        for session in member.sessions:
            if session.ended and _opens(server, session.secret):
                verdicts["resurrected"].append(f"a session of {member.email}")
    return verdicts


@dataclass
class Seen:
    """What members of one organization see: texts with the ids of those who have them."""

    ids: dict[str, list[str]]
    torn: list[str]


def _judge(entry: Entry, organization: int, seen: Seen, verdicts: dict[str, list[str]]) -> None:
    found = seen.ids.get(entry.text, [])
    is_theirs = not entry.private or entry.writer.organization == organization
    if found and not is_theirs:
        verdicts["foreign"].append(entry.text)
    if is_theirs and entry.id and entry.id not in found:
        verdicts["lost"].append(entry.text)
    if len(found) > 1:
        verdicts["doubled"].append(entry.text)
    if entry.text in seen.torn:
        verdicts["torn"].append(entry.text)


def _everything(server: Server, member: Member) -> Seen:
    """Every topic and reply that a member can read."""
    seen = Seen({}, [])
    with httpx.Client(
        base_url=server.browser.base_url, timeout=_PATIENCE, cookies={"p2p_session": member.secret}
    ) as browser:
        for topic in _pages(browser, f"{FORUMS}/topics"):
            seen.ids.setdefault(topic["title"], []).append(topic["id"])
            posts = list(_pages(browser, f"{FORUMS}/topics/{topic['id']}/posts"))
            whole = browser.get(f"{FORUMS}/topics/{topic['id']}").json()
            if topic["post_count"] != len(posts) or whole["body"] != f"{topic['title']} and nothing else":
                seen.torn.append(topic["title"])
            for post in posts:
                seen.ids.setdefault(post["body"], []).append(post["id"])
    return seen


def _people(server: Server, admin: Member) -> list[dict[str, Any]]:
    """The people of an admin's organization."""
    with httpx.Client(
        base_url=server.browser.base_url, timeout=_PATIENCE, cookies={"p2p_session": admin.secret}
    ) as browser:
        return list(_pages(browser, "/api/v1/users"))


def _pages(browser: httpx.Client, path: str) -> Iterator[dict[str, Any]]:
    cursor = ""
    while True:
        answer = browser.get(f"{path}?limit=100{cursor}")
        assert answer.status_code == 200, answer.text
        page = answer.json()
        yield from page["items"]
        if page["next_cursor"] is None:
            return
        cursor = f"&cursor={page['next_cursor']}"


def _opens(server: Server, secret: str) -> bool:
    address, cookies = f"{server.browser.base_url}{AUTH}/session", {"p2p_session": secret}
    answer = httpx.get(address, cookies=cookies, timeout=_PATIENCE)
    return answer.status_code != 401
