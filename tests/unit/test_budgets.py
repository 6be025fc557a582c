"""What a request spends, and windows that never let more through than their budget says."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.memory.cache import MemoryCache
from adapters.memory.counters import MemoryCounters
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.budgets import (
    FREE,
    SPENDS,
    Budget,
    RequestBudgets,
    Spending,
    Spent,
    home_of,
    spendings,
)
from p2p_core.shared.counters import PARTS, Counters, Window
from p2p_core.shared.ids import AccessTokenId, OrganizationId, SessionId, UserId
from p2p_core.shared.permissions import PERMISSIONS

SARA = Actor(
    user_id=UserId("sara"),
    organization_id=OrganizationId("plastics"),
    role=Role.MEMBER,
    session_id=SessionId("desk"),
)
SCRIPT = Actor(
    user_id=UserId("sara"),
    organization_id=OrganizationId("plastics"),
    role=Role.MEMBER,
    token_id=AccessTokenId("script"),
)
BUDGETS = RequestBudgets(posts=Budget(7, timedelta(hours=1)))


def test_only_operations_that_there_are_spend_or_are_free() -> None:
    assert {*SPENDS, *FREE} <= PERMISSIONS.keys()
    assert not SPENDS.keys() & FREE


def test_a_request_is_spent_by_session_or_token_and_what_it_does_by_person() -> None:
    general, posts = spendings(BUDGETS, Spent.POSTS, SARA, "203.0.113.7")
    assert (general.whose, general.budget) == ("requests:desk", Budget(1200, timedelta(minutes=1)))
    assert (posts.whose, posts.budget) == ("posts:sara", Budget(7, timedelta(hours=1)))
    script, same = spendings(BUDGETS, Spent.POSTS, SCRIPT, "203.0.113.7")
    assert (script.whose, same) == ("requests:script", posts)


def test_an_ordinary_request_spends_nothing_else() -> None:
    (general,) = spendings(BUDGETS, None, SARA, "203.0.113.7")
    assert general.whose == "requests:desk"


def test_whoever_is_not_signed_in_spends_what_their_network_has() -> None:
    (one,) = spendings(BUDGETS, Spent.SEARCHES, None, "203.0.113.7")
    assert (one.whose, one.budget) == ("requests:203.0.113.7", BUDGETS.requests)


def test_what_broke_in_a_browser_is_spent_by_network_whoever_is_signed_in() -> None:
    for actor, whose in ((None, "203.0.113.7"), (SARA, "desk")):
        general, errors = spendings(BUDGETS, Spent.CLIENT_ERRORS, actor, "203.0.113.7")
        assert general.whose == f"requests:{whose}"
        assert (errors.whose, errors.budget) == ("client_errors:203.0.113.7", BUDGETS.client_errors)


@pytest.mark.parametrize(
    ("network", "home"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_a_customer_of_ipv6_is_one_network(network: str, home: str) -> None:
    assert home_of(network) == home


def test_what_is_no_address_is_counted_under_a_short_name() -> None:
    assert len(home_of("x" * 10_000)) == 64
    assert home_of("one") != home_of("two")


@given(
    st.integers(1, 6),
    st.lists(st.floats(0, 3, allow_nan=False), max_size=60),
)
def test_no_stretch_of_a_window_has_more_than_its_budget(times: int, pauses: list[float]) -> None:
    window, now, counted, part = Window(), 1_000_000.0, list[float](), 0.5
    for pause in pauses:
        now += pause
        wait = window.wait(now, part, times)
        if wait == 0:
            window.count()
            counted.append(now)
        within = [one for one in counted if one > now - part * PARTS]
        assert len(within) <= times
        # a refusal is never without a reason, nor longer than that reason lasts
        assert wait == 0 or len([one for one in counted if one >= now - part * (PARTS + 1)]) >= times
        assert wait <= part * (PARTS + 1)


@given(st.integers(1, 5), st.floats(0.01, 10), st.floats(0, 1000))
def test_after_the_wait_that_was_told_there_is_room_and_shortly_before_there_is_not(
    times: int, part: float, begin: float
) -> None:
    window, now = Window(), begin + 1_000_000.0
    for _ in range(times):
        assert window.wait(now, part, times) == 0
        window.count()
    wait = window.wait(now, part, times)
    assert window.wait(now + wait - part / 100, part, times) > 0
    assert window.wait(now + wait + part / 100, part, times) == 0


def test_a_clock_that_is_set_back_makes_a_count_meaningless() -> None:
    window = Window()
    window.wait(1000.0, 1.0, 1)
    window.count()
    assert window.wait(1000.5, 1.0, 1) > 0
    assert window.wait(900.0, 1.0, 1) == 0


def test_counts_in_memory_are_bounded_and_who_was_counted_last_stays() -> None:
    counters = MemoryCounters(most=10)
    budget = Budget(1, timedelta(hours=1))

    def asks(counters: Counters, whose: str) -> bool:
        return counters.spend(Spending(whose, budget)) is None

    assert asks(counters, "busy")
    for number in range(50):
        assert asks(counters, str(number))
        assert not asks(counters, "busy")
    assert asks(counters, "0")  # long forgotten


def test_a_line_forgets_its_places_when_the_clock_is_set_back() -> None:
    now = [1000.0]
    counters, gap = MemoryCounters(lambda: now[0]), timedelta(seconds=10)
    for _ in range(3):
        counters.reserve("mails", gap, timedelta())
    now[0] = 500.0
    assert counters.reserve("mails", gap, timedelta()) == timedelta()


def kept(cache: MemoryCache, key: str, value: bytes, *tags: str) -> None:
    cache.keep(key, value, timedelta(hours=1), cache.look(key, *tags))


def test_a_cache_in_memory_is_bounded_and_what_was_asked_for_last_stays() -> None:
    cache = MemoryCache(most_bytes=10_000)
    kept(cache, "wanted", b"x")
    for number in range(100):
        kept(cache, str(number), b"x" * 700)
        assert cache.look("wanted").value == b"x"
    assert sum(cache.look(str(number)).value is not None for number in range(100)) in range(5, 10)


def test_a_value_larger_than_the_whole_cache_is_not_kept() -> None:
    cache = MemoryCache(most_bytes=10_000)
    kept(cache, "large", b"x" * 20_000)
    assert cache.look("large").value is None
    kept(cache, "small", b"x")
    assert cache.look("small").value == b"x"


def test_a_cache_that_knows_too_many_tags_forgets_all_and_goes_on() -> None:
    cache = MemoryCache(most_tags=10)
    kept(cache, "page", b"x", "of its own")
    looked = cache.look("later", "of its own")
    for number in range(11):
        cache.forget(str(number))
    assert cache.look("page", "of its own").value is None
    cache.keep("later", b"old", timedelta(hours=1), looked)
    assert cache.look("later", "of its own").value is None
    kept(cache, "page", b"y", "of its own")
    assert cache.look("page", "of its own").value == b"y"


def test_a_cache_whose_changes_others_make_keeps_nothing_for_long() -> None:
    now = [1000.0]
    cache = MemoryCache(longest=timedelta(seconds=1), seconds=lambda: now[0])
    kept(cache, "page", b"x")
    now[0] += 0.9
    assert cache.look("page").value == b"x"
    now[0] += 0.2
    assert cache.look("page").value is None
