"""A platform in memory with a clock that is set by hand and people who are ready to act."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from adapters.memory.world import MemoryWorld, memory_world
from p2p_core.app import App, Rules
from p2p_core.forum.posts.shapes import NewPost, PostDetails
from p2p_core.forum.topics.model import Visibility
from p2p_core.forum.topics.shapes import NewTopic, TopicDetails
from p2p_core.identity.accounts.shapes import AccountOf
from p2p_core.identity.attempts.model import Budgets
from p2p_core.identity.invitations.shapes import AcceptInvitation, NewInvitation
from p2p_core.identity.registrations.shapes import SignUp, VerifyEmail
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.notifications.model import SentMail
from p2p_core.organizations.shapes import NewOrganization
from p2p_core.shared.actor import Actor, Role, Visit
from p2p_core.shared.budgets import Budget
from p2p_core.shared.ids import TopicId
from p2p_core.shared.inspections import Finding
from p2p_core.shared.language import Language
from tests.canaries import CANARY

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
PASSPHRASE = CANARY
CHEAP = 2
GENEROUS = Budgets(
    failures=10_000,
    failures_of_network=Budget(10_000, timedelta(minutes=15)),
    sign_ups=Budget(10_000, timedelta(hours=1)),
    mails=Budget(10_000, timedelta(hours=1)),
)
"""For tests of something else that do a thing more often than anybody would."""
UNHURRIED = {
    "P2P_BUDGET_REQUESTS": "1000000/PT1M",
    "P2P_BUDGET_POSTS": "1000000/PT1M",
    "P2P_BUDGET_SEARCHES": "1000000/PT1M",
    "P2P_BUDGET_UPLOADS": "1000000/PT1M",
    "P2P_BUDGET_CLIENT_ERRORS": "1000000/PT1M",
}
"""The same for servers that are asked faster than people ask."""


class SetClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, by: timedelta) -> None:
        self._now += by


def a_sign_up(email: str = "sara@plastics.example", organization: str = "مصنع الخليج") -> SignUp:
    return SignUp(
        email=email,
        password=PASSPHRASE,
        first_name="Sara",
        last_name="الحربي",
        organization=NewOrganization(name=organization, city="الدمام", country="SA"),
    )


def an_acceptance(token: str, **changes: str) -> AcceptInvitation:
    given = {"first_name": "عمر", "last_name": "Haddad", "password": PASSPHRASE}
    return AcceptInvitation(token=token, **{**given, **changes})


@dataclass
class World:
    OPERATOR: ClassVar = "huda@platform.example"
    clock: SetClock = field(default_factory=SetClock)
    rules: Rules = field(default_factory=Rules)
    memory: MemoryWorld = field(init=False)
    devices: dict[str, str] = field(default_factory=dict)
    """What each person's browser keeps from one sign-in to the next."""

    def __post_init__(self) -> None:
        self.memory = memory_world(clock=self.clock, rules=self.rules, password_cost=CHEAP)

    @property
    def app(self) -> App:
        return self.memory.app

    def findings(self) -> Sequence[Finding]:
        """What the doctor would find."""
        return self.memory.store.inspections.findings(self.clock.now())

    def mails(self) -> list[SentMail]:
        """Everything that has been sent once all reactions are through, the oldest first."""
        self.memory.settle()
        return [*self.memory.mailbox.sent()][::-1]

    def newest_token(self) -> str:
        asked_for = [mail for mail in self.mails() if "/unsubscribe#token=" not in mail.text]
        return token_in(asked_for[-1])

    def sign_up(self, email: str = "sara@plastics.example", language: Language = Language.ENGLISH) -> str:
        """Sign up, and the token of the mail that came."""
        self.app.identity.registrations.sign_up(Visit(language=language), a_sign_up(email))
        return self.newest_token()

    def member(self, email: str = "sara@plastics.example") -> Actor:
        """Somebody with an account who is signed in."""
        self.verify(self.sign_up(email))
        return self.signed_in(email)

    def verify(self, token: str) -> None:
        self.app.identity.registrations.verify(Visit(), VerifyEmail(token=token))

    def invited(self, admin: Actor, email: str = "omar@plastics.example", role: Role = Role.MEMBER) -> str:
        """Invite somebody, and the token of the mail that came."""
        self.app.identity.invitations.send(admin, NewInvitation(email=email, role=role))
        return self.newest_token()

    def joined(self, admin: Actor, email: str = "omar@plastics.example", role: Role = Role.MEMBER) -> Actor:
        """A colleague who accepted an invitation and is signed in."""
        token = self.invited(admin, email, role)
        opened = self.app.identity.joining.accept(Visit(), an_acceptance(token)).token
        return self.app.identity.sessions.recognize(opened).actor

    def signed_in(self, email: str = "sara@plastics.example") -> Actor:
        visit = Visit(device_secret=self.devices.get(email, ""))
        done = self.app.identity.logins.log_in(visit, LogIn(email=email, password=PASSPHRASE))
        self.devices[email] = done.device_secret
        return self.app.identity.sessions.recognize(done.token).actor

    def operator(self) -> Actor:
        """Somebody who looks after the whole platform, signed in."""
        self.member(self.OPERATOR)
        self.app.identity.accounts.promote_operator(AccountOf(email=self.OPERATOR))
        return self.signed_in(self.OPERATOR)

    def topic(self, actor: Actor, visibility: Visibility = Visibility.NETWORK) -> TopicDetails:
        category = self.app.forum.categories.list(actor).items[0]
        new = NewTopic(
            title="Short shots on press 4",
            body="temp < 40 and pressure > 3 bar",
            category_id=category.id,
            visibility=visibility,
        )
        return self.app.forum.topics.start(actor, new)

    def reply(self, actor: Actor, topic_id: TopicId, parent_id: str | None = None) -> PostDetails:
        return self.app.forum.posts.write(actor, topic_id, NewPost(body="نعم، 85%", parent_id=parent_id))


def token_in(mail: SentMail) -> str:
    """The token of the link in a mail."""
    return mail.text.split("#token=")[1].split()[0]
