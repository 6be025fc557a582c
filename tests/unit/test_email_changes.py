"""Moving an account to another address."""

from datetime import timedelta

import pytest

from p2p_core.identity.email_changes.model import CONFIRM_EMAIL, EmailChanged, EmailChangeRequested
from p2p_core.identity.email_changes.shapes import ChangeEmail, ConfirmEmail
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.identity.users.model import UserStatus
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.errors import AlreadyExists, CoreError, Forbidden, Gone, Unauthenticated
from p2p_core.shared.ids import EmailChangeId, EventId
from tests.world import PASSPHRASE, World, token_in

SARA, NEW = "sara@plastics.example", "Sara@New.example"
DAY = timedelta(hours=24)
MOMENT = timedelta(milliseconds=1)


def request(world: World, actor: Actor, email: str = NEW) -> str:
    """Ask for another address; the token of the link."""
    state = world.app.identity.email_changes.request(actor, ChangeEmail(new_email=email))
    assert (state.status, state.email) == ("confirmation_sent", email)
    confirmation = next(mail for mail in reversed(world.mails()) if mail.to == email)
    return token_in(confirmation)


def confirm(world: World, token: str) -> str:
    """How a confirmation ends, in a word."""
    try:
        world.app.identity.email_changes.confirm(Visit(), ConfirmEmail(token=token))
    except CoreError as refusal:
        return refusal.code
    return "done"


def signs_in(world: World, email: str) -> bool:
    try:
        world.app.identity.logins.log_in(Visit(), LogIn(email=email, password=PASSPHRASE))
    except Unauthenticated:
        return False
    return True


def test_the_account_moves_once_the_new_address_is_proven(world: World) -> None:
    actor = world.member()
    token = request(world, actor)
    assert signs_in(world, SARA)
    assert not signs_in(world, NEW)
    assert confirm(world, token) == "done"
    assert signs_in(world, NEW)
    assert not signs_in(world, SARA)
    assert world.app.identity.sessions.users.details(actor.user_id).email == NEW


def test_the_old_address_is_told_before_and_after(world: World) -> None:
    actor = world.member()
    token = request(world, actor)
    assert (world.mails()[-1].to, NEW in world.mails()[-1].text) == (SARA, True)
    confirm(world, token)
    last = world.mails()[-1]
    assert (last.to, last.subject) == (SARA, "Your account has another address now")


def test_sessions_other_than_the_one_it_was_asked_in_end(world: World) -> None:
    world.member()
    sessions, logins = world.app.identity.sessions, world.app.identity.logins
    here = logins.log_in(Visit(), LogIn(email=SARA, password=PASSPHRASE)).token
    there = logins.log_in(Visit(), LogIn(email=SARA, password=PASSPHRASE)).token
    assert confirm(world, request(world, sessions.recognize(here).actor)) == "done"
    sessions.recognize(here)
    with pytest.raises(Unauthenticated):
        sessions.recognize(there)


def test_it_needs_a_proof_of_who_asks_that_is_not_old(world: World) -> None:
    actor = world.member()
    world.clock.move(timedelta(minutes=10))
    assert request(world, actor)
    world.clock.move(MOMENT)
    with pytest.raises(Forbidden) as refused:
        world.app.identity.email_changes.request(actor, ChangeEmail(new_email=NEW))
    assert refused.value.code == "reauth_required"


def test_a_link_works_once_for_a_day_and_only_the_newest(world: World) -> None:
    actor = world.member()
    old, new = request(world, actor), request(world, actor, "other@new.example")
    assert confirm(world, old) == "token_used"
    world.clock.move(DAY - MOMENT)
    assert confirm(world, new) == "done"
    assert confirm(world, new) == "token_used"
    late = request(world, world.signed_in("other@new.example"))
    world.clock.move(DAY)
    assert confirm(world, late) == "token_expired"


def test_only_a_token_for_this_purpose_confirms(world: World) -> None:
    world.member()
    tokens = world.app.identity.email_changes.tokens
    assert confirm(world, tokens.issue("verify-email", "x")) == "token_invalid"
    assert confirm(world, tokens.issue(CONFIRM_EMAIL, "nobody")) == "token_expired"


def test_an_address_that_is_taken_is_told_to_its_owner_and_to_nobody_else(world: World) -> None:
    world.member("omar@metals.example")
    actor = world.member()
    before = len(world.mails())
    wanted = ChangeEmail(new_email="Omar@metals.example")
    assert world.app.identity.email_changes.request(actor, wanted).status == "confirmation_sent"
    new = world.mails()[before:]
    assert [(mail.to, "#token=" in mail.text) for mail in new] == [
        ("omar@metals.example", False),
        (SARA, False),
    ]


def test_the_index_decides_who_gets_an_address_that_two_want(world: World) -> None:
    sara, omar = world.member(), world.member("omar@metals.example")
    first, second = request(world, sara), request(world, omar)
    assert confirm(world, second) == "done"
    assert confirm(world, first) == "email_taken"
    assert signs_in(world, SARA), "nothing was changed"
    with pytest.raises(AlreadyExists):
        world.app.identity.email_changes.confirm(Visit(), ConfirmEmail(token=first))


def test_a_registration_that_waits_for_the_address_ends_with_the_change(world: World) -> None:
    pending = world.sign_up(NEW)
    actor = world.member()
    world.clock.move(timedelta(minutes=5))
    assert confirm(world, request(world, actor)) == "done"
    with pytest.raises(Gone):
        world.verify(pending)


def test_one_may_move_to_another_spelling_of_the_same_address(world: World) -> None:
    actor = world.member()
    assert confirm(world, request(world, actor, "SARA@plastics.example")) == "done"
    assert world.app.identity.sessions.users.details(actor.user_id).email == "SARA@plastics.example"


def test_one_person_asks_for_so_many_addresses_and_no_more(world: World) -> None:
    actor = world.member()
    before = len(world.mails())
    for number in range(5):
        wanted = ChangeEmail(new_email=f"stranger{number}@elsewhere.example")
        world.app.identity.email_changes.request(actor, wanted)
        world.mails()
    assert [mail.to for mail in world.mails()[before:]].count(SARA) == 3
    assert len(world.mails()) == before + 6


def test_a_request_beyond_the_budget_sends_nothing_and_ends_nothing(world: World) -> None:
    actor = world.member()
    newest = [request(world, actor) for _ in range(3)][-1]
    before = len(world.mails())
    world.app.identity.email_changes.request(actor, ChangeEmail(new_email=NEW))
    assert len(world.mails()) == before
    assert confirm(world, newest) == "done"


def test_no_mail_leaves_whose_reason_is_gone(world: World) -> None:
    actor = world.member()
    before = len(world.mails())
    mails, changes = world.app.security_mails, world.app.identity.email_changes
    changes.request(actor, ChangeEmail(new_email=NEW))
    with world.memory.store.begin() as tx:
        tx.email_changes.end_all(actor.user_id, world.clock.now())
    assert len(world.mails()) == before
    nobody = EmailChangeId("nobody")
    mails.mail_email_confirmation(EventId("e"), EmailChangeRequested(change_id=nobody))
    mails.mail_email_changed(EventId("e"), EmailChanged(change_id=nobody))
    changes.request(actor, ChangeEmail(new_email="third@new.example"))
    with world.memory.store.begin() as tx:
        user = tx.users.get(actor.user_id)
        user.status = UserStatus.INACTIVE
        tx.users.save(user)
    assert len(world.mails()) == before


def test_a_session_that_has_ended_moves_nothing(world: World) -> None:
    actor = world.member()
    world.app.identity.sessions.log_out(actor)
    with pytest.raises(Unauthenticated):
        world.app.identity.email_changes.request(actor, ChangeEmail(new_email=NEW))
