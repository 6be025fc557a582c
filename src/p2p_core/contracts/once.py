"""What every store promises about requests that may arrive more than once."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from threading import Lock
from typing import Protocol

from p2p_core.contracts.builders import a_category
from p2p_core.contracts.expect import raises
from p2p_core.contracts.stores import Broken, at_once
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Conflict
from p2p_core.shared.ids import UserId
from p2p_core.shared.once import KEPT_FOR, Once, Replayed
from p2p_core.store import Store, StoreTransaction

_THREADS = 50
_MOMENT = timedelta(milliseconds=1)
ASKED = Once(caller=UserId("sara"), operation="createCategory", key="~k!", content="a")


class MovableClock(Clock, Protocol):
    """A clock that is set by hand: the store's own."""

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        ...


class OnceContract:
    """A request is done once, and known for a day.

    What it makes is kept where the store remembers the request: two stores that look like one keep their
    promises to who comes a moment later only so.
    """

    store: Store
    set_clock: MovableClock

    def make(self, tx: StoreTransaction, slug: str) -> None:
        """Make something that has the slug."""
        assert tx.categories.add(a_category(slug))

    def slugs(self) -> list[str]:
        """Of all that was made."""
        return [category.slug for category in self.store.categories.all()]

    def test_a_repeat_does_nothing_and_tells_what_was_made(self) -> None:
        self._make(ASKED, "made")
        with raises(Replayed) as repeated, self.store.begin(ASKED):
            pass
        assert isinstance(repeated.error, Replayed)
        assert repeated.error.result == "made"
        assert self.slugs() == ["made"]

    def test_something_else_under_the_same_key_is_a_conflict(self) -> None:
        self._make(ASKED, "made")
        with raises(Conflict, "idempotency_key_reused"), self.store.begin(replace(ASKED, content="b")):
            pass
        assert self.slugs() == ["made"]

    def test_keys_are_each_callers_and_each_operations_own(self) -> None:
        for number, other in enumerate(
            (
                ASKED,
                replace(ASKED, caller=UserId("omar")),
                replace(ASKED, operation="startTopic"),
                replace(ASKED, key="~K!"),
            )
        ):
            self._make(other, f"made-{number}")
        assert len(self.slugs()) == 4

    def test_what_failed_has_not_been_done(self) -> None:
        with raises(Broken), self.store.begin(ASKED) as tx:
            self.make(tx, "failed")
            tx.result("failed")
            raise Broken
        self._make(replace(ASKED, content="b"), "made")
        assert self.slugs() == ["made"]

    def test_who_does_something_once_has_to_say_what_was_made(self) -> None:
        with raises(RuntimeError), self.store.begin(ASKED) as tx:
            self.make(tx, "untold")
        self._make(ASKED, "made")
        assert self.slugs() == ["made"]

    def test_without_a_key_everything_is_new(self) -> None:
        for slug in ("one", "two"):
            with self.store.begin() as tx:
                self.make(tx, slug)
                tx.result(slug)
        assert len(self.slugs()) == 2

    def test_a_key_is_known_for_a_day_and_then_as_good_as_new(self) -> None:
        self._make(ASKED, "first")
        self.set_clock.move(KEPT_FOR - _MOMENT)
        with raises(Replayed), self.store.begin(ASKED):
            pass
        self.set_clock.move(_MOMENT)
        self._make(replace(ASKED, content="b"), "second")
        self.set_clock.move(KEPT_FOR - _MOMENT)
        with raises(Conflict, "idempotency_key_reused"), self.store.begin(ASKED):
            pass

    def test_old_ones_are_forgotten_a_few_at_a_time(self) -> None:
        for number in range(5):
            self._make(replace(ASKED, key=str(number)), f"made-{number}")
            self.set_clock.move(_MOMENT)
        until = self.set_clock.now() - 2 * _MOMENT
        assert [self._forget(until) for _ in range(3)] == [3, 1, 0]
        with raises(Replayed), self.store.begin(replace(ASKED, key="4")):
            pass
        self._make(replace(ASKED, key="0"), "anew")

    def test_of_many_at_once_one_is_done_and_the_others_wait_for_it(self) -> None:
        made, told, seen = list[str](), list[str](), list[list[str]]()
        numbers, guard = count(), Lock()

        def ask(_: int) -> None:
            try:
                with self.store.begin(ASKED) as tx:
                    with guard:
                        slug = f"made-{next(numbers)}"
                    self.make(tx, slug)
                    tx.result(slug)
                made.append(slug)
            except Replayed as repeated:
                told.append(repeated.result)
                seen.append(self.slugs())

        at_once(ask, _THREADS)
        assert told == made * (_THREADS - 1)
        assert seen == [made] * (_THREADS - 1), "somebody was told before it was there to be read"
        assert self.slugs() == made

    def test_of_many_at_once_the_next_does_what_the_first_failed_at(self) -> None:
        told, numbers, guard = list[str](), count(), Lock()

        def fail_twice() -> str:
            with guard:
                number = next(numbers)
            if number < 2:
                raise Broken
            return f"made-{number}"

        def ask(_: int) -> None:
            try:
                with self.store.begin(ASKED) as tx:
                    slug = fail_twice()
                    self.make(tx, slug)
                    tx.result(slug)
            except Replayed as repeated:
                told.append(repeated.result)
            except Broken:
                pass

        at_once(ask, 8)
        assert told == ["made-2"] * 5
        assert self.slugs() == ["made-2"]

    def _forget(self, until: datetime) -> int:
        with self.store.begin() as tx:
            return tx.done_requests.forget(until, 3)

    def _make(self, once: Once, slug: str) -> None:
        with self.store.begin(once) as tx:
            self.make(tx, slug)
            tx.result(slug)
