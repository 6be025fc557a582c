"""What happens "after" happens once, and survives what fails in between."""

from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta

import pytest

from adapters.memory.mailbox import MemoryMailbox
from adapters.memory.outbox import MemoryOutbox
from p2p_core.identity.registrations.model import KnownAddressSignedUp, VerificationRequested
from p2p_core.identity.registrations.shapes import ResendVerification, VerifyEmail
from p2p_core.notifications.model import Mail, Undeliverable, message_id_of
from p2p_core.notifications.ports import Mailer
from p2p_core.reactions import Reaction, Reactor, reaction_table
from p2p_core.shared.actor import Visit
from p2p_core.shared.errors import NotYet, Unavailable
from p2p_core.shared.events import Envelope, Event, UnknownEvent, from_fields, to_fields
from p2p_core.shared.ids import EventId, UserId
from p2p_core.shared.outbox import next_attempt
from p2p_core.shared.reasons import reason_of
from tests.world import MONDAY, World, a_sign_up

MINUTE = timedelta(minutes=1)


@dataclass
class Post:
    """A post office that fails as often as it is told to, before or after the mail has left."""

    mailbox: MemoryMailbox
    failures: int = 0
    after_sending: bool = False
    seen: list[str] = field(default_factory=list)

    def send(self, mail: Mail) -> None:
        self.seen.append(mail.message_id)
        if self.after_sending or not self.failures:
            self.mailbox.send(mail)
        if self.failures:
            self.failures -= 1
            raise Unavailable("mail")


def with_post(world: World, post: Post) -> Reactor:
    notifications = replace(world.app.notifications, mailer=post)
    app = world.app
    table = reaction_table(
        notifications, app.security_mails, app.care, app.schedules, app.own_data, app.inbox
    )
    return replace(world.app.reactor, table=table)


def due(world: World) -> list[EventId]:
    now = world.clock.now()
    return list(world.memory.store.outbox.claim(10, now, now + MINUTE / 2))


def signed_up(world: World) -> EventId:
    world.app.identity.registrations.sign_up(Visit(), a_sign_up())
    (event_id,) = due(world)
    return event_id


def test_an_event_delivered_twice_sends_one_mail(world: World) -> None:
    post = Post(world.memory.mailbox)
    reactor, event_id = with_post(world, post), signed_up(world)
    reactor.handle(event_id)
    reactor.handle(event_id)
    assert len(post.seen) == 1


def test_a_reaction_is_recorded_when_it_has_happened(world: World) -> None:
    event_id = signed_up(world)
    assert not world.memory.store.reactions.is_recorded(event_id, "mail_verification")
    world.app.reactor.handle(event_id)
    assert world.memory.store.reactions.is_recorded(event_id, "mail_verification")


class FromTheFuture(MemoryOutbox):
    """An outbox whose events this version doesn't know."""

    def take(self, event_id: EventId, worker: str, now: datetime, until: datetime) -> Envelope | None:
        envelope = super().take(event_id, worker, now, until)
        return envelope and replace(envelope, event=from_fields("NotYetInvented", {}))


def test_an_event_of_a_newer_version_waits_for_it(world: World) -> None:
    reactor = replace(world.app.reactor, outbox=FromTheFuture(world.memory.store.outbox.work))
    event_id = signed_up(world)
    with pytest.raises(UnknownEvent):
        reactor.handle(event_id)
    assert due(world) == []
    world.clock.move(MINUTE * 15)
    assert due(world) == [event_id]
    world.app.reactor.handle(event_id)
    assert len(world.memory.mailbox.sent()) == 1


def test_a_crash_between_sending_and_recording_sends_the_same_mail_again(world: World) -> None:
    post = Post(world.memory.mailbox, failures=1, after_sending=True)
    reactor, event_id = with_post(world, post), signed_up(world)
    with pytest.raises(Unavailable):
        reactor.handle(event_id)
    world.clock.move(MINUTE)
    assert due(world) == [event_id]
    reactor.handle(event_id)
    assert len(post.seen) == 2
    assert len(set(post.seen)) == 1
    assert len(world.memory.mailbox.sent()) == 1
    assert world.memory.store.outbox.oldest_waiting() is None


def test_a_failing_mail_is_tried_again_later_and_later_and_then_buried(world: World) -> None:
    post = Post(world.memory.mailbox, failures=100)
    reactor, event_id = with_post(world, post), signed_up(world)
    waits: list[timedelta] = []
    while world.memory.store.outbox.dead_letters() == 0:
        failed_at = world.clock.now()
        with pytest.raises(Unavailable):
            reactor.handle(event_id)
        while world.memory.store.outbox.dead_letters() == 0 and not due(world):
            world.clock.move(timedelta(seconds=1))
        waits.append(world.clock.now() - failed_at)
    assert len(post.seen) == 20
    assert waits[:4] == [timedelta(seconds=seconds) for seconds in (2, 4, 8, 16)]
    assert waits == [*sorted(waits[:-1]), timedelta()]
    assert max(waits) == MINUTE * 15
    assert world.memory.mailbox.sent() == []


def given_up(world: World) -> int:
    return world.memory.store.outbox.dead_letters()


class Refusing:
    """A post office that says the same to everybody."""

    def __init__(self, answer: Exception) -> None:
        self.answer = answer
        self.asked = 0

    def send(self, _: Mail) -> None:
        self.asked += 1
        raise self.answer


def reacting(world: World, mailer: Mailer) -> Reactor:
    notifications = replace(world.app.notifications, mailer=mailer)
    app = world.app
    table = reaction_table(
        notifications, app.security_mails, app.care, app.schedules, app.own_data, app.inbox
    )
    return replace(world.app.reactor, table=table)


def test_a_mail_that_is_refused_for_good_is_a_dead_letter_at_once(world: World) -> None:
    post = Refusing(Undeliverable("no such mailbox"))
    reactor, event_id = reacting(world, post), signed_up(world)
    with pytest.raises(Undeliverable):
        reactor.handle(event_id)
    assert given_up(world) == 1
    world.clock.move(timedelta(days=1))
    assert due(world) == []
    reactor.handle(event_id)
    assert post.asked == 1


def test_a_mail_whose_turn_has_not_come_waits_for_it_and_never_wears_out(world: World) -> None:
    post = Refusing(NotYet("mail", "the server is away", MINUTE / 2))
    reactor, event_id = reacting(world, post), signed_up(world)
    for asked in range(1, 100):
        reactor.handle(event_id)
        assert due(world) == []
        world.clock.move(MINUTE / 2)
        assert due(world) == [event_id]
        assert post.asked == asked
    assert given_up(world) == 0
    world.app.reactor.handle(event_id)
    assert len(world.memory.mailbox.sent()) == 1


@pytest.mark.parametrize(
    ("troubles", "raised", "open_after_a_day"),
    [
        ([None, Undeliverable("no")], Undeliverable, False),
        ([Undeliverable("no"), NotYet("mail", "later", MINUTE)], None, True),
        ([Undeliverable("no"), Unavailable("mail"), NotYet("mail", "later", MINUTE)], Unavailable, True),
    ],
)
def test_one_reactions_trouble_keeps_no_other_waiting_and_the_heaviest_decides(
    world: World,
    troubles: list[Exception | None],
    raised: type[Exception] | None,
    *,
    open_after_a_day: bool,
) -> None:
    ran: list[int] = []

    def reaction(number: int, trouble: Exception | None) -> Reaction:
        def react(_: EventId, __: Event) -> None:
            ran.append(number)
            if trouble:
                raise trouble

        react.__name__ = f"react_{number}"
        return react

    reactions = tuple(reaction(number, trouble) for number, trouble in enumerate(troubles))
    reactor = replace(world.app.reactor, table={VerificationRequested: reactions})
    event_id = signed_up(world)
    with pytest.raises(raised) if raised else nullcontext():
        reactor.handle(event_id)
    assert ran == list(range(len(troubles)))
    world.clock.move(timedelta(days=1))
    assert due(world) == ([event_id] if open_after_a_day else [])


def test_an_hour_without_a_mail_server_loses_nothing_doubles_nothing_and_keeps_everybodys_order(
    world: World,
) -> None:
    people = [UserId(world.member(f"person{number}@plastics.example").user_id) for number in range(5)]
    before = len(world.mails())
    for _ in range(3):
        for person in people:
            with world.memory.store.begin() as tx:
                tx.publish(KnownAddressSignedUp(user_id=person))
    over = world.clock.now() + timedelta(hours=1)
    post = Post(world.memory.mailbox)
    told: list[tuple[UserId, EventId]] = []

    def tell(event_id: EventId, event: KnownAddressSignedUp) -> None:
        if world.clock.now() < over:
            raise Unavailable("mail")
        replace(world.app.notifications, mailer=post).mail_known_address(event_id, event)
        told.append((event.user_id, event_id))

    reactor = replace(world.app.reactor, table={KnownAddressSignedUp: (tell,)})
    while world.memory.store.outbox.oldest_waiting():
        for event_id in due(world):
            with suppress(Unavailable):
                reactor.handle(event_id)
        world.clock.move(timedelta(seconds=1))
    assert len(told) == 15
    assert len(post.seen) == len(set(post.seen)) == 15
    assert len(world.memory.mailbox.sent()) == before + 15
    for person in people:
        order = [event_id for who, event_id in told if who == person]
        assert order == sorted(order)
        assert len(order) == 3
    assert world.clock.now() - over < MINUTE * 16


def test_a_link_that_is_not_wanted_any_more_is_not_sent(world: World) -> None:
    world.app.identity.registrations.sign_up(Visit(), a_sign_up())
    world.app.identity.registrations.resend(Visit(), ResendVerification(email=a_sign_up().email))
    assert len(world.mails()) == 1, "of two links only the newest is worth a mail"


def test_no_mail_goes_to_a_registration_that_is_over_or_too_old(world: World) -> None:
    event_id = signed_up(world)
    world.clock.move(timedelta(days=2))
    world.app.reactor.handle(event_id)
    assert world.memory.mailbox.sent() == []
    token = world.sign_up("omar@metals.example")
    world.app.identity.registrations.resend(Visit(), ResendVerification(email="omar@metals.example"))
    (renewed,) = due(world)
    with pytest.raises(Exception, match="token_used"):
        world.app.identity.registrations.verify(Visit(), VerifyEmail(token=token))
    with world.memory.store.begin() as tx:
        tx.registrations.end_all("omar@metals.example", world.clock.now())
    world.app.reactor.handle(renewed)
    assert len(world.memory.mailbox.sent()) == 1


def test_hostile_names_stay_literal_in_both_forms_of_a_mail(world: World) -> None:
    hostile = "{0.__class__} %s%n ${7*7} $link <img src=x>\u202e"
    sign_up = replace(a_sign_up(), first_name=hostile)
    world.app.identity.registrations.sign_up(Visit(), sign_up)
    mail = world.mails()[-1]
    assert hostile in mail.text
    assert "&lt;img src=x&gt;" in mail.html
    assert "<img" not in mail.html


def test_a_message_id_belongs_to_event_reaction_and_recipient() -> None:
    parts = [("e1", "mail", "a"), ("e2", "mail", "a"), ("e1", "other", "a"), ("e1", "mail", "b")]
    ids = {message_id_of(EventId(e), reaction, to, "p2p.example") for e, reaction, to in parts}
    assert len(ids) == 4
    assert all(message_id.endswith("@p2p.example") for message_id in ids)


def test_every_event_survives_the_way_through_an_outbox() -> None:
    for name, kind in Event.known.items():
        event = kind(**dict.fromkeys((part.name for part in fields(kind)), "x"))
        assert from_fields(name, to_fields(event)) == event
        assert event.aggregate == "x"


def test_the_first_failure_waits_two_seconds_and_the_twentieth_is_the_last() -> None:
    assert next_attempt(1, MONDAY) == MONDAY + timedelta(seconds=2)
    assert next_attempt(19, MONDAY) == MONDAY + MINUTE * 15
    assert next_attempt(20, MONDAY) is None


def test_an_event_that_ended_three_workers_is_given_up_instead_of_handed_to_a_fourth(world: World) -> None:
    post, outbox = Post(world.memory.mailbox), world.memory.store.outbox
    reactor, event_id = with_post(world, post), signed_up(world)
    for _ in range(3):
        now = world.clock.now()
        assert outbox.take(event_id, "killed", now, now + MINUTE / 2)
        world.clock.move(MINUTE)
        assert due(world) == [event_id]
    reactor.handle(event_id)
    assert post.seen == []
    (letter,) = world.memory.store.tasks.dead(10)
    assert letter.reason == "3 workers ended with it in hand"


def test_long_work_is_kept_in_hand_by_who_is_alive(world: World) -> None:
    reactor, event_id = world.app.reactor, signed_up(world)
    now = world.clock.now()
    assert reactor.outbox.take(event_id, reactor.worker, now, now + MINUTE / 2)
    for _ in range(4):
        world.clock.move(MINUTE / 4)
        reactor.keep_hold()
    assert due(world) == []
    world.clock.move(MINUTE)
    assert due(world) == [event_id]


def failing_with(world: World, error: Exception) -> str:
    """What is kept of a reaction's error."""

    def fail(_event_id: EventId, _event: Event) -> None:
        raise error

    event_id = signed_up(world)
    with pytest.raises(type(error)):
        replace(world.app.reactor, table={VerificationRequested: (fail,)}).handle(event_id)
    (task,) = world.memory.store.tasks.failing(10)
    return task.reason


def test_why_something_failed_is_kept_in_our_own_words(world: World) -> None:
    assert failing_with(world, Unavailable("mail")) == "Unavailable: mail is unavailable"


def test_of_other_peoples_words_none_is_kept_for_they_may_quote_a_secret(world: World) -> None:
    reason = failing_with(world, ValueError("smtp://robot:hunter2@mail.example said no"))
    assert reason.startswith("ValueError at ")
    assert "hunter2" not in reason
    assert "test_reactions:" in reason


def test_an_error_that_was_never_raised_has_a_reason_too() -> None:
    assert reason_of(ValueError("hunter2")) == "ValueError at an unknown place"
