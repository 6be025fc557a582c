"""What admins do with their people, in the books: invited, come, another role, gone."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx

from tests.process.journey import PASSWORD, token_of

API = "/api/v1"


@dataclass
class Person:
    """Somebody who was invited; what was acknowledged of them, and what was meant and perhaps done."""

    email: str
    id: str = ""
    """Known once their coming was acknowledged."""
    roles: set[str] = field(default_factory=lambda: {"member"})
    """Those that they may have: more than one when a change wasn't answered."""
    secret: str = ""
    asked: bool = False
    """Whether they have said that they come, or can't."""
    removing: bool = False
    removed: bool = False


@dataclass
class Staff:
    """One organization's people beside those who were there first; only its admin changes them."""

    organization: int
    people: list[Person] = field(default_factory=list)

    def act(self, browser: httpx.Client, random: Random) -> None:
        """Invite somebody, let them come once their mail is there, or change or remove who came."""
        there = [person for person in self.people if person.id and not person.removing]
        invited = [person for person in self.people if not person.asked]
        roll = random.random()
        if there and roll < 0.4:
            self._change_role(browser, random.choice(there))
        elif there and roll < 0.6:
            self._remove(browser, random.choice(there))
        elif invited:
            self._accept(browser, random.choice(invited))
        else:
            self._invite(browser)

    def _invite(self, browser: httpx.Client) -> None:
        person = Person(f"joiner{len(self.people)}@plant{self.organization}.example")
        self.people.append(person)
        person.asked = True
        sent = browser.post(f"{API}/invitations/send", json={"email": person.email})
        person.asked = sent.status_code != 201

    def _accept(self, browser: httpx.Client, person: Person) -> None:
        token = _token_to(browser, person.email)
        if not token:
            return
        person.asked = True
        new = {"token": token, "password": PASSWORD, "first_name": "عمر", "last_name": "Al-Harbi"}
        with httpx.Client(base_url=browser.base_url, timeout=browser.timeout) as other:
            answer = other.post(f"{API}/invitations/accept", json=new)
            if answer.status_code == 201:
                person.id = answer.json()["user"]["id"]
                person.secret = str(other.cookies["p2p_session"])

    def _change_role(self, browser: httpx.Client, person: Person) -> None:
        role = "admin" if "member" in person.roles else "member"
        person.roles.add(role)
        answer = browser.patch(f"{API}/users/{person.id}", json={"role": role})
        if answer.status_code == 200:
            person.roles = {answer.json()["role"]}

    def _remove(self, browser: httpx.Client, person: Person) -> None:
        person.removing = True
        person.removed = browser.delete(f"{API}/users/{person.id}").status_code == 204

    def judge(self, organization: int, seen: list[dict[str, Any]], verdicts: dict[str, list[str]]) -> None:
        """Hold the books against the people that an organization's admin sees."""
        for person in self.people:
            roles = [user["role"] for user in seen if user["email"] == person.email]
            if roles and organization != self.organization:
                verdicts["foreign"].append(person.email)
            if organization == self.organization:
                for verdict in _verdicts(person, roles):
                    verdicts[verdict].append(person.email)


def _verdicts(person: Person, roles: list[str]) -> list[str]:
    found = {
        "lost": bool(person.id) and not person.removing and not roles,
        "doubled": len(roles) > 1,
        "torn": not set(roles) <= person.roles,
        "resurrected": person.removed and bool(roles),
    }
    return [verdict for verdict, is_so in found.items() if is_so]


def _token_to(browser: httpx.Client, address: str) -> str:
    """The token of the mail to somebody; none, as long as it hasn't come."""
    mails = browser.get("/dev/mailbox.json").json()
    return next((token_of(mail) for mail in mails if mail["to"] == address), "")
