"""The demo world brought about by the core's own operations, each at the time when it is to have happened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from entrypoints.cli.demo_world.script import (
    Act,
    Company,
    Founding,
    Joining,
    Person,
    Replying,
    Starting,
    schedule,
)
from entrypoints.cli.passwords import random_password
from p2p_core.app import App
from p2p_core.forum.posts.shapes import NewPost, PostDetails, PostQuery
from p2p_core.forum.topics.shapes import NewTopic, TopicQuery, TopicSort, TopicSummary
from p2p_core.identity.accounts.shapes import NewColleague
from p2p_core.identity.registrations.shapes import SignUp
from p2p_core.identity.users.model import address_of
from p2p_core.identity.users.ports import Passwords, UserReader, Verdict
from p2p_core.notifications.inbox.model import Email
from p2p_core.notifications.inbox.shapes import Preference, PreferencesChanges
from p2p_core.organizations.shapes import NewOrganization
from p2p_core.shared.actor import Actor, Role, Visit
from p2p_core.shared.clock import cut
from p2p_core.shared.ids import PostId, SessionId, TopicId
from p2p_core.shared.text import normal_form

_PAGE = 100


class SetClock:
    """A clock that shows what it was set to."""

    def __init__(self) -> None:
        self._moment = datetime.fromtimestamp(0, UTC)

    def now(self) -> datetime:
        return self._moment

    def set(self, moment: datetime) -> None:
        """Show this moment from now on."""
        self._moment = cut(moment)


class OneHash:
    """Real hashing of one random password, for all people of the demo: nobody knows it, nobody logs in.

    Hashing is slow on purpose, and the world should be there at once.
    """

    def __init__(self, real: Passwords) -> None:
        self._real = real
        self._hash = real.hash(random_password())

    def hash(self, password: str) -> str:
        del password
        return self._hash

    def verify(self, password: str, stored: str) -> Verdict:
        return self._real.verify(password, stored)

    def verify_nothing(self) -> None:
        self._real.verify_nothing()


_IN_APP = Preference(in_app=True, email=Email.OFF)
_NO_MAILS = PreferencesChanges(
    reply=_IN_APP, followed_topic=_IN_APP, mention=_IN_APP, best_answer=_IN_APP, like=_IN_APP
)
"""Nobody reads the mails of people who were made up."""


@dataclass(slots=True, kw_only=True)
class Planted:
    """How much is there, and how much of it was missing before."""

    organizations: int = 0
    people: int = 0
    topics: int = 0
    replies: int = 0
    added: int = 0


@dataclass(slots=True, kw_only=True)
class Planting:
    """Plays the script; what is there already is left as it is, so that an interrupted run can go on."""

    app: App
    users: UserReader
    clock: SetClock
    """The clock that ``app`` runs by."""
    settle: Callable[[], None]
    """Lets everything follow that has happened by that clock: people are told when it happens."""
    planted: Planted = field(default_factory=Planted)
    _actors: dict[str, Actor] = field(default_factory=dict)
    _categories: dict[str, str] = field(default_factory=dict)
    _topics: dict[str, TopicId] = field(default_factory=dict)
    _posts: dict[str, PostId] = field(default_factory=dict)

    def run(self, now: datetime) -> Planted:
        """Play everything that happened up to now."""
        for moment, act in schedule(now):
            self.clock.set(moment)
            self._play(act)
            self.settle()
        return self.planted

    def _play(self, act: Act) -> None:
        match act:
            case Founding(company=company):
                self.planted.organizations += 1
                self._arrive(company, company.people[0])
            case Joining(company=company, person=person):
                self._arrive(company, person)
            case Starting():
                self._start(act)
            case Replying():
                self._reply(act)

    def _arrive(self, company: Company, person: Person) -> None:
        self.planted.people += 1
        address = address_of(company.address(person))
        is_new = self.users.find_by_address(address) is None
        if is_new:
            self.planted.added += 1
            self._open(company, person)
        user = self.users.find_by_address(address)
        if user is None:
            raise LookupError(f"{address} has just been given an account and has none")
        self._actors[person.key] = Actor(
            user_id=user.id,
            organization_id=user.organization_id,
            role=user.role,
            session_id=SessionId("demo"),  # nobody is signed in here
            operator=user.operator,
        )
        if is_new:
            self.app.inbox.notifications.prefer(self._actors[person.key], _NO_MAILS)

    def _open(self, company: Company, person: Person) -> None:
        accounts, visit = self.app.identity.accounts, Visit(language=person.language)
        who = {
            "email": company.address(person),
            "password": random_password(),
            "first_name": person.first_name,
            "last_name": person.last_name,
        }
        founder = company.people[0]
        if person is founder:
            organization = NewOrganization(
                name=company.name,
                industry=company.industry,
                size=company.size,
                city=company.city,
                country="SA",
            )
            accounts.open(visit, SignUp(**who, organization=organization))
        else:
            accounts.join(visit, NewColleague(**who, colleague=company.address(founder), role=Role.MEMBER))

    def _start(self, act: Starting) -> None:
        self.planted.topics += 1
        actor = self._actors[act.topic.author]
        new = NewTopic(
            title=act.topic.title,
            body=_text(act.topic.body),
            category_id=self._category(actor, act.category),
            tags=act.topic.tags,
        )
        there = next((topic for topic in self._own_topics(actor) if topic.title == new.title), None)
        if there is None:
            self.planted.added += 1
            there = self.app.forum.topics.start(actor, new)
        self._topics[act.key] = there.id

    def _reply(self, act: Replying) -> None:
        self.planted.replies += 1
        actor, topic_id = self._actors[act.reply.author], self._topics[act.topic_key]
        parent_id = self._posts[act.parent_key] if act.parent_key else None
        new = NewPost(body=_text(act.reply.body), parent_id=parent_id)
        level = self._level(actor, topic_id, parent_id)
        there = next((p for p in level if p.author.id == actor.user_id and p.body == new.body), None)
        if there is None:
            self.planted.added += 1
            there = self.app.forum.posts.write(actor, topic_id, new)
        self._posts[act.key] = there.id

    def _category(self, actor: Actor, slug: str) -> str:
        if not self._categories:
            found = self.app.forum.categories.list(actor).items
            self._categories.update((category.slug, category.id) for category in found)
        # operators may have made other categories of the first ones: any is better than no demo
        return self._categories.get(slug) or next(iter(self._categories.values()))

    def _own_topics(self, actor: Actor) -> Iterator[TopicSummary]:
        cursor: str | None = None
        while True:
            query = TopicQuery(author=actor.user_id, sort=TopicSort.NEWEST, limit=_PAGE, cursor=cursor)
            page = self.app.forum.topics.list(actor, query)
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return

    def _level(self, actor: Actor, topic_id: TopicId, parent_id: PostId | None) -> Iterator[PostDetails]:
        cursor: str | None = None
        while True:
            query = PostQuery(parent_id=parent_id, limit=_PAGE, cursor=cursor)
            page = self.app.forum.posts.thread(actor, topic_id, query)
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return


def _text(body: str) -> str:
    """A text as it is kept: the line end before the closing quotes is TOML's, not the author's."""
    return normal_form(body).removesuffix("\n")
