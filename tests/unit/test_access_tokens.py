"""Secrets that scripts show instead of signing in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from p2p_core.identity.access_tokens.model import MOST_TOKENS, Scope
from p2p_core.identity.access_tokens.policy import may_write
from p2p_core.identity.access_tokens.shapes import AccessTokenQuery, IssuedAccessToken, NewAccessToken
from p2p_core.identity.accounts.shapes import AccountOf, NewColleague, PasswordFor
from p2p_core.identity.users.model import UserStatus
from p2p_core.shared.actor import Actor, Role, Visit
from p2p_core.shared.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from p2p_core.shared.ids import AccessTokenId
from tests.world import PASSPHRASE, World

SARA = "sara@plastics.example"
DAY = timedelta(days=1)
MOMENT = timedelta(milliseconds=1)


def create(world: World, actor: Actor, *scopes: Scope, days: int = 90) -> IssuedAccessToken:
    new = NewAccessToken(name="nightly «export»", scopes=scopes or (Scope.READ,), expires_in_days=days)
    return world.app.identity.access_tokens.create(actor, new)


def is_good(world: World, secret: str) -> bool:
    try:
        world.app.identity.access_tokens.recognize(secret)
    except Unauthenticated:
        return False
    return True


def test_a_token_acts_as_its_owner_and_is_kept_as_a_hash_only(world: World) -> None:
    actor = world.member()
    token = create(world, actor)
    recognized = world.app.identity.access_tokens.recognize(token.token)
    assert recognized.actor.user_id == actor.user_id
    assert recognized.actor.organization_id == actor.organization_id
    assert (recognized.actor.session_id, recognized.actor.token_id) == (None, token.id)
    assert recognized.session is None
    assert token.token.startswith("p2p_")
    with world.memory.store.begin() as tx:
        kept = tx.access_tokens.get(token.id)
    assert token.token not in f"{kept} {kept.token_hash} {token}"


@pytest.mark.parametrize(
    ("scopes", "writes", "role"),
    [
        ((Scope.READ,), False, Role.MEMBER),
        ((Scope.WRITE,), True, Role.MEMBER),
        ((Scope.READ, Scope.WRITE), True, Role.MEMBER),
        ((Scope.ADMIN,), True, Role.ADMIN),
    ],
)
def test_a_token_reaches_as_far_as_its_scopes(
    world: World,
    scopes: tuple[Scope, ...],
    role: Role,
    *,
    writes: bool,
) -> None:
    world.member()
    world.app.identity.accounts.promote_operator(AccountOf(email=SARA))
    recognized = world.app.identity.access_tokens.recognize(create(world, world.signed_in(), *scopes).token)
    assert recognized.may_write is writes
    assert recognized.actor.role is role
    assert recognized.actor.operator is (role is Role.ADMIN)


def test_no_scope_is_no_token(world: World) -> None:
    assert not may_write(())
    with pytest.raises(Invalid) as refused:
        world.app.identity.access_tokens.create(world.member(), NewAccessToken(name="n", scopes=()))
    assert [(error.field, error.code) for error in refused.value.errors] == [("scopes", "required")]


def test_nobody_makes_a_token_for_powers_they_lack(world: World) -> None:
    world.member()
    colleague = NewColleague(
        colleague=SARA, email="omar@plastics.example", password=PASSPHRASE, first_name="O", last_name="A"
    )
    world.app.identity.accounts.join(Visit(), colleague)
    omar = world.signed_in("omar@plastics.example")
    with pytest.raises(Forbidden):
        create(world, omar, Scope.ADMIN)
    create(world, omar, Scope.WRITE)
    create(world, replace(omar, operator=True), Scope.ADMIN)


def test_a_change_of_rights_acts_at_once(world: World) -> None:
    actor = world.member()
    secret = create(world, actor, Scope.ADMIN).token
    with world.memory.store.begin() as tx:
        user = tx.users.get(actor.user_id)
        user.role = Role.MEMBER
        tx.users.save(user)
    assert world.app.identity.access_tokens.recognize(secret).actor.role is Role.MEMBER
    with world.memory.store.begin() as tx:
        user = tx.users.get(actor.user_id)
        user.status = UserStatus.INACTIVE
        tx.users.save(user)
    assert not is_good(world, secret)


def test_an_admins_token_is_no_way_around_the_required_second_factor(world: World) -> None:
    actor = world.member()
    secret = create(world, actor, Scope.ADMIN).token
    with world.memory.store.begin() as tx:
        organization = tx.organizations.get(actor.organization_id)
        organization.settings = replace(organization.settings, require_second_factor=True)
        tx.organizations.save(organization)
    assert world.app.identity.access_tokens.recognize(secret).actor.role is Role.MEMBER


def test_a_token_ends_when_it_says(world: World) -> None:
    secret = create(world, world.member(), days=30).token
    world.clock.move(DAY * 30 - MOMENT)
    assert is_good(world, secret)
    world.clock.move(MOMENT)
    assert not is_good(world, secret)
    assert not is_good(world, "p2p_made_up")


def test_making_one_needs_a_proof_that_is_not_old_and_no_token_has_any(world: World) -> None:
    actor = world.member()
    by_token = world.app.identity.access_tokens.recognize(create(world, actor, Scope.ADMIN).token).actor
    with pytest.raises(Forbidden) as refused:
        create(world, by_token)
    assert refused.value.code == "reauth_required"
    world.clock.move(timedelta(minutes=11))
    with pytest.raises(Forbidden):
        create(world, actor)


def test_one_sees_ones_own_tokens_and_ends_them(world: World) -> None:
    actor, omar = world.member(), world.member("omar@metals.example")
    tokens = world.app.identity.access_tokens
    first, second, his = create(world, actor), create(world, actor, days=1), create(world, omar)
    listed = tokens.list(actor)
    assert [token.id for token in listed.items] == [second.id, first.id]
    assert listed.items[0].name == "nightly «export»"
    assert not hasattr(listed.items[0], "token")
    for foreign in (his.id, AccessTokenId("nobody")):
        with pytest.raises(NotFound):
            tokens.end(actor, foreign)
    tokens.end(actor, first.id)
    assert [is_good(world, one.token) for one in (first, second, his)] == [False, True, True]
    world.clock.move(DAY)
    assert tokens.list(actor).items == ()


def test_tokens_come_in_pages(world: World) -> None:
    actor = world.member()
    made = [create(world, actor).id for _ in range(5)]
    tokens, seen, cursor = world.app.identity.access_tokens, [], None
    while True:
        page = tokens.list(actor, AccessTokenQuery(limit=2, cursor=cursor, count=True))
        seen += [token.id for token in page.items]
        assert getattr(page, "total", None) == 5
        if not (cursor := page.next_cursor):
            break
    assert seen == made[::-1]


def test_there_is_an_end_to_how_many_one_may_have(world: World) -> None:
    actor = world.member()
    made = [create(world, actor) for _ in range(MOST_TOKENS)]
    with pytest.raises(Conflict) as refused:
        create(world, actor)
    assert refused.value.code == "too_many_tokens"
    world.app.identity.access_tokens.end(actor, made[0].id)
    create(world, actor)


def test_the_last_use_is_noted_once_a_minute(world: World) -> None:
    actor = world.member()
    tokens, token = world.app.identity.access_tokens, create(world, actor)
    recognized = tokens.recognize(token.token)
    assert recognized.use_is_due
    world.clock.move(timedelta(minutes=5))
    tokens.use(recognized.actor)
    assert tokens.list(actor).items[0].last_used_at == world.clock.now()
    world.clock.move(timedelta(seconds=59))
    assert not tokens.recognize(token.token).use_is_due
    world.clock.move(timedelta(seconds=1))
    assert tokens.recognize(token.token).use_is_due
    tokens.use(actor)
    assert tokens.list(actor).items[0].last_used_at != world.clock.now(), "a session is no token"


def test_a_new_password_from_the_command_line_ends_tokens_too(world: World) -> None:
    secret = create(world, world.member()).token
    world.app.identity.accounts.reset_password(PasswordFor(email=SARA, password="nine blue presses"))
    assert not is_good(world, secret)


def test_a_script_has_no_session_to_log_out_of_or_to_refresh(world: World) -> None:
    actor = world.member()
    script = world.app.identity.access_tokens.recognize(create(world, actor).token).actor
    sessions = world.app.identity.sessions
    sessions.log_out(script)
    with pytest.raises(Unauthenticated):
        sessions.refresh(script)
    assert len(sessions.list(actor).items) == 1
