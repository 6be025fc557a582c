"""What the demo world consists of, as its TOML files tell it, and when each thing happened."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from zoneinfo import ZoneInfo

import msgspec

from p2p_core.organizations.model import Industry, Size
from p2p_core.shared.language import Language

_HERE = files("entrypoints.cli.demo_world")
_ZONE = ZoneInfo("Asia/Riyadh")
_JOINED_AT = time(9, 15)


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody of a company; the first of each founded it here."""

    key: str
    first_name: str
    last_name: str
    mailbox: str
    language: Language = Language.ENGLISH


class Company(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An invented company; its name says that it is part of the demo, its domain can't exist."""

    name: str
    industry: Industry
    size: Size
    city: str
    domain: str
    days_ago: int
    people: tuple[Person, ...]

    def address(self, person: Person) -> str:
        """Where a person's mail would go."""
        return f"{person.mailbox}@{self.domain}"


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer to what it is nested in."""

    author: str
    hours_later: float
    body: str
    reply: tuple["Reply", ...] = ()


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A conversation."""

    title: str
    author: str
    days_ago: int
    at: time
    tags: tuple[str, ...]
    body: str
    reply: tuple[Reply, ...] = ()


class _Companies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    company: tuple[Company, ...]


class _Topics(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    topic: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """A company comes."""

    company: Company


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """A person joins a company that is there."""

    company: Company
    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Starting:
    """Somebody starts a topic."""

    key: str
    category: str
    topic: Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Replying:
    """Somebody answers a topic, or an answer to it."""

    key: str
    topic_key: str
    parent_key: str | None
    reply: Reply


Act = Founding | Joining | Starting | Replying


def companies() -> tuple[Company, ...]:
    """Everybody who takes part."""
    return msgspec.convert(_read(_HERE / "companies.toml"), _Companies).company


def schedule(now: datetime) -> list[tuple[datetime, Act]]:
    """Everything that happened, in its order, seen from this day."""
    midnight = now.astimezone(_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    acts = [*_arrivals(midnight), *_conversations(midnight)]
    return sorted(acts, key=lambda act: act[0])


def _arrivals(midnight: datetime) -> Iterator[tuple[datetime, Act]]:
    for company in companies():
        moment = _moment(midnight, company.days_ago, _JOINED_AT)
        yield moment, Founding(company=company)
        for number, person in enumerate(company.people[1:], 1):
            yield moment + timedelta(hours=5 * number), Joining(company=company, person=person)


def _conversations(midnight: datetime) -> Iterator[tuple[datetime, Act]]:
    for file in sorted((_HERE / "forum").iterdir(), key=lambda file: file.name):
        category = file.name.removesuffix(".toml")
        for number, topic in enumerate(msgspec.convert(_read(file), _Topics).topic):
            key = f"{category}/{number}"
            moment = _moment(midnight, topic.days_ago, topic.at)
            yield moment, Starting(key=key, category=category, topic=topic)
            yield from _answers(moment, key, None, topic.reply)


def _answers(
    asked: datetime, topic_key: str, parent_key: str | None, replies: tuple[Reply, ...]
) -> Iterator[tuple[datetime, Act]]:
    for number, reply in enumerate(replies):
        key = f"{parent_key or topic_key}/{number}"
        moment = asked + timedelta(hours=reply.hours_later)
        yield moment, Replying(key=key, topic_key=topic_key, parent_key=parent_key, reply=reply)
        yield from _answers(moment, topic_key, key, reply.reply)


def _moment(midnight: datetime, days_ago: int, at: time) -> datetime:
    return midnight - timedelta(days=days_ago) + timedelta(hours=at.hour, minutes=at.minute)


def _read(file: Traversable) -> dict[str, object]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
