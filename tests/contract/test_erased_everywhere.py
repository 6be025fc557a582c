"""An erased person is looked for in every column of every table: nothing of them is left."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from adapters.memory.calendar import PlainCalendar
from adapters.memory.mailbox import MemoryMailbox
from adapters.memory.richtext import PlainText, WholeWords
from adapters.memory.security import HmacFactorKeys, HmacTokens, ScryptPasswords
from adapters.memory.storage import MemoryFileStore, NoScanner, PlainWorkshop
from adapters.sql.statements import Statement
from adapters.sql.store import SqlStore
from adapters.sql.tables import METADATA
from adapters.system.secrets import SystemSecrets
from p2p_core.app import App, Ports, Rules, build
from p2p_core.drafts.shapes import NewDraft
from p2p_core.forum.interventions.shapes import Removal
from p2p_core.forum.moderation.model import Complaint, Target
from p2p_core.forum.moderation.shapes import NewReport
from p2p_core.forum.posts.shapes import NewPost, PostChanges
from p2p_core.forum.topics.shapes import NewTopic, TopicDetails
from p2p_core.identity.access_tokens.model import Scope
from p2p_core.identity.access_tokens.shapes import NewAccessToken
from p2p_core.identity.accounts.shapes import AccountOf
from p2p_core.identity.email_changes.shapes import ChangeEmail, ConfirmEmail
from p2p_core.identity.invitations.shapes import AcceptInvitation, NewInvitation
from p2p_core.identity.passwords.shapes import ForgotPassword
from p2p_core.identity.registrations.shapes import SignUp, VerifyEmail
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.identity.users.shapes import ProfileChanges
from p2p_core.notifications.inbox.model import Email
from p2p_core.notifications.inbox.shapes import NotificationQuery, Preference, PreferencesChanges
from p2p_core.organizations.shapes import NewOrganization
from p2p_core.own_data.model import Contributions
from p2p_core.own_data.shapes import EraseMe
from p2p_core.shared.actor import Actor, Role, Visit
from p2p_core.shared.cause import NETWORK
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Unauthenticated
from p2p_core.shared.ids import Ids
from p2p_core.shared.once import Once
from tests.world import CHEAP, PASSPHRASE, token_in

ZAHRA, OLD, NEW = "Zahra", "zahra.q@plastics.example", "zq@elsewhere.example"
OMAR = "omar@plastics.example"
TRACES = ("Zahra", "Qadiriyya", "zahra.q@", "zq@elsewhere", "203.0.113.77", "BrowserOfZahra", "born in Abha")
VISIT = Visit(network="203.0.113.77", device="BrowserOfZahra")
KNOWN_ID = {"audit.actor_id", "audit.subject_id"}
"""Where the id stays, by which nobody can be found any more."""

SHARED = {"tallies.id"}
"""What came from a network is counted for a quarter of an hour, whoever it was."""


@dataclass
class Town:
    """The whole platform on an SQL store, with mails in memory."""

    app: App
    store: SqlStore
    mailbox: MemoryMailbox
    clock: Clock

    def settle(self) -> None:
        now = self.clock.now
        while due := self.store.outbox.claim(100, now(), now()):
            for event_id in due:
                self.app.reactor.handle(event_id)

    def token(self, to: str) -> str:
        """The token in the newest mail to somebody."""
        self.settle()
        return next(token_in(mail) for mail in self.mailbox.sent() if mail.to == to)

    def founded(self, email: str, first_name: str, last_name: str, visit: Visit) -> Actor:
        organization = NewOrganization(name=f"Factory {len(email)}")
        signing = SignUp(
            email=email,
            password=PASSPHRASE,
            first_name=first_name,
            last_name=last_name,
            organization=organization,
        )
        self.app.identity.registrations.sign_up(visit, signing)
        self.app.identity.registrations.verify(visit, VerifyEmail(token=self.token(email)))
        return self.signed_in(email, visit)

    def signed_in(self, email: str, visit: Visit) -> Actor:
        done = self.app.identity.logins.log_in(visit, LogIn(email=email, password=PASSPHRASE))
        return self.app.identity.sessions.recognize(done.token).actor

    def joined(self, admin: Actor, email: str) -> Actor:
        self.app.identity.invitations.send(
            admin, NewInvitation(email=email, role=Role.ADMIN, message="from Zahra")
        )
        wanted = AcceptInvitation(
            token=self.token(email), first_name="Omar", last_name="Haddad", password=PASSPHRASE
        )
        done = self.app.identity.joining.accept(Visit(device="Omar's"), wanted)
        return self.app.identity.sessions.recognize(done.token).actor

    def topic(self, author: Actor, key: str) -> TopicDetails:
        category = self.app.forum.categories.list(author).items[0].id
        new = NewTopic(title="Short shots", body="born in Abha", category_id=category)
        once = Once(caller=author.user_id, operation="startTopic", key=key, content="x")
        return self.app.forum.topics.start(author, new, once)

    def rows(self) -> Iterator[tuple[str, object]]:
        """Every value that is stored, by table and column."""
        for table in METADATA.sorted_tables:
            for row in self.store._reads.rows(Statement(select(table))):  # noqa: SLF001 - nothing else shows all
                yield from zip((f"{table.name}.{column.name}" for column in table.c), row, strict=True)

    def found(self, *needles: str) -> set[str]:
        """In which columns any of these stands."""
        return {
            column
            for column, value in self.rows()
            if any(needle.casefold() in str(value).casefold() for needle in needles)
        }


@pytest.fixture
def town(sql_store: SqlStore, clock: Clock, ids: Ids) -> Town:
    mailbox, files = MemoryMailbox(clock, ids), MemoryFileStore(clock)
    ports = Ports(
        store=sql_store,
        mailer=mailbox,
        passwords=ScryptPasswords(CHEAP),
        secrets=SystemSecrets(),
        tokens=HmacTokens(),
        factor_keys=HmacFactorKeys(),
        rich_text=PlainText(),
        stems=WholeWords(),
        storage=files,
        workshop=PlainWorkshop(files),
        scanner=NoScanner(),
        clock=clock,
        calendar=PlainCalendar(),
        ids=ids,
    )
    app = build(ports, Rules())
    app.forum.categories.install_first()
    return Town(app, sql_store, mailbox, clock)


def reported(town: Town, who: Actor, target: Target, target_id: str, words: str) -> None:
    """A report in somebody's own words."""
    new = NewReport(target_type=target, target_id=target_id, reason=Complaint.OTHER, details=words)
    town.app.forum.reports.report(who, new)


def lived(town: Town) -> tuple[Actor, Actor, TopicDetails]:
    """Somebody who did everything that leaves a trace, a colleague, and a thread of both."""
    identity, came_from = town.app.identity, NETWORK.set("203.0.113.77")
    zahra = town.founded(OLD, ZAHRA, "Qadiriyya", VISIT)
    identity.users.change_me(
        zahra, ProfileChanges(bio="born in Abha", expertise_tags=("Zahra's craft",), phone="+966 50 000 0000")
    )
    identity.email_changes.request(zahra, ChangeEmail(new_email=NEW))
    identity.email_changes.confirm(VISIT, ConfirmEmail(token=town.token(NEW)))
    with pytest.raises(Unauthenticated):
        identity.logins.log_in(VISIT, LogIn(email=NEW, password="wrong and long enough"))
    identity.second_factors.set_up(zahra)
    identity.access_tokens.create(zahra, NewAccessToken(name="Zahra's script", scopes=(Scope.READ,)))
    identity.passwords.forget(VISIT, ForgotPassword(email=NEW))
    NETWORK.reset(came_from)
    omar = town.joined(zahra, OMAR)
    identity.invitations.send(zahra, NewInvitation(email="pending@x.example", message="from Zahra"))
    stranger = town.founded("else@metals.example", "Else", "Where", Visit())
    identity.invitations.send(stranger, NewInvitation(email=NEW))
    organization = NewOrganization(name="Another factory")
    again = SignUp(email=NEW, password=PASSPHRASE, first_name=ZAHRA, last_name="Q", organization=organization)
    identity.registrations.sign_up(VISIT, again)
    topic = town.topic(zahra, "first")
    answer = town.app.forum.posts.write(omar, topic.id, NewPost(body="نعم"))
    town.app.forum.posts.write(zahra, topic.id, NewPost(body="born in Abha", parent_id=answer.id))
    town.topic(zahra, "second")
    wish = Preference(in_app=True, email=Email.OFF)
    town.app.inbox.notifications.prefer(zahra, PreferencesChanges(like=wish))
    for actor in (omar, zahra):
        town.app.forum.marks.like_topic(actor, topic.id, on=True)
        town.app.forum.marks.like_post(actor, answer.id, on=True)
    for blocker, blocked in ((zahra, stranger), (stranger, zahra)):
        assert identity.blocks.block(blocker, blocked.user_id, on=True).blocked
    town.app.drafts.keep(zahra, "reply:1", NewDraft(body={"x": "born in Abha"}, sequence=1))
    reported(town, zahra, Target.POST, answer.id, "born in Abha")
    reported(town, omar, Target.TOPIC, topic.id, "about it")
    asking = NewPost(body=f"@[a colleague](user:{zahra.user_id}) knows", parent_id=answer.id)
    asked = town.app.forum.posts.write(omar, topic.id, asking)
    assert "Zahra" in str(asked.body_html), "as she is called"
    town.app.forum.posts.edit(omar, asked.id, PostChanges(body=asking.body + " it"))
    town.app.drafts.keep(omar, "reply:2", NewDraft(body={"x": asking.body}, sequence=1))
    town.app.identity.accounts.promote_operator(AccountOf(email=OMAR))
    mine = town.app.forum.posts.write(zahra, topic.id, NewPost(body="moderated"))
    operator = town.signed_in(OMAR, Visit(device="Omar's"))
    about_her = Removal(reason="Zahra was born in Abha")
    town.app.forum.posts.remove(operator, mine.id, why=about_her)
    town.app.own_data.exports.request(zahra)
    town.settle()
    return zahra, omar, topic


@pytest.mark.parametrize("contributions", Contributions)
def test_nothing_of_an_erased_person_is_left_anywhere(town: Town, contributions: Contributions) -> None:
    zahra, omar, topic = lived(town)
    assert len(town.found(*TRACES)) > 15, "there was much to find"
    assert len(town.found(zahra.user_id)) > 15
    told = town.app.inbox.notifications.list(omar, NotificationQuery()).items
    assert sorted(one.type.value for one in told) == ["like", "reply"]

    town.app.own_data.erasures.request(zahra, EraseMe(contributions=contributions))
    town.settle()

    assert next(iter(town.mailbox.sent())).to == NEW
    kept_words = {"topics.body", "topics.body_html", "topics.excerpt", "posts.body", "posts.body_html"}
    kept_words.add("search_entries.body")
    written = set() if contributions is Contributions.DELETE else kept_words
    assert town.found(*TRACES) - SHARED == written
    assert town.found(zahra.user_id) <= KNOWN_ID
    shown = town.app.forum.topics.details(omar, topic.id)
    assert shown.author.display_name == "Former member · عضو سابق"
    assert shown.post_count == (2 if contributions is Contributions.DELETE else 3)
