"""The pace of mails: everybody gets a moment of their own, nobody is overtaken for ever, and nobody waits."""

from contextlib import ExitStack
from datetime import timedelta

import pytest

from adapters.mail.pace import Pace
from p2p_core.shared.errors import NotYet
from tests.contract.mail_servers import counters_by
from tests.world import SetClock

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


def a_pace(rate: float, at_once: int, clock: SetClock) -> Pace:
    """The pace of one process that sends alone."""
    return Pace(rate, at_once, clock, counters_by(clock))


def wait(pace: Pace, mail: str) -> timedelta:
    """How long a mail is to wait; none if it had its turn."""
    try:
        with pace.turn(mail):
            return timedelta()
    except NotYet as early:
        return early.retry_after


def test_after_a_quiet_time_a_second_is_made_up_for_and_then_each_has_its_moment(clock: SetClock) -> None:
    pace = a_pace(4, 3, clock)
    waits = [wait(pace, str(number)) / SECOND for number in range(8)]
    assert waits == [0, 0, 0, 0, 0, 0.25, 0.5, 0.75]


def test_who_comes_back_in_time_is_not_overtaken_by_who_comes_anew(clock: SetClock) -> None:
    pace = a_pace(1, 3, clock)
    assert [wait(pace, name) / SECOND for name in ("a", "b", "early")] == [0, 0, 1]
    clock.move(SECOND)
    assert wait(pace, "late") == SECOND
    assert wait(pace, "early") == timedelta()


def test_who_comes_back_too_early_keeps_the_moment(clock: SetClock) -> None:
    pace = a_pace(1, 3, clock)
    for name in ("a", "b", "c"):
        wait(pace, name)
    clock.move(SECOND / 2)
    assert wait(pace, "c") == SECOND / 2


def test_only_so_many_are_at_work_and_the_others_come_one_after_the_other(clock: SetClock) -> None:
    pace = a_pace(10, 2, clock)
    with ExitStack() as at_work:
        for name in ("a", "b"):
            at_work.enter_context(pace.turn(name))
        assert [wait(pace, name) / SECOND for name in ("c", "d", "e")] == [0.1, 0.2, 0.3]
        clock.move(SECOND)
        assert [wait(pace, name) / SECOND for name in ("c", "d")] == [0.1, 0.2]
    clock.move(SECOND)
    assert [wait(pace, name) for name in ("c", "d", "e")] == [timedelta()] * 3


def test_a_turn_that_fails_makes_room_too(clock: SetClock) -> None:
    pace = a_pace(10, 1, clock)
    with pytest.raises(ZeroDivisionError), pace.turn("a"):
        raise ZeroDivisionError
    assert wait(pace, "b") == timedelta()


def test_a_server_out_of_order_rests_longer_each_time_and_a_minute_at_the_most(clock: SetClock) -> None:
    pace = a_pace(10, 3, clock)
    rests = []
    for _ in range(9):
        rests.append(pace.stop("a", "away").retry_after)
        assert pace.trouble() == "away"
        clock.move(rests[-1])
        assert pace.trouble() == ""
        assert wait(pace, "a") == timedelta()
    assert [rest / SECOND for rest in rests] == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert pace.go_on()
    assert not pace.go_on()
    assert pace.stop("a", "away").retry_after == SECOND


def test_of_several_who_fail_together_one_counts(clock: SetClock) -> None:
    pace = a_pace(10, 3, clock)
    assert [pace.stop(name, "away").retry_after for name in ("a", "b", "c")] == [SECOND] * 3
    clock.move(SECOND)
    assert pace.stop("a", "away").retry_after == 2 * SECOND


def test_while_it_rests_nobody_goes_and_moments_before_its_end_are_void(clock: SetClock) -> None:
    pace = a_pace(2, 3, clock)
    for name in ("a", "b", "c"):
        wait(pace, name)
    assert wait(pace, "waiting") == SECOND / 2
    pace.stop("first", "away")
    clock.move(SECOND)
    pace.stop("first", "away")
    assert wait(pace, "waiting") >= 2 * SECOND
    assert wait(pace, "new") > wait(pace, "waiting")
    clock.move(2 * SECOND)
    assert wait(pace, "first") == timedelta()


def test_a_moment_for_a_mail_that_never_comes_is_forgotten(clock: SetClock) -> None:
    pace = a_pace(1, 3, clock)
    for number in range(20):
        wait(pace, str(number))
    clock.move(2 * MINUTE)
    wait(pace, "other")
    assert vars(pace)["_moments"] == {}


def test_a_clock_that_is_set_back_keeps_nobody_waiting(clock: SetClock) -> None:
    pace = a_pace(1, 3, clock)
    for number in range(20):
        wait(pace, str(number))
    pace.stop("a", "away")
    clock.move(-60 * MINUTE)
    assert wait(pace, "19") == timedelta()
    assert pace.trouble() == ""


def test_processes_that_share_their_counters_share_the_rate(clock: SetClock) -> None:
    counters = counters_by(clock)
    here, there = (Pace(4, 3, clock, counters) for _ in range(2))
    waits = [wait(one, f"{number}") / SECOND for number in range(4) for one in (here, there)]
    assert waits == [0, 0, 0, 0, 0, 0.25, 0.5, 0.75]
    here.stop("0", "away")  # what the one finds out about the server, the other finds out for itself
    assert there.trouble() == ""
