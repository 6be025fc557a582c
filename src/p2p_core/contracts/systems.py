"""What every clock and source of ids promises."""

from datetime import UTC

from p2p_core.contracts.stores import at_once
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids, is_id


class ClockContract:
    """Time."""

    clock: Clock

    def test_time_is_utc_and_cut_to_milliseconds(self) -> None:
        now = self.clock.now()
        assert now.tzinfo is UTC
        assert now.microsecond % 1000 == 0


class IdsContract:
    """Identifiers."""

    ids: Ids

    def test_ids_have_the_form_of_ours_and_grow(self) -> None:
        made = [self.ids.new() for _ in range(1000)]
        assert all(is_id(made_id) for made_id in made)
        assert made == sorted(set(made))

    def test_ids_made_by_many_threads_are_distinct(self) -> None:
        made: list[str] = []

        def make(_: int) -> None:
            made.extend(self.ids.new() for _ in range(200))

        at_once(make)
        assert len(set(made)) == len(made) == 1600
