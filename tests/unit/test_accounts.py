"""Accounts looked after from the command line: opened, joined, promoted, given a new password."""

from dataclasses import replace

import pytest

from adapters.memory.security import ScryptPasswords
from p2p_core.identity.accounts.shapes import AccountOf, NewColleague, PasswordFor
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.shared.actor import Role, Visit
from p2p_core.shared.errors import AlreadyExists, Invalid, NotFound, Unauthenticated
from p2p_core.shared.language import Language
from tests.world import PASSPHRASE, World, a_sign_up

SARA = "sara@plastics.example"


@pytest.fixture
def world() -> World:
    made = World()
    made.app.identity.accounts.open(Visit(), a_sign_up(SARA))
    return made


def a_colleague(
    email: str = "omar@elsewhere.example", colleague: str = SARA, password: str = PASSPHRASE
) -> NewColleague:
    return NewColleague(
        colleague=colleague, email=email, password=password, first_name="Omar", last_name="Alqarni"
    )


def test_an_opened_account_logs_in_without_any_mail(world: World) -> None:
    actor = world.signed_in(SARA)
    assert actor.role is Role.ADMIN
    assert world.mails() == []


def test_opening_ends_what_was_pending_for_the_address() -> None:
    world = World()
    token = world.sign_up(SARA)
    world.app.identity.accounts.open(Visit(), a_sign_up(SARA))
    assert token
    assert not world.memory.store.registrations.pending(SARA, world.clock.now())


def test_an_address_has_one_account(world: World) -> None:
    with pytest.raises(AlreadyExists) as refused:
        world.app.identity.accounts.open(Visit(), a_sign_up("SARA@Plastics.example"))
    assert refused.value.code == "email_taken"


def test_a_colleague_joins_the_organization_as_a_member(world: World) -> None:
    details = world.app.identity.accounts.join(Visit(language=Language.ARABIC), a_colleague())
    sara, omar = world.signed_in(SARA), world.signed_in("omar@elsewhere.example")
    assert omar.organization_id == sara.organization_id
    assert (omar.role, details.language) == (Role.MEMBER, Language.ARABIC)
    assert details.created_at == world.clock.now()


def test_joining_ends_what_was_pending_for_the_address(world: World) -> None:
    world.sign_up("omar@elsewhere.example")
    world.app.identity.accounts.join(Visit(), a_colleague())
    assert not world.memory.store.registrations.pending("omar@elsewhere.example", world.clock.now())


def test_nobody_joins_a_stranger(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        world.app.identity.accounts.join(Visit(), a_colleague(colleague="nobody@plastics.example"))
    assert [error.field for error in refused.value.errors] == ["colleague"]


def test_who_was_removed_while_the_password_was_hashed_has_no_colleagues(world: World) -> None:
    world.app.identity.accounts.join(Visit(), a_colleague())
    omar = world.signed_in("omar@elsewhere.example")

    class Slow(ScryptPasswords):
        def hash(self, password: str) -> str:
            world.app.identity.members.remove(world.signed_in(SARA), omar.user_id)
            return super().hash(password)

    accounts = replace(world.app.identity.accounts, passwords=Slow())
    with pytest.raises(Invalid) as refused:
        accounts.join(Visit(), a_colleague("new@x.example", "omar@elsewhere.example"))
    assert [error.field for error in refused.value.errors] == ["colleague"]
    assert not world.memory.store.users.find_by_address("new@x.example")


def test_nobody_joins_twice(world: World) -> None:
    world.app.identity.accounts.join(Visit(), a_colleague())
    with pytest.raises(AlreadyExists):
        world.app.identity.accounts.join(Visit(), a_colleague())


def test_own_words_are_no_password(world: World) -> None:
    for password in ("omar is my name", "made ELSEWHERE 9"):
        with pytest.raises(Invalid):
            world.app.identity.accounts.join(Visit(), a_colleague(password=password))


def test_nor_is_a_word_of_the_organizations_name(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        world.app.identity.accounts.join(Visit(), a_colleague(password="seven مصنع doors"))
    assert refused.value.errors[0].code == "contains_own_words"


def test_a_removed_account_is_none(world: World) -> None:
    world.app.identity.accounts.join(Visit(), a_colleague())
    omar = world.signed_in("omar@elsewhere.example")
    world.app.identity.members.remove(world.signed_in(SARA), omar.user_id)
    accounts, removed = world.app.identity.accounts, AccountOf(email="omar@elsewhere.example")
    for refuse in (accounts.promote_operator, accounts.demote_operator, accounts.remove_second_factor):
        with pytest.raises(NotFound):
            refuse(removed)
    with pytest.raises(Invalid) as refused:
        accounts.join(Visit(), a_colleague(email="new@x.example", colleague="omar@elsewhere.example"))
    assert refused.value.errors[0].field == "colleague"


def test_an_operator_is_one_from_the_next_look_on(world: World) -> None:
    assert not world.signed_in(SARA).operator
    world.app.identity.accounts.promote_operator(AccountOf(email=SARA.upper()))
    assert world.signed_in(SARA).operator


def test_a_new_password_ends_the_old_one_and_every_session(world: World) -> None:
    sessions = world.app.identity.sessions
    logins = world.app.identity.logins
    token = logins.log_in(Visit(), LogIn(email=SARA, password=PASSPHRASE)).token
    world.app.identity.accounts.reset_password(PasswordFor(email=SARA, password="nine blue presses"))
    with pytest.raises(Unauthenticated):
        sessions.recognize(token)
    with pytest.raises(Unauthenticated):
        logins.log_in(Visit(), LogIn(email=SARA, password=PASSPHRASE))
    assert logins.log_in(Visit(), LogIn(email=SARA, password="nine blue presses")).token


def test_nobody_is_found_at_an_unknown_address(world: World) -> None:
    with pytest.raises(NotFound):
        world.app.identity.accounts.promote_operator(AccountOf(email="nobody@plastics.example"))
    with pytest.raises(NotFound):
        world.app.identity.accounts.reset_password(
            PasswordFor(email="nobody@plastics.example", password="nine blue presses")
        )
