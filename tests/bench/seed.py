"""The forum that is measured: so many topics and posts of some people, one of them signed in."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from secrets import token_urlsafe

from adapters.security.passwords import Argon2Passwords
from adapters.sql.store import SqlStore
from p2p_core.contracts.builders import a_category, a_session, a_user, an_organization
from p2p_core.forum.categories.model import Category
from p2p_core.forum.topics.model import Topic
from p2p_core.identity.users.model import User, UserStatus, hash_token
from p2p_core.organizations.model import OrganizationSettings, OrganizationStatus
from p2p_core.shared.actor import Role
from tests.bench.texts import Writer
from tests.bench.threads import Threads
from tests.bench.wholesale import Wholesale

Opens = Callable[[], AbstractContextManager[Wholesale]]
"""Opens a transaction for very many rows."""

PASSWORD = "seven green valves"
_ORGANIZATIONS, _PEOPLE = 6, 48
_TOGETHER = 500


@dataclass(frozen=True)
class Size:
    """How much there is."""

    name: str
    topics: int
    posts_each: int
    long_thread: int
    """Replies of two more topics: all to the topic itself, and each to the one before."""


TINY = Size("tiny", 250, 4, 300)
SMALL = Size("small", 2_000, 5, 10_000)
BIG = Size("big", 100_000, 10, 10_000)


@dataclass(frozen=True)
class World:
    """What questions are asked about."""

    size: Size
    cookie: str
    """The header of somebody who is signed in."""
    reader: str
    """Who that is: the id."""
    organization: str
    """Their organization's id."""
    emails: Sequence[str]
    topic: str
    """A topic with posts."""
    wide: str
    """A topic with very many replies."""
    deep: str
    """A topic with very many replies, each to the one before."""
    half_way: str
    """The reply in the middle of those."""

    @property
    def signed_in(self) -> dict[str, str]:
        """The headers of that person's requests."""
        return {"Cookie": self.cookie}


def planted(store: SqlStore, size: Size, wholesale: Opens) -> World:
    """Fill a migrated, empty database."""
    people, categories, token = _people(store), _categories(store), token_urlsafe(32)
    now = datetime.now(UTC)
    with store.begin() as tx:
        session = a_session(people[0], hash_token(token), now)
        session.last_used_at = now + timedelta(hours=1)  # no request has to note that it is used
        tx.sessions.add(session)
    threads = Threads(people, categories, size.topics, now, Writer(), size.posts_each)
    topic = _usual(threads, size, wholesale)
    with wholesale() as out:
        wide = threads.wide(out, size.long_thread)
        deep, half_way = threads.deep(out, size.long_thread)
    return World(
        size=size,
        cookie=f"p2p_session={token}",
        reader=people[0].id,
        organization=people[0].organization_id,
        emails=[person.email for person in people],
        topic=topic.id,
        wide=wide.id,
        deep=deep.id,
        half_way=half_way.id,
    )


def _usual(threads: Threads, size: Size, wholesale: Opens) -> Topic:
    """The newest of very many."""
    numbers = iter(range(size.topics))
    topics: list[Topic] = []
    while some := list(islice(numbers, _TOGETHER)):
        with wholesale() as out:
            topics = [threads.usual(out, number, size.posts_each) for number in some]
    return topics[-1]


def _people(store: SqlStore) -> list[User]:
    hashed = Argon2Passwords().hash(PASSWORD)
    organizations = [an_organization(f"plant-{number}", f"مصنع {number}") for number in range(_ORGANIZATIONS)]
    people: list[User] = []
    with store.begin() as tx:
        for organization in organizations:
            organization.status, organization.settings = OrganizationStatus.ACTIVE, OrganizationSettings()
            tx.organizations.add(organization)
        for number in range(_PEOPLE):
            person = a_user(organizations[number % len(organizations)], f"person{number}@plastics.example")
            person.status, person.role, person.password_hash = UserStatus.ACTIVE, Role.MEMBER, hashed
            if not people:
                person.role = Role.ADMIN
            tx.users.add(person)
            people.append(person)
    return people


def _categories(store: SqlStore) -> list[Category]:
    categories = [a_category(f"shelf-{number}", 100 + number) for number in range(4)]
    with store.begin() as tx:
        for category in categories:
            tx.categories.add(category)
    return categories
