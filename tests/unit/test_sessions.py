"""Signing in, staying signed in, and out again."""

from datetime import timedelta

import pytest

from p2p_core.identity.accounts.shapes import AccountOf, PasswordFor
from p2p_core.identity.sessions.model import MOST_SESSIONS
from p2p_core.identity.sessions.shapes import LoggedIn, LogIn
from p2p_core.identity.users.model import UserStatus
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.shared.actor import Role, Visit
from p2p_core.shared.errors import Forbidden, NotFound, Unauthenticated
from p2p_core.shared.ids import UserId
from tests.world import PASSPHRASE, World, a_sign_up

HOUR = timedelta(hours=1)
MOMENT = timedelta(milliseconds=1)


def log_in(world: World, *, remember_me: bool = False, replacing: str | None = None) -> LoggedIn:
    credentials = LogIn(email="SARA@plastics.example ", password=PASSPHRASE, remember_me=remember_me)
    return world.app.identity.logins.log_in(Visit(device="Firefox", network="::1"), credentials, replacing)


def is_signed_in(world: World, token: str) -> bool:
    try:
        world.app.identity.sessions.recognize(token)
    except Unauthenticated:
        return False
    return True


def refusal(world: World, email: str, password: str) -> str:
    with pytest.raises((Unauthenticated, Forbidden)) as refused:
        world.app.identity.logins.log_in(Visit(), LogIn(email=email, password=password))
    return refused.value.code


def test_the_right_password_opens_a_session_that_knows_its_person(world: World) -> None:
    actor = world.member()
    opened = log_in(world)
    recognized = world.app.identity.sessions.recognize(opened.token)
    assert recognized.actor.user_id == actor.user_id
    assert recognized.actor.role is Role.ADMIN
    assert not recognized.actor.operator
    assert recognized.session == opened.overview.session
    overview = world.app.identity.sessions.overview(
        recognized.actor, recognized.session, second_factor=recognized.second_factor
    )
    assert overview == opened.overview
    assert overview.user.last_seen_at == world.clock.now()


def test_what_is_recalled_is_what_is_recognized_and_nothing_once_the_session_has_ended(world: World) -> None:
    world.member()
    opened, sessions = log_in(world), world.app.identity.sessions
    recalled = sessions.recall(opened.token)
    assert recalled == sessions.recognize(opened.token)
    assert sessions.recall("made up") is None
    sessions.log_out(sessions.recognize(opened.token).actor)
    assert sessions.recall(opened.token) is None


def test_a_wrong_password_an_unknown_and_an_impossible_address_are_refused_alike(world: World) -> None:
    world.member()
    for email in ("sara@plastics.example", "nobody@example.com", "not an address", "a@b@c.d"):
        assert refusal(world, email, "wrong words") == "invalid_credentials"


def test_who_has_not_proven_the_address_learns_so_only_with_the_right_password(world: World) -> None:
    world.sign_up()
    assert refusal(world, "sara@plastics.example", PASSPHRASE) == "email_not_verified"
    assert refusal(world, "sara@plastics.example", "wrong words") == "invalid_credentials"


def test_the_inactive_learn_so_only_with_the_right_password_and_are_signed_out(world: World) -> None:
    actor = world.member()
    opened = log_in(world)
    set_status(world, actor.user_id, UserStatus.INACTIVE)
    assert not is_signed_in(world, opened.token)
    assert refusal(world, "sara@plastics.example", PASSPHRASE) == "account_inactive"
    assert refusal(world, "sara@plastics.example", "wrong words") == "invalid_credentials"


def test_people_of_a_suspended_organization_are_signed_out(world: World) -> None:
    actor = world.member()
    opened = log_in(world)
    with world.memory.store.begin() as tx:
        organization = tx.organizations.get(actor.organization_id)
        organization.status = OrganizationStatus.SUSPENDED
        tx.organizations.save(organization)
    assert not is_signed_in(world, opened.token)
    assert refusal(world, "sara@plastics.example", PASSPHRASE) == "account_inactive"


def test_a_change_of_role_acts_at_the_next_request(world: World) -> None:
    actor = world.member()
    opened = log_in(world)
    with world.memory.store.begin() as tx:
        user = tx.users.get(actor.user_id)
        user.role = Role.MEMBER
        tx.users.save(user)
    assert world.app.identity.sessions.recognize(opened.token).actor.role is Role.MEMBER


@pytest.mark.parametrize(("remember_me", "idle", "life"), [(False, 8, 24), (True, 14 * 24, 30 * 24)])
def test_an_unused_session_ends_at_its_idle_limit(
    world: World,
    remember_me: bool,  # noqa: FBT001 - a row of the table
    idle: int,
    life: int,
) -> None:
    world.member()
    opened = log_in(world, remember_me=remember_me)
    assert opened.overview.session.idle_expires_at - opened.overview.session.created_at == HOUR * idle
    assert opened.overview.session.expires_at - opened.overview.session.created_at == HOUR * life
    world.clock.move(HOUR * idle - MOMENT)
    assert is_signed_in(world, opened.token)
    world.clock.move(MOMENT)
    assert not is_signed_in(world, opened.token)


def test_a_used_session_slides_on_but_never_past_its_lifetime(world: World) -> None:
    world.member()
    opened = log_in(world)
    for _ in range(23):
        world.clock.move(HOUR)
        world.app.identity.sessions.use(world.app.identity.sessions.recognize(opened.token).actor)
    world.clock.move(HOUR - MOMENT)
    assert is_signed_in(world, opened.token)
    world.clock.move(MOMENT)
    assert not is_signed_in(world, opened.token)


def test_use_is_worth_writing_down_once_a_minute(world: World) -> None:
    world.member()
    opened = log_in(world)
    world.clock.move(timedelta(seconds=59))
    assert not world.app.identity.sessions.recognize(opened.token).use_is_due
    world.clock.move(timedelta(seconds=1))
    recognized = world.app.identity.sessions.recognize(opened.token)
    assert recognized.use_is_due
    world.app.identity.sessions.use(recognized.actor)
    assert not world.app.identity.sessions.recognize(opened.token).use_is_due


def test_a_clock_that_jumps_back_revives_nothing_and_shortens_nothing(world: World) -> None:
    world.member()
    opened = log_in(world)
    world.clock.move(-HOUR)
    actor = world.app.identity.sessions.recognize(opened.token).actor
    world.app.identity.sessions.use(actor)
    world.clock.move(HOUR + HOUR * 8 - MOMENT)
    assert is_signed_in(world, opened.token)


def test_logging_out_ends_the_session_on_the_server(world: World) -> None:
    world.member()
    opened, other = log_in(world), log_in(world)
    world.app.identity.sessions.log_out(world.app.identity.sessions.recognize(opened.token).actor)
    assert not is_signed_in(world, opened.token)
    assert is_signed_in(world, other.token)


def test_refreshing_gives_a_new_secret_and_kills_the_old_one(world: World) -> None:
    world.member()
    opened = log_in(world)
    world.clock.move(HOUR)
    actor = world.app.identity.sessions.recognize(opened.token).actor
    issued = world.app.identity.sessions.refresh(actor)
    assert not is_signed_in(world, opened.token)
    assert is_signed_in(world, issued.token)
    assert issued.session.id == opened.overview.session.id
    assert issued.session.expires_at == opened.overview.session.expires_at
    assert issued.session.idle_expires_at == world.clock.now() + HOUR * 8


def test_a_session_that_ended_can_neither_be_used_nor_refreshed(world: World) -> None:
    actor = world.member()
    world.app.identity.sessions.log_out(actor)
    with pytest.raises(Unauthenticated):
        world.app.identity.sessions.use(actor)
    with pytest.raises(Unauthenticated):
        world.app.identity.sessions.refresh(actor)


def test_an_expired_session_can_neither_be_used_nor_refreshed(world: World) -> None:
    actor = world.member()
    world.clock.move(HOUR * 9)
    with pytest.raises(Unauthenticated):
        world.app.identity.sessions.use(actor)
    with pytest.raises(Unauthenticated):
        world.app.identity.sessions.refresh(actor)


def test_logging_in_makes_a_new_secret_and_ends_the_session_it_replaces(world: World) -> None:
    world.member()
    first = log_in(world)
    second = log_in(world, replacing=first.token)
    assert second.token != first.token
    assert not is_signed_in(world, first.token)
    third = log_in(world, replacing="planted by an attacker")
    assert third.token != "planted by an attacker"
    assert is_signed_in(world, second.token)


def test_the_eleventh_session_ends_the_oldest(world: World) -> None:
    world.member()
    opened = [log_in(world) for _ in range(MOST_SESSIONS)]
    assert all(is_signed_in(world, one.token) for one in opened)
    log_in(world)
    assert [is_signed_in(world, one.token) for one in opened] == [False] + [True] * (MOST_SESSIONS - 1)


def test_secrets_are_not_in_what_is_printed_or_stored(world: World) -> None:
    actor = world.member()
    opened = log_in(world)
    with world.memory.store.begin() as tx:
        stored = tx.sessions.get(opened.overview.session.id)
    assert opened.token not in repr(opened)
    assert PASSPHRASE not in repr(LogIn(email="a", password=PASSPHRASE)) + repr(a_sign_up())
    assert "$" not in repr(world.memory.store.users.find_by_address("sara@plastics.example"))
    assert opened.token not in repr(stored)
    assert opened.token not in repr(actor)


def test_a_password_reset_from_the_command_line_ends_all_sessions(world: World) -> None:
    world.member()
    opened = log_in(world)
    accounts = world.app.identity.accounts
    accounts.reset_password(PasswordFor(email="Sara@plastics.example", password="eleven blue valves"))
    assert not is_signed_in(world, opened.token)
    assert refusal(world, "sara@plastics.example", PASSPHRASE) == "invalid_credentials"
    world.app.identity.logins.log_in(
        Visit(), LogIn(email="sara@plastics.example", password="eleven blue valves")
    )
    with pytest.raises(NotFound):
        accounts.reset_password(PasswordFor(email="nobody@example.com", password="eleven blue valves"))


def test_an_operator_is_made_on_the_command_line(world: World) -> None:
    world.member()
    world.app.identity.accounts.promote_operator(AccountOf(email="sara@plastics.example"))
    assert world.signed_in().operator
    with pytest.raises(NotFound):
        world.app.identity.accounts.promote_operator(AccountOf(email="nobody@example.com"))


def set_status(world: World, user_id: UserId, status: UserStatus) -> None:
    with world.memory.store.begin() as tx:
        user = tx.users.get(user_id)
        user.status = status
        tx.users.save(user)
