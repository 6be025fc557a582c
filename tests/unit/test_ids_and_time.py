"""Ids sort by birth, and times are what every store can keep."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from p2p_core.shared.clock import EPOCH, cut, from_milliseconds, to_milliseconds
from p2p_core.shared.ids import Monotonic, is_id, uuid7

milliseconds = st.integers(0, 2**47)
randoms = st.integers(0, 2**73 - 1)


@given(milliseconds, randoms)
def test_an_id_is_a_uuid_of_version_7_that_tells_its_time(moment: int, random: int) -> None:
    made = uuid7(moment, random)
    assert UUID(made).version == 7
    assert int(made.replace("-", "")[:12], 16) == moment
    assert is_id(made)


@given(st.lists(st.tuples(milliseconds, randoms), min_size=2, max_size=50))
def test_ids_never_go_back_even_when_the_clock_does(draws: list[tuple[int, int]]) -> None:
    source = Monotonic()
    made = [source.next(moment, random) for moment, random in draws]
    assert made == sorted(set(made))


def test_a_millisecond_that_is_full_borrows_from_the_next() -> None:
    source = Monotonic()
    source.next(1, 2**74 - 1)
    assert source.next(1, 5) == uuid7(2, 5)


def test_what_can_not_be_an_id_is_told() -> None:
    for text in ("", "1", "A" + uuid7(1, 1)[1:], "{" + uuid7(1, 1) + "}", uuid7(1, 1) + "\n", "é" * 36):
        assert not is_id(text)


@given(st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis wants bounds without a zone
def test_a_cut_moment_survives_as_milliseconds(moment: datetime) -> None:
    assert from_milliseconds(to_milliseconds(moment)) == cut(moment)


def test_moments_of_other_zones_become_utc() -> None:
    riyadh = timezone(timedelta(hours=3))
    assert cut(datetime(1970, 1, 1, 3, tzinfo=riyadh)) == EPOCH
    assert cut(datetime(1970, 1, 1, 3, tzinfo=riyadh)).tzinfo is UTC
