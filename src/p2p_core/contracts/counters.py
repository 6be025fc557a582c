"""What all counters promise: never more than a budget allows, and an honest word on when to come back."""

from collections.abc import Callable
from datetime import timedelta

from p2p_core.contracts.stores import at_once
from p2p_core.shared.budgets import Budget, Spending
from p2p_core.shared.counters import PARTS, Counters

_HOUR = timedelta(hours=1)
_SHORT = timedelta(seconds=1)
_NONE = timedelta()


class CountersContract:
    """Budgets and lines."""

    counters: Counters
    wait: Callable[[timedelta], None]
    """Lets so much time pass."""

    def spent(self, times: int, whose: str = "sara", within: timedelta = _HOUR, asked: int = 1) -> int:
        """How many of so many are counted."""
        one = Spending(whose, Budget(times, within))
        return sum(self.counters.spend(one) is None for _ in range(asked))

    def refused(self, *wanted: Spending) -> timedelta:
        """How long to wait, for one that is refused."""
        wait = self.counters.spend(*wanted)
        assert wait is not None
        return wait

    def test_so_many_are_counted_and_no_more(self) -> None:
        assert self.spent(5, asked=8) == 5
        assert self.spent(5, asked=2) == 0

    def test_everybody_has_a_budget_of_their_own(self) -> None:
        assert self.spent(2, "sara", asked=3) == 2
        assert self.spent(2, "عمر", asked=3) == 2

    def test_who_comes_back_when_told_has_room_and_not_before(self) -> None:
        one = Spending("sara", Budget(3, _SHORT))
        while (wait := self.counters.spend(one)) is None:
            pass
        assert _NONE < wait <= _SHORT * (PARTS + 1) / PARTS
        self.wait(wait)
        assert self.counters.spend(one) is None

    def test_who_is_told_to_wait_is_told_less_and_less(self) -> None:
        one = Spending("sara", Budget(1, _HOUR))
        assert self.counters.spend(one) is None
        first = self.refused(one)
        self.wait(timedelta(milliseconds=50))
        later = self.refused(one)
        assert timedelta(milliseconds=40) < first - later < timedelta(minutes=1)
        assert _HOUR - timedelta(minutes=1) < later <= _HOUR * (PARTS + 1) / PARTS

    def test_of_several_budgets_all_are_counted_or_none(self) -> None:
        few, many = Spending("few", Budget(1, _HOUR)), Spending("many", Budget(3, _HOUR))
        assert self.counters.spend(few, many) is None
        for _ in range(5):
            assert self.refused(many, few) > _NONE
        assert [self.counters.spend(many) is None for _ in range(3)] == [True, True, False]

    def test_the_longest_of_several_waits_is_told(self) -> None:
        short, long = Spending("short", Budget(1, _SHORT * 60)), Spending("long", Budget(1, _HOUR))
        assert self.counters.spend(short, long) is None
        assert self.refused(short, long) > _HOUR / 2
        assert self.refused(short) < _HOUR / 2

    def test_of_many_at_once_as_many_are_counted_as_the_budget_has(self) -> None:
        counted: list[int] = []

        def work(_: int) -> None:
            counted.append(self.spent(20, asked=10))

        at_once(work, threads=8)
        assert sum(counted) == 20

    def test_places_in_a_line_are_so_far_apart(self) -> None:
        gap = _HOUR
        places = [self.counters.reserve("mails", gap, _NONE) for _ in range(3)]
        assert [round(place / gap, 1) for place in places] == [0, 1, 2]

    def test_what_was_not_taken_may_be_made_up_for_as_far_as_is_said(self) -> None:
        gap = _HOUR
        places = [self.counters.reserve("mails", gap, -2 * gap) for _ in range(4)]
        assert [round(place / gap, 1) for place in places] == [-2, -1, 0, 1]

    def test_no_place_is_nearer_than_was_asked(self) -> None:
        gap = _HOUR
        assert round(self.counters.reserve("mails", gap, 5 * gap) / gap, 1) == 5
        assert round(self.counters.reserve("mails", gap, _NONE) / gap, 1) == 6
        assert round(self.counters.reserve("others", gap, _NONE) / gap, 1) == 0

    def test_two_at_once_never_have_one_place(self) -> None:
        gap, places = _HOUR, list[int]()

        def work(_: int) -> None:
            places.extend(round(self.counters.reserve("mails", gap, _NONE) / gap) for _ in range(5))

        at_once(work, threads=6)
        assert sorted(places) == [*range(30)]

    def test_it_says_that_it_is_well(self) -> None:
        self.counters.ping()
