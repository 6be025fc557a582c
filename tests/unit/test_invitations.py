"""Inviting colleagues: whom, how often, what the link does, and what it never does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from p2p_core.app import Rules
from p2p_core.identity.invitations.model import (
    ACCEPT_INVITATION,
    InvitationAccepted,
    InvitationLimits,
    InvitationSent,
    InvitationStatus,
)
from p2p_core.identity.invitations.shapes import (
    InvitationLine,
    InvitationQuery,
    InvitationToken,
    LineOutcome,
    NewInvitation,
    NewInvitations,
)
from p2p_core.identity.registrations.shapes import VerifyEmail
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.identity.users.model import UserStatus
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.shared.actor import Actor, Role, Visit
from p2p_core.shared.errors import (
    AlreadyExists,
    Conflict,
    CoreError,
    Forbidden,
    Gone,
    Invalid,
    InvalidToken,
    NotFound,
    TooMany,
)
from p2p_core.shared.events import Event
from p2p_core.shared.ids import EventId, InvitationId
from p2p_core.shared.language import Language
from p2p_core.shared.once import Once, Replayed
from tests.world import PASSPHRASE, World, an_acceptance, token_in

WEEK = timedelta(days=7)
OMAR = "omar@plastics.example"


@pytest.fixture
def admin(world: World) -> Actor:
    return world.member()


def lines(*given: tuple[str, str], dry_run: bool = False) -> NewInvitations:
    return NewInvitations(
        invitations=tuple(InvitationLine(email=email, role=role) for email, role in given), dry_run=dry_run
    )


def send(world: World, admin: Actor, email: str = OMAR) -> InvitationId:
    return world.app.identity.invitations.send(admin, NewInvitation(email=email)).id


def published(world: World, kind: type[Event]) -> list[Event]:
    with world.memory.store.outbox.work() as tables:
        return [row.event for row in tables.outbox.where(lambda row: isinstance(row.event, kind))]


def test_an_invitation_becomes_a_mail_and_the_mail_an_account_with_a_session(
    world: World, admin: Actor
) -> None:
    message = "We look after line 2.\n85% <b>OEE</b>"
    sent = world.app.identity.invitations.send(
        admin, NewInvitation(email="Omar@Plastics.example", role=Role.ADMIN, message=message)
    )
    assert (sent.email, sent.status, sent.role) == (
        "Omar@Plastics.example",
        InvitationStatus.PENDING,
        Role.ADMIN,
    )
    assert sent.expires_at - sent.created_at == WEEK
    mail = world.mails()[-1]
    assert mail.to == "Omar@Plastics.example"
    assert mail.subject == "\u2068Sara الحربي\u2069 invites you to \u2068مصنع الخليج\u2069 on P2P Sandbox"
    assert f"“{message}”" in mail.text
    assert "&lt;b&gt;OEE" in mail.html
    assert "/accept-invitation#token=" in mail.text
    assert "for 7 days" in mail.text

    token = token_in(mail)
    offer = world.app.identity.joining.validate(Visit(), InvitationToken(token=token))
    assert (offer.organization.name, offer.email, offer.role) == ("مصنع الخليج", sent.email, Role.ADMIN)
    opened = world.app.identity.joining.accept(Visit(language=Language.ARABIC), an_acceptance(token))
    user = opened.overview.user
    assert (user.email, user.role, user.email_verified) == (sent.email, Role.ADMIN, True)
    assert (user.language, user.organization.id) == (Language.ARABIC, admin.organization_id)
    assert opened.overview.organization.member_count == 2
    assert world.app.identity.sessions.recognize(opened.token).actor.user_id == user.id
    details = world.app.identity.invitations.details(admin, sent.id)
    assert (details.status, details.accepted_at) == (InvitationStatus.ACCEPTED, world.clock.now())
    assert published(world, InvitationAccepted) == [
        InvitationAccepted(invitation_id=sent.id, organization_id=admin.organization_id, user_id=user.id)
    ]


def test_a_mail_without_a_message_has_no_empty_paragraph_and_speaks_the_inviters_language(
    world: World,
) -> None:
    token = world.sign_up(language=Language.ARABIC)
    world.app.identity.registrations.verify(Visit(), VerifyEmail(token=token))
    send(world, world.signed_in())
    mail = world.mails()[-1]
    assert "يدعوك \u2068Sara الحربي\u2069" in mail.subject
    assert "بالأيام: 7" in mail.text
    assert "«»" not in mail.text
    assert "\n\n\n" not in mail.text
    assert 'dir="rtl"' in mail.html


@pytest.mark.parametrize(
    ("left", "words"),
    [(timedelta(days=2), "2 days"), (timedelta(hours=30), "30 h"), (timedelta(minutes=1), "1 h")],
)
def test_the_mail_tells_how_long_its_link_is_good(left: timedelta, words: str) -> None:
    world = World(rules=Rules(invitations=InvitationLimits(lifetime=left)))
    send(world, world.member())
    assert f"for {words}." in world.mails()[-1].text


def test_only_admins_invite_and_look(world: World, admin: Actor) -> None:
    member = world.joined(admin)
    service = world.app.identity.invitations
    invitation = send(world, admin, "huda@plastics.example")
    for refused in (
        lambda: service.send(member, NewInvitation(email="x@y.example")),
        lambda: service.send_all(member, lines(("x@y.example", "member"))),
        lambda: service.list(member),
        lambda: service.details(member, invitation),
        lambda: service.stats(member),
        lambda: service.resend(member, invitation),
        lambda: service.cancel(member, invitation),
    ):
        with pytest.raises(Forbidden):
            refused()


def test_who_was_an_admin_when_they_asked_and_is_none_any_more_invites_nobody(
    world: World, admin: Actor
) -> None:
    with world.memory.store.begin() as tx:
        user = tx.users.get(admin.user_id)
        user.role = Role.MEMBER
        tx.users.save(user)
    with pytest.raises(Forbidden):
        send(world, admin)
    with world.memory.store.begin() as tx:
        user.role, user.status = Role.ADMIN, UserStatus.INACTIVE
        tx.users.save(user)
    with pytest.raises(Forbidden):
        send(world, admin)


def test_for_another_organizations_admin_it_does_not_exist(world: World, admin: Actor) -> None:
    other = world.member("huda@metals.example")
    invitation = send(world, admin)
    service = world.app.identity.invitations
    for refused in (service.details, service.resend, service.cancel):
        with pytest.raises(NotFound):
            refused(other, invitation)
    assert service.list(other).items == ()
    assert service.stats(other).sent == 0
    assert service.stats(admin).pending == 1


def test_an_address_is_invited_once_however_it_is_written(world: World, admin: Actor) -> None:
    send(world, admin)
    for spelling in (OMAR, " OMAR@plastics.EXAMPLE ", "Ｏmar@plastics.example"):
        with pytest.raises(AlreadyExists) as refused:
            send(world, admin, spelling)
        assert refused.value.code == "already_invited"


def test_a_members_address_and_a_removed_ones_are_told(world: World, admin: Actor) -> None:
    colleague = world.joined(admin)
    with pytest.raises(AlreadyExists) as refused:
        send(world, admin)
    assert refused.value.code == "already_member"
    with world.memory.store.begin() as tx:
        user = tx.users.get(colleague.user_id)
        user.deleted_at = world.clock.now()
        tx.users.save(user)
    with pytest.raises(AlreadyExists) as refused:
        send(world, admin)
    assert refused.value.code == "email_taken"


def test_an_account_elsewhere_is_invited_without_telling_and_never_moved(world: World, admin: Actor) -> None:
    elsewhere = world.member("huda@metals.example")
    token = world.invited(admin, "huda@metals.example")
    with pytest.raises(AlreadyExists) as refused:
        world.app.identity.joining.accept(Visit(), an_acceptance(token))
    assert refused.value.code == "email_taken"
    assert world.signed_in("huda@metals.example").organization_id == elsewhere.organization_id
    assert world.app.identity.invitations.stats(admin).pending == 1, "refused, it stays good"


def test_who_became_a_member_meanwhile_is_told_so(world: World, admin: Actor) -> None:
    token = world.invited(admin)
    invitation = world.app.identity.invitations.list(admin).items[0]
    world.joined(admin, "other@plastics.example")
    with world.memory.store.begin() as tx:
        other = tx.users.find_by_address("other@plastics.example")
        assert other is not None
        other.address = OMAR
        tx.users.save(other)
    with pytest.raises(AlreadyExists) as refused:
        world.app.identity.joining.accept(Visit(), an_acceptance(token))
    assert refused.value.code == "already_member"
    with pytest.raises(AlreadyExists) as refused:
        world.app.identity.invitations.resend(admin, invitation.id)
    assert refused.value.code == "already_member"


def test_a_pending_sign_up_of_the_address_ends_with_the_acceptance(world: World, admin: Actor) -> None:
    signing_up = world.sign_up(OMAR)
    world.joined(admin)
    with pytest.raises(Gone):
        world.app.identity.registrations.verify(Visit(), VerifyEmail(token=signing_up))


def test_a_newer_link_kills_the_older_ones(world: World, admin: Actor) -> None:
    older = world.invited(admin)
    invitation = world.app.identity.invitations.list(admin).items[0]
    world.clock.move(timedelta(days=1))
    again = world.app.identity.invitations.resend(admin, invitation.id)
    assert again.expires_at == world.clock.now() + WEEK
    with pytest.raises(Gone) as refused:
        world.app.identity.joining.accept(Visit(), an_acceptance(older))
    assert refused.value.code == "token_used"
    world.app.identity.joining.accept(Visit(), an_acceptance(world.newest_token()))
    with pytest.raises(Conflict) as over:
        world.app.identity.invitations.resend(admin, invitation.id)
    assert over.value.code == "invitation_closed"


def test_a_cancelled_link_is_dead_and_its_mail_stays_here(world: World, admin: Actor) -> None:
    before = len(world.mails())
    invitation = send(world, admin)
    world.app.identity.invitations.cancel(admin, invitation)
    world.app.identity.invitations.cancel(admin, invitation)
    assert len(world.mails()) == before
    with world.memory.store.begin() as tx:
        kept = tx.invitations.get(admin.organization_id, invitation)
    token = world.app.identity.joining.tokens.issue(ACCEPT_INVITATION, kept.link_subject)
    with pytest.raises(Gone) as refused:
        world.app.identity.joining.validate(Visit(), InvitationToken(token=token))
    assert refused.value.code == "token_used"
    assert send(world, admin) != invitation, "the address is free again"


def test_what_was_accepted_can_not_be_cancelled(world: World, admin: Actor) -> None:
    world.joined(admin)
    with pytest.raises(Conflict) as refused:
        world.app.identity.invitations.cancel(admin, world.app.identity.invitations.list(admin).items[0].id)
    assert refused.value.code == "invitation_closed"


def test_mails_whose_reason_is_gone_stay_here(world: World, admin: Actor) -> None:
    mailed = world.app.notifications.mail_invitation
    first = send(world, admin)
    before = len(world.mails())
    event = EventId("01a20378-0000-7000-8000-000000000001")
    mailed(event, InvitationSent(invitation_id=first, serial="7"))
    mailed(event, InvitationSent(invitation_id=InvitationId("unknown"), serial="1"))
    with world.memory.store.begin() as tx:
        organization = tx.organizations.hold(admin.organization_id)
        organization.status = OrganizationStatus.SUSPENDED
        tx.organizations.save(organization)
    mailed(event, InvitationSent(invitation_id=first, serial="1"))
    assert len(world.mails()) == before


def test_a_suspended_organizations_link_opens_nothing(world: World, admin: Actor) -> None:
    token = world.invited(admin)
    with world.memory.store.begin() as tx:
        organization = tx.organizations.hold(admin.organization_id)
        organization.status = OrganizationStatus.SUSPENDED
        tx.organizations.save(organization)
    with pytest.raises(Forbidden) as refused:
        world.app.identity.joining.accept(Visit(), an_acceptance(token))
    assert refused.value.code == "account_inactive"


def test_a_link_expires_to_the_instant_and_its_address_can_be_invited_again(
    world: World, admin: Actor
) -> None:
    token = world.invited(admin)
    first = world.app.identity.invitations.list(admin).items[0].id
    world.clock.move(WEEK - timedelta(milliseconds=1))
    world.app.identity.joining.validate(Visit(), InvitationToken(token=token))
    world.clock.move(timedelta(milliseconds=1))
    with pytest.raises(Gone) as refused:
        world.app.identity.joining.accept(Visit(), an_acceptance(token))
    assert refused.value.code == "token_expired"
    second = world.invited(admin)
    stats = world.app.identity.invitations.stats(admin)
    assert (stats.sent, stats.pending, stats.expired) == (2, 1, 1)
    with pytest.raises(AlreadyExists):
        world.app.identity.invitations.resend(admin, first)
    world.app.identity.joining.accept(Visit(), an_acceptance(second))
    assert world.app.identity.invitations.stats(admin).acceptance_rate == 0.5


def test_an_expired_invitation_can_be_sent_again(world: World, admin: Actor) -> None:
    invitation = send(world, admin)
    world.clock.move(WEEK)
    again = world.app.identity.invitations.resend(admin, invitation)
    assert again.status is InvitationStatus.PENDING
    world.app.identity.joining.accept(Visit(), an_acceptance(world.newest_token()))


def test_only_our_tokens_for_this_purpose_are_read(world: World, admin: Actor) -> None:
    verification = world.sign_up("new@x.example")
    token = world.invited(admin)
    tokens = world.app.identity.joining.tokens
    odd = tokens.issue(ACCEPT_INVITATION, "no-serial")
    for wrong in (verification, token[:-1], odd, "x"):
        with pytest.raises(InvalidToken):
            world.app.identity.joining.validate(Visit(), InvitationToken(token=wrong))
    with pytest.raises(Gone):
        world.app.identity.joining.validate(
            Visit(), InvitationToken(token=tokens.issue(ACCEPT_INVITATION, "unknown:1"))
        )


def test_a_password_of_own_words_is_refused_and_the_link_stays_good(world: World, admin: Actor) -> None:
    token = world.invited(admin)
    for password in ("haddad of plant 7", "i am omar@plastics", "مصنع الخليج الكبير"):
        with pytest.raises(Invalid):
            world.app.identity.joining.accept(Visit(), an_acceptance(token, password=password))
    world.app.identity.joining.accept(Visit(), an_acceptance(token))


def test_accepting_ends_the_session_it_replaces(world: World, admin: Actor) -> None:
    sessions = world.app.identity.sessions
    before = world.app.identity.logins.log_in(
        Visit(), LogIn(email="sara@plastics.example", password=PASSPHRASE)
    ).token
    token = world.invited(admin)
    world.app.identity.joining.accept(Visit(), an_acceptance(token), before)
    with pytest.raises(CoreError):
        sessions.recognize(before)


def test_a_list_has_a_result_for_each_line(world: World, admin: Actor) -> None:
    world.joined(admin, "member@plastics.example")
    send(world, admin, "waiting@plastics.example")
    before = len(world.mails())
    given = lines(
        ("a@x.example", "member"),
        ("b@x.example", "admin"),
        ("A@X.example", "member"),
        ("nobody", "member"),
        ("c@x.example", "owner"),
        ("member@plastics.example", "member"),
        ("waiting@plastics.example", "member"),
    )
    codes = [None, None, "repeated", "not_an_email", "not_a_choice", "already_member", "already_invited"]
    rehearsal = world.app.identity.invitations.send_all(admin, replace(given, dry_run=True))
    assert [result.code for result in rehearsal.results] == codes
    assert {result.invitation for result in rehearsal.results} == {None}
    assert (rehearsal.dry_run, rehearsal.invited, rehearsal.refused) == (True, 0, 5)
    assert len(world.mails()) == before

    done = world.app.identity.invitations.send_all(admin, given)
    assert [result.code for result in done.results] == codes
    assert [result.line for result in done.results] == [*range(7)]
    assert [result.outcome for result in done.results[:3]] == [
        LineOutcome.INVITED,
        LineOutcome.INVITED,
        LineOutcome.REFUSED,
    ]
    assert (done.invited, done.refused) == (2, 5)
    roles = [result.invitation.role for result in done.results if result.invitation]
    assert roles == [Role.MEMBER, Role.ADMIN]
    assert len(world.mails()) == before + 2


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_line_that_is_no_address_at_all_is_told_so_and_refuses_no_other(
    world: World, admin: Actor, *, dry_run: bool
) -> None:
    bad = {
        "a\x00b@x.example": "not_an_email",
        "a\nb@x.example": "not_an_email",
        "\ud800@x.example": "not_an_email",
        "a" * 5000 + "@x.example": "too_long",
        "e" + "\u0301" * 99 + "@x.example": "not_an_email",
        "": "empty",
    }
    given = lines(*((email, "member") for email in (*bad, "good@x.example")), ("x@x.example", "\x00" * 500))
    answers = world.app.identity.invitations.send_all(admin, replace(given, dry_run=dry_run))
    *refused, good, no_role = answers.results
    assert {answer.outcome for answer in refused} == {LineOutcome.REFUSED}
    assert {email: answer.code for email, answer in zip(bad, refused, strict=True)} == bad
    assert (good.code, no_role.code) == (None, "not_a_choice")
    assert (answers.invited, answers.refused) == (0 if dry_run else 1, 7)
    for answer in answers.results:
        assert len(answer.email) <= 1000
        answer.email.encode()


def test_a_list_that_comes_again_is_told_as_it_stands_now(world: World, admin: Actor) -> None:
    invitations = world.app.identity.invitations
    given = lines(("a@x.example", "member"), ("nobody", "member"), ("b@x.example", "member"))
    once = Once(caller=admin.user_id, operation="sendInvitations", key="key", content="asked")
    first = invitations.send_all(admin, given, once)
    with pytest.raises(Replayed) as repeated:
        invitations.send_all(admin, given, once)
    assert invitations.sent_before(admin, repeated.value.result, given) == first
    assert first.results[0].invitation
    invitations.cancel(admin, first.results[0].invitation.id)
    (changed, *rest) = invitations.sent_before(admin, repeated.value.result, given).results
    assert changed.invitation
    assert changed.invitation.status is InvitationStatus.CANCELLED
    assert tuple(rest) == first.results[1:]


def test_a_list_has_at_most_200_lines() -> None:
    with pytest.raises(Invalid) as refused:
        lines(*((f"a{number}@x.example", "member") for number in range(201)))
    assert refused.value.errors[0].code == "too_many"


def test_an_organization_sends_so_many_a_day_and_resending_counts() -> None:
    world = World(rules=Rules(invitations=InvitationLimits(a_day=3)))
    admin = world.member()
    first = send(world, admin, "a@x.example")
    world.clock.move(timedelta(hours=1))
    done = world.app.identity.invitations.send_all(
        admin, lines(*((f"{letter}@x.example", "member") for letter in "bcd"))
    )
    assert [result.code for result in done.results] == [None, None, "rate_limited"]
    with pytest.raises(TooMany) as refused:
        world.app.identity.invitations.resend(admin, first)
    assert refused.value.retry_after == timedelta(hours=23)
    world.clock.move(timedelta(hours=23))
    world.app.identity.invitations.resend(admin, first)
    with pytest.raises(TooMany) as refused:
        send(world, admin, "d@x.example")
    assert refused.value.retry_after == timedelta(hours=1)


def test_an_address_gets_three_mails_an_hour(world: World, admin: Actor) -> None:
    invitation = send(world, admin)
    for _ in range(2):
        world.app.identity.invitations.resend(admin, invitation)
    with pytest.raises(TooMany):
        world.app.identity.invitations.resend(admin, invitation)
    world.app.identity.invitations.cancel(admin, invitation)
    with pytest.raises(TooMany):
        send(world, admin)
    send(world, admin, "other@plastics.example")
    world.clock.move(timedelta(hours=1))
    send(world, admin)


def test_an_address_gets_three_mails_an_hour_however_many_organizations_invite_it(world: World) -> None:
    admins = [world.member(f"admin{number}@x{number}.example") for number in range(5)]

    def got() -> int:
        return sum(mail.to.casefold() == OMAR for mail in world.mails())

    sent = [send(world, one, OMAR.upper() if one is admins[1] else OMAR) for one in admins]
    assert got() == 3
    for one, invitation in zip(admins, sent, strict=True):
        shown = world.app.identity.invitations.details(one, invitation)
        assert shown.status is InvitationStatus.PENDING, "and nobody is told that others invited them as well"
    world.app.identity.invitations.resend(admins[4], sent[4])
    both = lines((OMAR, "member"), ("huda@x.example", "member"))
    world.app.identity.invitations.cancel(admins[3], sent[3])
    assert world.app.identity.invitations.send_all(admins[3], both).invited == 2
    assert got() == 3
    assert world.mails()[-1].to == "huda@x.example"
    world.clock.move(timedelta(hours=1))
    world.app.identity.invitations.resend(admins[4], sent[4])
    assert got() == 4


def test_an_organizations_invitations_are_listed(world: World, admin: Actor) -> None:
    send(world, admin)
    send(world, admin, "huda@plastics.example")
    listed = world.app.identity.invitations.list(admin, InvitationQuery(q="HUDA", count=True))
    assert [found.email for found in listed.items] == ["huda@plastics.example"]
