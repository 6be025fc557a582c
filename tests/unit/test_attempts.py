"""What may be tried only so often: failures in a row, failures of a network, sign-ups, mails."""

from dataclasses import replace
from datetime import timedelta

import pytest

from p2p_core.app import Rules
from p2p_core.identity.attempts.model import Budgets, Tally, of_account, of_mails, of_network
from p2p_core.identity.registrations.shapes import ResendVerification
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.shared.actor import Visit
from p2p_core.shared.budgets import Budget
from p2p_core.shared.errors import CoreError, TooMany, Unauthenticated
from tests.world import MONDAY, PASSPHRASE, World, a_sign_up

SARA = "sara@plastics.example"
MINUTE = timedelta(minutes=1)
MOMENT = timedelta(milliseconds=1)
HOME = Visit(network="203.0.113.7", device="Firefox")


def outcome(world: World, email: str, password: str = "wrong words", visit: Visit = HOME) -> str:
    """How a sign-in ends, in a word."""
    try:
        world.app.identity.logins.log_in(visit, LogIn(email=email, password=password))
    except CoreError as refusal:
        return refusal.code
    return "in"


def wait_of(world: World, email: str, visit: Visit = HOME) -> timedelta:
    with pytest.raises(TooMany) as refused:
        world.app.identity.logins.log_in(visit, LogIn(email=email, password=PASSPHRASE))
    return refused.value.retry_after


@pytest.mark.parametrize("email", [SARA, "nobody@example.com", "no address"])
def test_after_five_failures_in_a_row_each_further_one_costs_a_longer_wait(world: World, email: str) -> None:
    world.member()
    elsewhere = [Visit(network=f"198.51.100.{number}") for number in range(12)]
    assert [outcome(world, email, visit=visit) for visit in elsewhere[:5]] == ["invalid_credentials"] * 5
    waits = []
    for visit in elsewhere[5:11]:
        waits.append(wait_of(world, email, visit))
        world.clock.move(waits[-1] - MOMENT)
        assert outcome(world, email, visit=visit) == "rate_limited"
        world.clock.move(MOMENT)
        assert outcome(world, email, visit=visit) == "invalid_credentials"
    assert waits == [MINUTE * minutes for minutes in (1, 2, 4, 8, 15, 15)]


def test_the_right_password_is_refused_while_one_has_to_wait_and_forgives_all_afterwards(
    world: World,
) -> None:
    world.member()
    for _ in range(5):
        outcome(world, SARA)
    assert outcome(world, SARA, PASSPHRASE) == "rate_limited"
    world.clock.move(MINUTE)
    assert outcome(world, SARA, PASSPHRASE) == "in"
    assert [outcome(world, SARA) for _ in range(5)] == ["invalid_credentials"] * 5


def test_being_refused_makes_nobody_wait_longer(world: World) -> None:
    for _ in range(5):
        outcome(world, SARA)
    for _ in range(100):
        assert outcome(world, SARA) == "rate_limited"
    assert wait_of(world, SARA) == MINUTE


def test_failures_are_forgotten_after_a_day(world: World) -> None:
    for _ in range(4):
        outcome(world, SARA)
    world.clock.move(timedelta(hours=24))
    assert [outcome(world, SARA) for _ in range(5)] == ["invalid_credentials"] * 5


def test_strangers_never_lock_out_a_device_that_its_owner_signed_in_with(world: World) -> None:
    world.member()
    known = world.app.identity.logins.log_in(HOME, LogIn(email=SARA, password=PASSPHRASE))
    at_home = replace(HOME, device_secret=known.device_secret)
    for number in range(5):
        outcome(world, SARA, visit=Visit(network=f"198.51.100.{number}"))
    assert outcome(world, SARA, PASSPHRASE, visit=Visit(network="198.51.100.9")) == "rate_limited"
    assert outcome(world, SARA, PASSPHRASE, visit=at_home) == "in"


def test_a_known_device_has_a_count_of_its_own_and_only_for_its_own_person(world: World) -> None:
    world.member()
    world.member("omar@metals.example")
    known = world.app.identity.logins.log_in(HOME, LogIn(email=SARA, password=PASSPHRASE))
    at_home = replace(HOME, device_secret=known.device_secret)
    for _ in range(5):
        outcome(world, SARA, visit=at_home)
    assert outcome(world, SARA, PASSPHRASE, visit=at_home) == "rate_limited"
    assert outcome(world, SARA, PASSPHRASE) == "in", "the account itself has no failure"
    for _ in range(5):
        outcome(world, "omar@metals.example", visit=at_home)
    assert outcome(world, "omar@metals.example", PASSPHRASE) == "rate_limited"


def test_a_device_that_was_not_used_for_a_year_is_a_stranger(world: World) -> None:
    world.member()
    known = world.app.identity.logins.log_in(HOME, LogIn(email=SARA, password=PASSPHRASE))
    at_home = replace(HOME, device_secret=known.device_secret)
    world.clock.move(timedelta(days=365))
    for _ in range(5):
        outcome(world, SARA)
    assert outcome(world, SARA, PASSPHRASE, visit=at_home) == "rate_limited"
    world.clock.move(MINUTE)
    assert outcome(world, SARA, PASSPHRASE, visit=at_home) == "in"
    for _ in range(5):
        outcome(world, SARA)
    assert outcome(world, SARA, PASSPHRASE, visit=at_home) == "in", "it is known again"


def test_fifty_failures_from_one_network_are_enough_for_a_quarter_of_an_hour(world: World) -> None:
    world.member()
    for number in range(50):
        assert outcome(world, f"person{number}@example.com") == "invalid_credentials"
    assert outcome(world, SARA, PASSPHRASE) == "rate_limited"
    assert wait_of(world, SARA) == MINUTE * 15
    assert outcome(world, SARA, PASSPHRASE, visit=Visit(network="198.51.100.1")) == "in"
    world.clock.move(MINUTE * 15)
    assert outcome(world, SARA, PASSPHRASE) == "in"


def test_a_network_from_which_everybody_gets_in_spends_nothing(world: World) -> None:
    world.member()
    for _ in range(60):
        assert outcome(world, SARA, PASSPHRASE) == "in"
    assert outcome(world, SARA) == "invalid_credentials"


def test_whoever_signed_up_with_anothers_address_forgives_no_failure_with_it(world: World) -> None:
    """Else a stranger could try the owner's password four times, sign in with their own, and go on."""
    world.member()
    world.app.identity.registrations.sign_up(Visit(), replace(a_sign_up(), password="nine blue presses"))
    for _ in range(4):
        outcome(world, SARA)
        assert outcome(world, SARA, "nine blue presses") == "email_not_verified"
    assert outcome(world, SARA) == "invalid_credentials"
    assert outcome(world, SARA) == "rate_limited"


def test_an_account_that_may_not_sign_in_is_told_so_as_often_as_it_asks(world: World) -> None:
    actor = world.member()
    with world.memory.store.begin() as tx:
        user = tx.users.get(actor.user_id)
        user.status = type(user.status)("inactive")
        tx.users.save(user)
    assert {outcome(world, SARA, PASSPHRASE) for _ in range(8)} == {"account_inactive"}


def test_sixty_sign_ups_from_one_network_are_enough_for_an_hour(world: World) -> None:
    registrations = world.app.identity.registrations
    for number in range(60):
        registrations.sign_up(HOME, a_sign_up(f"person{number}@example.com"))
    with pytest.raises(TooMany) as refused:
        registrations.sign_up(HOME, a_sign_up("one.more@example.com"))
    assert refused.value.retry_after == timedelta(hours=1)
    registrations.sign_up(Visit(network="198.51.100.1"), a_sign_up("one.more@example.com"))
    registrations.sign_up(Visit(), a_sign_up("from.the.machine@example.com"))
    world.clock.move(timedelta(hours=1))
    registrations.sign_up(HOME, a_sign_up("one.more@example.com"))


@pytest.mark.parametrize("known", [True, False])
def test_three_mails_of_one_kind_an_hour_and_the_same_answer_afterwards(world: World, *, known: bool) -> None:
    if known:
        world.member()
        world.clock.move(timedelta(hours=1))
    before = len(world.mails())
    answers = {world.app.identity.registrations.sign_up(Visit(), a_sign_up()) for _ in range(5)}
    assert len(answers) == 1
    assert len(world.mails()) == before + 3
    world.app.identity.registrations.resend(Visit(), ResendVerification(email=SARA))
    assert len(world.mails()) == before + 3


def test_a_resend_beyond_the_budget_leaves_the_link_before_it_alive(world: World) -> None:
    token = [world.sign_up() for _ in range(3)][-1]
    world.app.identity.registrations.resend(Visit(), ResendVerification(email=SARA))
    assert world.newest_token() == token
    world.verify(token)


def test_each_budget_is_as_the_installation_sets_it() -> None:
    once = Budget(1, MINUTE)
    budgets = Budgets(failures=2, failures_of_network=Budget(3, MINUTE), sign_ups=once, mails=once)
    world = World(rules=Rules(budgets=budgets))
    assert [outcome(world, SARA) for _ in range(3)] == ["invalid_credentials"] * 2 + ["rate_limited"]
    assert [outcome(world, "b@x.example") for _ in range(2)] == ["invalid_credentials", "rate_limited"]


def test_a_check_that_was_interrupted_counts() -> None:
    """It is counted before it is made: otherwise crashing it would be a way to try for free."""
    world = World()
    world.member()
    logins = world.app.identity.logins

    class Interrupted(Exception):
        pass

    def fail(*_: object) -> None:
        raise Interrupted

    class Failing:
        hash = verify = verify_nothing = staticmethod(fail)

    for _ in range(5):
        with pytest.raises(Interrupted):
            replace(logins, passwords=Failing()).log_in(HOME, LogIn(email=SARA, password="x"))  # type: ignore[arg-type]  # it only fails
    assert outcome(world, SARA, PASSPHRASE) == "rate_limited"


def test_one_customer_in_ipv6_is_one_network() -> None:
    assert of_network("n", "2001:db8:1:2::1") == of_network("n", "2001:db8:1:2:ffff::9")
    assert of_network("n", "2001:db8:1:2::1") != of_network("n", "2001:db8:1:3::1")
    assert of_network("n", "203.0.113.7") != of_network("n", "203.0.113.8")
    assert of_network("n", "a proxy's odd word") != of_network("n", "another")
    assert "@" not in of_account(SARA) + of_mails("kind", SARA)


def test_what_was_taken_back_leaves_all_as_before() -> None:
    tally = Tally(id="x", expires_at=MONDAY)
    for _ in range(5):
        tally.fail_in_advance(MONDAY, 5)
    tally.take_back_failure()
    assert (tally.count, tally.until) == (4, None)
    fresh = Tally(id="x", expires_at=MONDAY)
    fresh.take_back_failure()
    fresh.give_back()
    assert fresh.count == 0


def test_waiting_has_an_end_however_many_failures_there_were() -> None:
    tally = Tally(id="x", count=5_000, expires_at=MONDAY + MINUTE)
    tally.fail_in_advance(MONDAY, 5)
    assert tally.until == MONDAY + MINUTE * 15


def test_a_wrong_password_for_somebody_signed_in_counts_among_the_same_failures(world: World) -> None:
    actor = world.member()
    logins = world.app.identity.logins
    for _ in range(5):
        with pytest.raises(Unauthenticated):
            logins.must_know_password(actor, HOME, "wrong words")
    with pytest.raises(TooMany):
        logins.must_know_password(actor, HOME, PASSPHRASE)
    assert outcome(world, SARA, PASSPHRASE) == "rate_limited"
