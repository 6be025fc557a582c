"""Codes beside the password: of an app, or of the paper for when the app is lost."""

from base64 import b32decode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from p2p_core.app import Rules
from p2p_core.identity.accounts.shapes import AccountOf, PasswordFor
from p2p_core.identity.logins.model import SecondFactorRequired
from p2p_core.identity.logins.shapes import Reauthenticate, SecondStep
from p2p_core.identity.second_factors.model import code_at, otpauth_uri, step_of
from p2p_core.identity.second_factors.policy import role_in_force
from p2p_core.identity.second_factors.shapes import ConfirmSecondFactor
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.identity.users.model import UserStatus
from p2p_core.shared.actor import Actor, Role, Visit
from p2p_core.shared.errors import (
    AlreadyExists,
    CoreError,
    Forbidden,
    Invalid,
    NotFound,
    TooMany,
    Unauthenticated,
)
from tests.world import GENEROUS, PASSPHRASE, World

SARA = "sara@plastics.example"
HALF_MINUTE = timedelta(seconds=30)
RFC_SECRET = b"12345678901234567890"


class App:
    """What a person has on their telephone."""

    def __init__(self, world: World, actor: Actor) -> None:
        self.world = world
        self.actor = actor
        self.enrolment = world.app.identity.second_factors.set_up(actor)

    @property
    def secret(self) -> bytes:
        return b32decode(self.enrolment.secret)

    def code(self, steps: int = 0) -> str:
        return code_at(self.secret, step_of(self.world.clock.now()) + steps)

    def wrong_code(self) -> str:
        near = {self.code(steps) for steps in (-1, 0, 1)}
        return next(code for number in range(9) if (code := f"{number}" * 6) not in near)

    def confirm(self, code: str | None = None) -> tuple[str, ...]:
        proof = ConfirmSecondFactor(code=code or self.code())
        codes = self.world.app.identity.second_factors.confirm(self.actor, Visit(), proof).recovery_codes
        self.world.clock.move(HALF_MINUTE * 2)
        return codes


def challenge(world: World, password: str = PASSPHRASE) -> str:
    with pytest.raises(SecondFactorRequired) as required:
        world.app.identity.logins.log_in(Visit(), LogIn(email=SARA, password=password))
    assert required.value.code == "second_factor_required"
    return required.value.challenge


def second_step(world: World, wanted: str, code: str) -> str:
    """How the second step ends, in a word."""
    try:
        world.app.identity.logins.log_in_with_code(Visit(), SecondStep(challenge=wanted, code=code))
    except CoreError as refusal:
        return refusal.code
    return "in"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238, appendix B, the last six of its eight digits."""
    assert code_at(RFC_SECRET, step_of(datetime.fromtimestamp(seconds, UTC))) == code


def test_an_app_reads_its_secret_from_an_address(world: World) -> None:
    enrolment = App(world, world.member()).enrolment
    uri = urlsplit(enrolment.otpauth_uri)
    assert (uri.scheme, uri.netloc, uri.path) == ("otpauth", "totp", "/P2P%20Sandbox:sara@plastics.example")
    assert parse_qs(uri.query) == {"secret": [enrolment.secret], "issuer": ["P2P Sandbox"]}
    assert "%3F" in otpauth_uri(RFC_SECRET, "a", "b?c")


def test_once_it_is_confirmed_the_password_alone_opens_nothing(world: World) -> None:
    app = App(world, world.member())
    world.signed_in()
    app.confirm()
    assert world.mails()[-1].subject == "Signing in now asks for a code"
    assert second_step(world, challenge(world), app.code()) == "in"


def test_a_wrong_password_asks_for_no_code(world: World) -> None:
    App(world, world.member()).confirm()
    with pytest.raises(Unauthenticated) as refused:
        world.app.identity.logins.log_in(Visit(), LogIn(email=SARA, password="wrong words"))
    assert refused.value.code == "invalid_credentials"


def test_a_remembered_sign_in_stays_one_over_both_steps(world: World) -> None:
    app = App(world, world.member())
    app.confirm()
    logins = world.app.identity.logins
    with pytest.raises(SecondFactorRequired) as required:
        logins.log_in(Visit(), LogIn(email=SARA, password=PASSPHRASE, remember_me=True))
    step = SecondStep(challenge=required.value.challenge, code=app.code())
    opened = logins.log_in_with_code(Visit(), step, replacing="nothing of ours")
    assert opened.overview.session.remember_me


def test_whoever_is_signed_in_is_told_whether_it_is_on(world: World) -> None:
    app, logins, sessions = App(world, world.member()), world.app.identity.logins, world.app.identity.sessions
    before = logins.log_in(Visit(), LogIn(email=SARA, password=PASSPHRASE))
    assert (before.overview.second_factor, sessions.recognize(before.token).second_factor) == (False, False)
    app.confirm()
    assert sessions.recognize(before.token).second_factor
    after = logins.log_in_with_code(Visit(), SecondStep(challenge=challenge(world), code=app.code()))
    assert after.overview.second_factor


def test_a_second_step_ends_the_session_it_replaces(world: World) -> None:
    actor = world.member()
    logins, sessions = world.app.identity.logins, world.app.identity.sessions
    before = logins.log_in(Visit(), LogIn(email=SARA, password=PASSPHRASE)).token
    app = App(world, actor)
    app.confirm()
    step = SecondStep(challenge=challenge(world), code=app.code())
    logins.log_in_with_code(Visit(), step, before)
    with pytest.raises(Unauthenticated):
        sessions.recognize(before)


def test_neighbouring_codes_are_right_and_others_are_not(world: World) -> None:
    app = App(world, world.member())
    app.confirm()
    for steps, ends in ((-2, "invalid_credentials"), (2, "invalid_credentials"), (-1, "in"), (1, "in")):
        world.clock.move(HALF_MINUTE * 10)
        assert second_step(world, challenge(world), app.code(steps)) == ends


def test_a_code_works_once_and_older_ones_die_with_it(world: World) -> None:
    app = App(world, world.member())
    app.confirm()
    code, older = app.code(), app.code(-1)
    assert second_step(world, challenge(world), code) == "in"
    assert second_step(world, challenge(world), code) == "invalid_credentials"
    assert second_step(world, challenge(world), older) == "invalid_credentials"


def test_recovery_codes_work_once_each_however_they_are_typed(world: World) -> None:
    codes = App(world, world.member()).confirm()
    assert len(set(codes)) == 10
    assert all(len(code.replace("-", "")) == 16 for code in codes)
    first = codes[0].lower().replace("-", " ")
    assert second_step(world, challenge(world), first) == "in"
    assert second_step(world, challenge(world), codes[0]) == "invalid_credentials"
    assert second_step(world, challenge(world), codes[1]) == "in"


def test_a_code_may_be_typed_on_an_arabic_keyboard_and_other_letters_are_just_wrong(world: World) -> None:
    app = App(world, world.member())
    app.confirm()
    arabic = app.code().translate({ord(str(digit)): chr(0x660 + digit) for digit in range(10)})
    assert second_step(world, challenge(world), "ÄÖÜ³ßé") == "invalid_credentials"
    assert second_step(world, challenge(world), arabic) == "in"


def test_codes_are_not_kept_as_they_are(world: World) -> None:
    actor = world.member()
    app = App(world, actor)
    codes = app.confirm()
    with world.memory.store.begin() as tx:
        factor = tx.second_factors.find(actor.user_id)
    kept = repr([(name, getattr(factor, name)) for name in factor.__dataclass_fields__])  # type: ignore[union-attr]  # it is on
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]
    assert app.enrolment.secret not in kept
    assert app.enrolment.secret not in repr(app.enrolment)


def test_a_sign_in_waits_ten_minutes_for_its_code(world: World) -> None:
    app = App(world, world.member())
    app.confirm()
    wanted = challenge(world)
    world.clock.move(timedelta(minutes=10) - timedelta(milliseconds=1))
    assert second_step(world, wanted, app.code()) == "in"
    late = challenge(world)
    world.clock.move(timedelta(minutes=10))
    assert second_step(world, late, app.code()) == "unauthenticated"


def test_a_sign_in_has_five_tries_and_a_challenge_works_once(world: World) -> None:
    app = App(world, world.member())
    app.confirm()
    wanted = challenge(world)
    assert [second_step(world, wanted, app.wrong_code()) for _ in range(4)] == ["invalid_credentials"] * 4
    assert second_step(world, wanted, app.code()) == "in"
    assert second_step(world, wanted, app.code()) == "unauthenticated"
    assert second_step(world, "made up", app.code()) == "unauthenticated"


def test_after_five_tries_a_challenge_is_over_even_where_budgets_are_large() -> None:
    world = World(rules=Rules(budgets=GENEROUS))
    app = App(world, world.member())
    app.confirm()
    wanted = challenge(world)
    for _ in range(5):
        assert second_step(world, wanted, app.wrong_code()) == "invalid_credentials"
    assert second_step(world, wanted, app.code()) == "unauthenticated"


def test_who_knows_the_password_can_not_try_codes_without_end(world: World) -> None:
    """The password being right forgives nothing: each sign-in would bring five more codes to try."""
    app = App(world, world.member())
    app.confirm()
    assert second_step(world, challenge(world), app.wrong_code()) == "invalid_credentials"
    assert second_step(world, challenge(world), app.wrong_code()) == "invalid_credentials"
    wanted = challenge(world)
    for _ in range(3):
        assert second_step(world, wanted, app.wrong_code()) == "invalid_credentials"
    assert second_step(world, wanted, app.code()) == "rate_limited"
    with pytest.raises(TooMany):
        world.app.identity.logins.log_in(Visit(), LogIn(email=SARA, password=PASSPHRASE))


def test_a_challenge_dies_with_the_password_it_was_given_for(world: World) -> None:
    app = App(world, world.member())
    app.confirm()
    wanted = challenge(world)
    world.app.identity.accounts.reset_password(PasswordFor(email=SARA, password="nine blue presses"))
    assert second_step(world, wanted, app.code()) == "unauthenticated"
    assert challenge(world, "nine blue presses"), "a new password doesn't take the second factor away"


def test_who_became_inactive_between_the_steps_stays_outside(world: World) -> None:
    actor = world.member()
    app = App(world, actor)
    app.confirm()
    wanted = challenge(world)
    with world.memory.store.begin() as tx:
        user = tx.users.get(actor.user_id)
        user.status = UserStatus.INACTIVE
        tx.users.save(user)
    assert second_step(world, wanted, app.code()) == "account_inactive"


def test_a_factor_that_was_turned_off_between_the_steps_accepts_no_code(world: World) -> None:
    actor = world.member()
    app = App(world, actor)
    app.confirm()
    wanted = challenge(world)
    with world.memory.store.begin() as tx:
        tx.second_factors.drop(actor.user_id)
    assert second_step(world, wanted, app.code()) == "invalid_credentials"


def test_only_a_right_code_of_the_app_turns_it_on(world: World) -> None:
    app = App(world, world.member())
    with pytest.raises(Invalid) as refused:
        app.confirm(app.wrong_code())
    assert [(error.field, error.code) for error in refused.value.errors] == [("code", "wrong_code")]
    app.confirm()
    with pytest.raises(Invalid):
        app.confirm()
    with pytest.raises(AlreadyExists) as twice:
        App(world, app.actor)
    assert twice.value.code == "second_factor_on"


def test_without_an_app_there_is_nothing_to_confirm(world: World) -> None:
    actor = world.member()
    proof = ConfirmSecondFactor(code="123456")
    with pytest.raises(Invalid):
        world.app.identity.second_factors.confirm(actor, Visit(), proof)


def test_setting_it_up_again_before_it_is_on_gives_another_secret(world: World) -> None:
    actor = world.member()
    first, second = App(world, actor), App(world, actor)
    assert first.enrolment.secret != second.enrolment.secret
    with pytest.raises(Invalid):
        first.confirm()
    second.confirm()


def test_trying_codes_on_a_new_app_counts_as_well(world: World) -> None:
    app = App(world, world.member())
    for _ in range(5):
        with pytest.raises(Invalid):
            app.confirm(app.wrong_code())
    with pytest.raises(TooMany):
        app.confirm()


def test_turned_off_the_password_is_enough_again_and_its_owner_is_told(world: World) -> None:
    actor = world.member()
    app = App(world, actor)
    app.confirm()
    world.app.identity.second_factors.remove(actor)
    world.signed_in()
    assert world.mails()[-1].subject == "Signing in no longer asks for a code"
    before = len(world.mails())
    world.app.identity.second_factors.remove(actor)
    assert len(world.mails()) == before


@pytest.mark.parametrize("act", ["set_up", "confirm", "remove"])
def test_changing_it_needs_a_proof_that_is_not_old(world: World, act: str) -> None:
    actor = world.member()
    world.clock.move(timedelta(minutes=11))
    factors = world.app.identity.second_factors
    more = (Visit(), ConfirmSecondFactor(code="123456")) if act == "confirm" else ()
    with pytest.raises(Forbidden) as refused:
        getattr(factors, act)(actor, *more)
    assert refused.value.code == "reauth_required"


def require_of_admins(world: World, actor: Actor) -> None:
    with world.memory.store.begin() as tx:
        organization = tx.organizations.get(actor.organization_id)
        organization.settings = replace(organization.settings, require_second_factor=True)
        tx.organizations.save(organization)


def test_an_admin_without_the_required_factor_acts_as_a_member_until_there_is_one(world: World) -> None:
    actor = world.member()
    token = world.app.identity.logins.log_in(Visit(), LogIn(email=SARA, password=PASSPHRASE)).token
    recognize = world.app.identity.sessions.recognize
    assert recognize(token).actor.role is Role.ADMIN
    require_of_admins(world, actor)
    assert recognize(token).actor.role is Role.MEMBER
    App(world, actor).confirm()
    assert recognize(token).actor.role is Role.ADMIN


def test_what_is_required_of_admins_they_can_not_turn_off(world: World) -> None:
    actor = world.member()
    App(world, actor).confirm()
    require_of_admins(world, actor)
    with pytest.raises(Forbidden) as refused:
        world.app.identity.second_factors.remove(actor)
    assert refused.value.code == "forbidden"
    with world.memory.store.begin() as tx:
        user = tx.users.get(actor.user_id)
        user.role = Role.MEMBER
        tx.users.save(user)
    world.app.identity.second_factors.remove(actor)


def test_the_rule_alone() -> None:
    assert role_in_force(Role.ADMIN, required=True, has_factor=False) is Role.MEMBER
    assert role_in_force(Role.ADMIN, required=True, has_factor=True) is Role.ADMIN
    assert role_in_force(Role.ADMIN, required=False, has_factor=False) is Role.ADMIN
    assert role_in_force(Role.MEMBER, required=True, has_factor=True) is Role.MEMBER


def test_when_its_key_is_gone_only_the_paper_is_left(world: World) -> None:
    actor = world.member()
    app = App(world, actor)
    codes = app.confirm()
    with world.memory.store.begin() as tx:
        factor = tx.second_factors.find(actor.user_id)
        assert factor is not None
        factor.key_id = "a key that was taken away"
        tx.second_factors.put(factor)
    assert second_step(world, challenge(world), app.code()) == "invalid_credentials"
    assert second_step(world, challenge(world), codes[0]) == "in"


def prove(world: World, actor: Actor, **proof: str) -> str:
    """How proving oneself again ends, in a word."""
    try:
        world.app.identity.logins.reauthenticate(actor, Visit(), Reauthenticate(**proof))
    except CoreError as refusal:
        return refusal.code
    return "done"


def fresh(world: World, token: str) -> bool:
    actor = world.app.identity.sessions.recognize(token).actor
    assert actor.proven_at is not None
    return world.clock.now() - actor.proven_at <= timedelta(minutes=10)


def test_a_password_or_a_code_is_a_proof_for_ten_minutes(world: World) -> None:
    actor = world.member()
    token = world.app.identity.logins.log_in(Visit(), LogIn(email=SARA, password=PASSPHRASE)).token
    actor = world.app.identity.sessions.recognize(token).actor
    app = App(world, actor)
    app.confirm()
    world.clock.move(timedelta(minutes=11))
    assert not fresh(world, token)
    assert prove(world, actor, password=PASSPHRASE) == "done"
    assert fresh(world, token)
    world.clock.move(timedelta(minutes=11))
    assert prove(world, actor, code=app.code()) == "done"
    assert fresh(world, token)


def test_a_wrong_proof_counts_as_a_failure_and_proves_nothing(world: World) -> None:
    actor = world.member()
    app = App(world, actor)
    app.confirm()
    for _ in range(2):
        assert prove(world, actor, password="wrong words") == "invalid_credentials"
        assert prove(world, actor, code=app.wrong_code()) == "invalid_credentials"
    assert prove(world, actor, code="AAAA-BBBB-CCCC-DDDD") == "invalid_credentials"
    assert prove(world, actor, password=PASSPHRASE) == "rate_limited"
    assert prove(world, actor, code=app.code()) == "rate_limited"


def test_a_code_proves_nothing_where_there_is_no_second_factor(world: World) -> None:
    assert prove(world, world.member(), code="123456") == "invalid_credentials"


def test_a_proof_is_a_password_or_a_code_and_not_both(world: World) -> None:
    actor = world.member()
    assert prove(world, actor) == "validation_failed"
    assert prove(world, actor, password=PASSPHRASE, code="123456") == "validation_failed"


def test_a_session_that_has_ended_can_not_be_proven(world: World) -> None:
    actor = world.member()
    world.app.identity.sessions.log_out(actor)
    assert prove(world, actor, password=PASSPHRASE) == "unauthenticated"
    assert prove(world, actor, code="123456") == "unauthenticated"
    nobody = replace(actor, session_id=None)
    assert prove(world, nobody, password=PASSPHRASE) == "unauthenticated"


def test_a_lost_second_factor_is_taken_away_by_the_house_and_its_owner_told(world: World) -> None:
    app, accounts = App(world, world.member()), world.app.identity.accounts
    app.confirm()
    waiting = challenge(world)
    accounts.remove_second_factor(AccountOf(email=SARA))
    assert world.mails()[-1].subject == "Signing in no longer asks for a code"
    assert second_step(world, waiting, app.code()) == "unauthenticated"
    world.signed_in()
    for email in (SARA, "nobody@x.example"):
        with pytest.raises(NotFound):
            accounts.remove_second_factor(AccountOf(email=email))
