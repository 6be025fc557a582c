"""What only a database with many writers at once can get wrong: two who want the same thing."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import bindparam, func, select

from adapters.memory.calendar import PlainCalendar
from adapters.memory.richtext import PlainText, WholeWords
from adapters.memory.security import HmacFactorKeys, HmacTokens, ScryptPasswords
from adapters.memory.storage import MemoryFileStore, NoScanner, PlainWorkshop
from adapters.sql.postgres.store import PostgresStore
from adapters.sql.statements import Reads, Statement
from adapters.sql.tables.forum import posts
from adapters.sql.tables.organizations import organizations
from adapters.system.secrets import SystemSecrets
from p2p_core.app import App, Ports, Rules, build
from p2p_core.contracts.builders import (
    NOON,
    a_post,
    a_registration,
    a_session,
    a_user,
    an_invitation,
    an_organization,
)
from p2p_core.contracts.forums import acting
from p2p_core.contracts.stores import at_once, stored_author, stored_topic
from p2p_core.identity.invitations.model import ACCEPT_INVITATION
from p2p_core.identity.invitations.shapes import AcceptInvitation
from p2p_core.identity.registrations.model import VERIFY_EMAIL, Registration
from p2p_core.identity.registrations.shapes import VerifyEmail
from p2p_core.identity.sessions.model import Session
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import AlreadyExists, Gone, Unauthenticated
from p2p_core.shared.ids import Ids, PostId
from tests.contract.sql_stores import patient_postgres_store

THREADS = 32
ROUNDS = 15
NUMBERS = Statement(select(posts.c.seq, posts.c.place).where(posts.c.topic_id == bindparam("topic")))
FOUNDED = Statement(select(func.count()).select_from(organizations))


@dataclass
class Place:
    """An application on PostgreSQL, cheap where it doesn't matter."""

    store: PostgresStore
    clock: Clock
    ids: Ids

    def __post_init__(self) -> None:
        self.tokens = HmacTokens()
        ports = Ports(
            store=self.store,
            mailer=self.store.mailbox,
            passwords=ScryptPasswords(2),
            secrets=SystemSecrets(),
            tokens=self.tokens,
            factor_keys=HmacFactorKeys(),
            rich_text=PlainText(),
            stems=WholeWords(),
            storage=(files := MemoryFileStore(self.clock)),
            workshop=PlainWorkshop(files),
            scanner=NoScanner(),
            clock=self.clock,
            calendar=PlainCalendar(),
            ids=self.ids,
        )
        self.app: App = build(ports, Rules())

    @property
    def reads(self) -> Reads:
        return self.store.mailbox.reads

    def registered(self, address: str) -> str:
        """A pending registration of this address, and the token of its link."""
        registration: Registration = a_registration(address, self.clock.now())
        with self.store.begin() as tx:
            tx.registrations.add(registration)
        return self.tokens.issue(VERIFY_EMAIL, registration.link_subject)

    def verify(self, token: str) -> str:
        """Use a link; the outcome in a word."""
        try:
            self.app.identity.registrations.verify(Visit(), VerifyEmail(token=token))
        except Gone as error:
            return error.code
        return "verified"


@pytest.fixture
def place(postgres_url: str, clock: Clock, ids: Ids) -> Iterator[Place]:
    with patient_postgres_store(postgres_url, clock, ids) as store:
        yield Place(store, clock, ids)


def together(*works: Callable[[], str]) -> list[str]:
    """Run the works so that they begin at once; what each answered, in order of the words."""
    ready = Barrier(len(works))

    def run(work: Callable[[], str]) -> str:
        ready.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return sorted(threads.map(run, works))


def test_increments_of_many_threads_are_exact(place: Place) -> None:
    _, category, topic = stored_topic(place.store)

    def count(thread: int) -> None:
        for time in range(5):
            with place.store.begin() as tx:
                tx.topics.reply_added(topic.id, PostId(f"{thread} {time}"), NOON)
                tx.categories.topic_added(category.id)

    at_once(count, THREADS)
    with place.store.begin() as tx:
        assert tx.topics.get(topic.id).post_count == THREADS * 5
    assert place.store.categories.all()[0].topic_count == THREADS * 5


def test_a_link_that_two_use_at_once_verifies_once(place: Place) -> None:
    for number in range(ROUNDS):
        token = place.registered(f"omar{number}@metals.example")
        told = together(lambda: place.verify(token), lambda: place.verify(token))  # noqa: B023 - run at once
        assert told == ["token_used", "verified"]
    ((founded,),) = place.reads.rows(FOUNDED)
    assert founded == ROUNDS


def test_of_two_registrations_of_one_address_verified_at_once_one_wins(place: Place) -> None:
    """Each ends the other: without one order of taking them, each would wait for the other."""
    for number in range(ROUNDS):
        address = f"omar{number}@metals.example"
        first, second = place.registered(address), place.registered(address)
        told = together(lambda: place.verify(first), lambda: place.verify(second))  # noqa: B023 - run at once
        assert told == ["token_used", "verified"]
    ((founded,),) = place.reads.rows(FOUNDED)
    assert founded == ROUNDS


def test_replies_to_one_parent_at_once_get_places_of_their_own(place: Place) -> None:
    author, _, topic = stored_topic(place.store)
    parent = a_post(author, topic, None, 1, 1)
    topic.locked = False
    with place.store.begin() as tx:
        tx.topics.reply_added(topic.id, parent.id, NOON)
        tx.posts.add(parent)
    actor = acting(author)

    def reply(number: int) -> None:
        with place.store.begin() as tx:
            assert tx.posts.find(parent.id) is not None
            post = a_post(
                author, topic, parent, tx.topics.reply_added(topic.id, PostId(f"{number}"), NOON), 0
            )
            post.place = tx.posts.reply_added(parent.id)
            tx.posts.add(post)

    at_once(reply, 8)
    below = [(seq, place_) for seq, place_ in place.reads.rows(NUMBERS, topic=topic.id) if seq > 1]
    assert sorted(below) == [(seq, seq - 1) for seq in range(2, 10)]
    assert place.store.posts.details(actor, parent.id).reply_count == 8


def test_using_a_session_and_signing_in_elsewhere_never_wait_for_each_other(place: Place) -> None:
    """One takes the session and then its owner, the other the owner and then their oldest session."""
    user = stored_author(place.store)

    def use(session: Session) -> str:
        actor = Actor(
            user_id=user.id, organization_id=user.organization_id, role=user.role, session_id=session.id
        )
        try:
            place.app.identity.sessions.use(actor)
        except Unauthenticated:  # the other was faster
            return "used"
        return "used"

    def sign_in() -> str:
        with place.store.begin() as tx:
            tx.users.get(user.id)
            tx.sessions.end_oldest(user.id, keep=0)
            tx.users.seen(user.id, place.clock.now())
        return "signed in"

    for number in range(ROUNDS):
        session = a_session(user, f"{number:064}", place.clock.now())
        with place.store.begin() as tx:
            tx.sessions.add(session)
        assert together(partial(use, session), sign_in) == ["signed in", "used"]


def test_of_many_who_accept_an_invitation_at_once_one_becomes_a_colleague(place: Place) -> None:
    """Whether through one link or through several organizations' links to one address."""
    inviters = [stored_author(place.store)]
    other = an_organization("jeddah-metals")
    with place.store.begin() as tx:
        tx.organizations.add(other)
        inviters.append(a_user(other, "b@metals.example"))
        tx.users.add(inviters[1])
        for inviter in inviters:
            organization = tx.organizations.hold(inviter.organization_id)
            organization.status = OrganizationStatus.ACTIVE
            tx.organizations.save(organization)
    now = place.clock.now()
    for number in range(ROUNDS):
        invitations = [an_invitation(inviter, f"new{number}@x.example", now) for inviter in inviters]
        with place.store.begin() as tx:
            for invitation in invitations:
                tx.invitations.add(invitation)
        links = [place.tokens.issue(ACCEPT_INVITATION, invitation.link_subject) for invitation in invitations]

        def accept(thread: int, links: list[str] = links) -> str:
            given = AcceptInvitation(
                token=links[thread % 2], first_name="A", last_name="B", password="seven green valves"
            )
            try:
                place.app.identity.joining.accept(Visit(), given)
            except (Gone, AlreadyExists) as refused:
                return refused.code
            return "joined"

        with ThreadPoolExecutor(THREADS) as threads:
            results = [*threads.map(accept, range(THREADS))]
        assert results.count("joined") == 1
        assert set(results) <= {"joined", "token_used", "email_taken"}
