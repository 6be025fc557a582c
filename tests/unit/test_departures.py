"""A mail whose reason is gone when its turn comes does not leave."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from p2p_core.files.model import FileForgotten, FileUploaded
from p2p_core.forum.interventions.model import Intervened
from p2p_core.forum.interventions.shapes import Removal
from p2p_core.forum.mentions.model import Mentioned
from p2p_core.forum.moderation.model import ReportResolved
from p2p_core.forum.posts.model import PostDeleted, PostLiked, PostRestored, PostUnliked, PostWritten
from p2p_core.forum.topics.model import (
    AnswerAccepted,
    AnswerWithdrawn,
    TopicDeleted,
    TopicLiked,
    TopicRestored,
    TopicUnliked,
)
from p2p_core.identity.blocks.model import BlocksChanged
from p2p_core.identity.devices.model import NewDeviceSignedIn
from p2p_core.identity.email_changes.model import EmailChanged, EmailChangeRequested
from p2p_core.identity.email_changes.shapes import ChangeEmail, ConfirmEmail
from p2p_core.identity.invitations.model import InvitationSent
from p2p_core.identity.invitations.shapes import NewInvitation
from p2p_core.identity.members.shapes import MemberChanges
from p2p_core.identity.passwords.model import PasswordChanged, PasswordForgotten
from p2p_core.identity.passwords.shapes import ForgotPassword
from p2p_core.identity.registrations.model import KnownAddressSignedUp, VerificationRequested
from p2p_core.identity.second_factors.model import SecondFactorTurnedOff, SecondFactorTurnedOn
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.identity.users.model import UserStatus
from p2p_core.notifications.inbox.model import NotificationArrived
from p2p_core.own_data.model import (
    AccountErased,
    Contributions,
    ErasureRequested,
    ExportReady,
    ExportRequested,
)
from p2p_core.own_data.shapes import EraseMe
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.events import Event
from p2p_core.upkeep.model import ScheduleCame
from tests.world import PASSPHRASE, World, a_sign_up, token_in

OMAR = "omar@plastics.example"
Cause = Callable[[World, Actor], object]


def publish(event: Event) -> Cause:
    def cause(world: World, _: Actor) -> None:
        with world.memory.store.begin() as tx:
            tx.publish(event)

    return cause


def with_new_device(world: World, _: Actor) -> None:
    world.app.identity.logins.log_in(Visit(device="another"), LogIn(email=OMAR, password=PASSPHRASE))


def confirmed(world: World, omar: Actor) -> None:
    world.app.identity.email_changes.request(omar, ChangeEmail(new_email="omar@new.example"))
    token = next(token_in(mail) for mail in world.mails()[::-1] if mail.to == "omar@new.example")
    world.app.identity.email_changes.confirm(Visit(), ConfirmEmail(token=token))


def replied_to(world: World, omar: Actor) -> None:
    other, topic = world.member("other@steel.example"), world.topic(omar)
    world.memory.settle()
    world.reply(other, topic.id)


def moderated(world: World, omar: Actor) -> None:
    topic, operator = world.topic(omar), world.operator()
    world.memory.settle()
    world.app.forum.topics.remove(operator, topic.id, why=Removal(reason="prices"))


CAUSES: dict[type[Event], Cause] = {
    KnownAddressSignedUp: lambda world, _: world.app.identity.registrations.sign_up(Visit(), a_sign_up(OMAR)),
    NewDeviceSignedIn: with_new_device,
    PasswordForgotten: lambda world, _: world.app.identity.passwords.forget(
        Visit(), ForgotPassword(email=OMAR)
    ),
    PasswordChanged: lambda world, omar: publish(PasswordChanged(user_id=omar.user_id))(world, omar),
    EmailChangeRequested: lambda world, omar: world.app.identity.email_changes.request(
        omar, ChangeEmail(new_email="omar@new.example")
    ),
    EmailChanged: confirmed,
    SecondFactorTurnedOn: lambda world, omar: publish(SecondFactorTurnedOn(user_id=omar.user_id))(
        world, omar
    ),
    SecondFactorTurnedOff: lambda world, omar: publish(SecondFactorTurnedOff(user_id=omar.user_id))(
        world, omar
    ),
    ExportReady: lambda world, omar: world.app.own_data.exports.request(omar),
    NotificationArrived: replied_to,
    Intervened: moderated,
}
OTHERWISE: dict[type[Event], str] = {
    VerificationRequested: "its account is opened, or a newer link was asked for: test_registrations.py",
    InvitationSent: "below",
    ScheduleCame: "no mail",
    ExportRequested: "no mail",
    ErasureRequested: "no mail",
    FileUploaded: "no mail",
    BlocksChanged: "no mail: likes are counted anew, test_blocks.py",
    **dict.fromkeys(
        (
            PostWritten,
            Mentioned,
            ReportResolved,
            PostLiked,
            PostUnliked,
            PostDeleted,
            PostRestored,
            TopicLiked,
            TopicUnliked,
            TopicDeleted,
            TopicRestored,
            AnswerAccepted,
            AnswerWithdrawn,
        ),
        "no mail but what arrives, which is tried above and in test_inbox.py",
    ),
    FileForgotten: "no mail",
    AccountErased: "goes to who isn't there any more, that is what it tells",
}


@pytest.fixture
def admin(world: World) -> Actor:
    return world.member()


@pytest.fixture
def omar(world: World, admin: Actor) -> Actor:
    return world.joined(admin)


def test_every_event_that_something_is_told_of_is_tried_here(world: World) -> None:
    assert set(world.app.reactor.table) == CAUSES.keys() | OTHERWISE.keys()


@pytest.mark.parametrize("event", CAUSES)
def test_while_somebody_is_there_the_mail_leaves(world: World, omar: Actor, event: type[Event]) -> None:
    CAUSES[event](world, omar)
    before = len(world.memory.mailbox.sent())
    assert len(world.mails()) > before


@pytest.mark.parametrize("removed", [False, True], ids=["deactivated", "removed"])
@pytest.mark.parametrize("event", CAUSES)
def test_nobody_who_is_gone_is_written_to(
    world: World, admin: Actor, omar: Actor, event: type[Event], *, removed: bool
) -> None:
    CAUSES[event](world, omar)
    before = len(world.memory.mailbox.sent())
    if removed:
        world.app.identity.members.remove(admin, omar.user_id)
    else:
        world.app.identity.members.change(admin, omar.user_id, MemberChanges(status=UserStatus.INACTIVE))
    assert len(world.mails()) == before


@pytest.mark.parametrize("event", CAUSES)
def test_nobody_of_a_suspended_organization_is_written_to(
    world: World, omar: Actor, event: type[Event]
) -> None:
    CAUSES[event](world, omar)
    before = len(world.memory.mailbox.sent())
    with world.memory.store.begin() as tx:
        organization = tx.organizations.hold(omar.organization_id)
        organization.end()
        tx.organizations.save(organization)
    assert len(world.mails()) == before


@pytest.mark.parametrize("event", CAUSES)
def test_nobody_who_wants_to_be_erased_is_told_anything_else(
    world: World, omar: Actor, event: type[Event]
) -> None:
    CAUSES[event](world, omar)
    before = len(world.memory.mailbox.sent())
    actor = world.signed_in("omar@new.example") if event is EmailChanged else world.signed_in(OMAR)
    world.app.own_data.erasures.request(actor, EraseMe(contributions=Contributions.DELETE))
    assert [mail.subject for mail in world.mails()[before:]] == ["Your account was erased"]


def test_an_invitation_that_was_taken_back_expired_or_sent_again_does_not_leave(
    world: World, admin: Actor
) -> None:
    invitations = world.app.identity.invitations
    before = len(world.mails())
    cancelled = invitations.send(admin, NewInvitation(email="a@x.example"))
    invitations.cancel(admin, cancelled.id)
    again = invitations.send(admin, NewInvitation(email="b@x.example"))
    invitations.resend(admin, again.id)
    assert [mail.to for mail in world.mails()[before:]] == ["b@x.example"]
    invitations.send(admin, NewInvitation(email="c@x.example"))
    world.clock.move(timedelta(days=8))
    assert len(world.mails()) == before + 1
