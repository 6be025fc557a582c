"""The forum that is measured: so many topics and posts of some people, one of them signed in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from secrets import token_urlsafe

from adapters.security.passwords import Argon2Passwords
from adapters.sql.store import SqlStore
from p2p_core.contracts.builders import (
    a_category,
    a_post,
    a_session,
    a_topic,
    a_user,
    an_organization,
)
from p2p_core.forum.categories.model import Category
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.identity.users.model import User, UserStatus, hash_token
from p2p_core.organizations.model import OrganizationSettings, OrganizationStatus
from p2p_core.shared.actor import Role

PASSWORD = "seven green valves"
_ORGANIZATIONS, _PEOPLE = 6, 48
_TOGETHER = 500
_BODY = "Melt was raised, scrap stays at 4 %: temp < 40 and pressure > 3 bar. ما رأيكم في هذه النتيجة؟ " * 4


@dataclass(frozen=True)
class Size:
    """How much there is."""

    name: str
    topics: int
    posts_each: int


TINY = Size("tiny", 250, 4)
SMALL = Size("small", 2_000, 5)
BIG = Size("big", 100_000, 10)


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

    @property
    def signed_in(self) -> dict[str, str]:
        """The headers of that person's requests."""
        return {"Cookie": self.cookie}


def planted(store: SqlStore, size: Size) -> World:
    """Fill a migrated, empty database."""
    people, categories, token = _people(store), _categories(store), token_urlsafe(32)
    now = datetime.now(UTC)
    with store.begin() as tx:
        session = a_session(people[0], hash_token(token), now)
        session.last_used_at = now + timedelta(hours=1)  # no request has to note that it is used
        tx.sessions.add(session)
    last = ""
    numbers = iter(range(size.topics))
    while some := list(islice(numbers, _TOGETHER)):
        with store.begin() as tx:
            for number in some:
                category = categories[number % len(categories)]
                topic, posts = _thread(people, category, number, size, now)
                tx.topics.add(topic)
                tx.categories.topic_added(category.id)
                for post in posts:
                    tx.posts.add(post)
                last = topic.id
    emails = [person.email for person in people]
    return World(size, f"p2p_session={token}", people[0].id, people[0].organization_id, emails, last)


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


def _thread(
    people: Sequence[User], category: Category, number: int, size: Size, now: datetime
) -> tuple[Topic, list[Post]]:
    """A topic and its replies, a third of them to the one before."""
    topic = a_topic(people[number % len(people)], category, now - timedelta(seconds=size.topics - number))
    topic.visibility, topic.locked, topic.pinned, topic.tags = (
        Visibility.NETWORK,
        False,
        False,
        ("PLC", "صيانة"),
    )
    topic.body, topic.body_html, topic.excerpt = _BODY, f"<p>{_BODY}</p>", _BODY[:160]
    posts = list(_replies(people, topic, number, size.posts_each))
    topic.post_count = topic.last_seq = len(posts)
    topic.last_post_id = posts[-1].id if posts else None
    return topic, posts


def _replies(people: Sequence[User], topic: Topic, number: int, count: int) -> Iterator[Post]:
    above: Post | None = None
    for seq in range(1, count + 1):
        parent = above if seq % 3 == 0 else None
        post = a_post(people[(number + seq) % len(people)], topic, parent, seq, 1 if parent else seq)
        post.edited_at, post.body, post.body_html = None, _BODY, f"<p>{_BODY}</p>"
        post.reply_count = int(parent is None and (seq + 1) % 3 == 0 and seq < count)
        above = post if parent is None else None
        yield post
