"""Cursors lead on where they came from, and nowhere else."""

from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p_core.shared.errors import Invalid
from p2p_core.shared.pages import (
    CountedPage,
    LazyItems,
    Page,
    _checksum,
    decode_cursor,
    encode_cursor,
    page_of,
)

keys = st.tuples(
    st.integers(-(2**63), 2**63 - 1), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
)


@given(keys, st.text(st.characters(exclude_categories=["Cs"])))
def test_a_cursor_gives_its_position_back(key: tuple[int, str], binding: str) -> None:
    cursor = encode_cursor(binding, key)
    assert decode_cursor(binding, cursor, int, str) == key
    assert all(c.isascii() and (c.isalnum() or c in "-_") for c in cursor)


@given(keys)
def test_a_cursor_of_another_list_is_refused(key: tuple[int, str]) -> None:
    with pytest.raises(Invalid) as refused:
        decode_cursor("topics b", encode_cursor("topics a", key), int, str)
    assert refused.value.code == "invalid_cursor"


@given(keys, st.data())
def test_a_cursor_changed_anywhere_is_refused(key: tuple[int, str], data: st.DataObject) -> None:
    cursor = encode_cursor("list", key)
    at = data.draw(st.integers(0, len(cursor) - 1))
    other = data.draw(st.sampled_from("ABCDabcd0123-_=+/ä").filter(lambda c: c != cursor[at]))
    with pytest.raises(Invalid):
        decode_cursor("list", cursor[:at] + other + cursor[at + 1 :], int, str)


@given(st.text(max_size=60))
def test_text_that_never_was_a_cursor_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        decode_cursor("list", text, int, str)


@pytest.mark.parametrize(
    "payload", [b"", b"x", b"\xff", b"1", b"{}", b"[null]", b"[[1]]", b"[1.5]", b"[true]"]
)
def test_a_forged_cursor_is_refused_whatever_is_in_it(payload: bytes) -> None:
    forged = urlsafe_b64encode(_checksum("list", payload) + payload).decode().rstrip("=")
    with pytest.raises(Invalid) as refused:
        decode_cursor("list", forged, int)
    assert refused.value.code == "invalid_cursor"


def test_no_cursor_is_the_beginning() -> None:
    assert decode_cursor("list", None, int) is None


def test_a_page_has_a_cursor_only_when_more_follow() -> None:
    assert page_of([1, 2], 2, "list", lambda item: (item,)) == Page((1, 2), None)
    page = page_of([1, 2, 3], 2, "list", lambda item: (item,))
    assert page.items == (1, 2)
    assert decode_cursor("list", page.next_cursor, int) == (2,)


def test_a_page_of_other_items_keeps_its_cursor() -> None:
    assert Page((1, 2), "c").map(str) == Page(("1", "2"), "c")


def test_a_page_tells_the_total_only_when_asked() -> None:
    assert Page((1,), None).counted(None) == Page((1,), None)
    assert Page((1,), None).counted(7) == CountedPage((1,), None, 7)


def test_items_become_views_once_and_only_when_looked_at() -> None:
    made: list[str] = []

    def make() -> list[str]:
        made.append("views")
        return ["a", "b", "c"]

    items: LazyItems[str] = LazyItems(make, lambda: ["plain"])
    assert items.plain() == ["plain"]
    assert made == []
    assert (len(items), items[0], items[1:], list(items)) == (3, "a", ("b", "c"), ["a", "b", "c"])
    assert made == ["views"]


def test_items_are_equal_however_they_were_made() -> None:
    items: LazyItems[str] = LazyItems(lambda: ["a"], list)
    assert items == ("a",)
    assert items == LazyItems(lambda: ("a",), list)
    assert items != ("b",)
    assert Page(items, None) == Page(("a",), None)
    assert hash(items) == hash(("a",))
    assert repr(items) == "('a',)"


def test_a_page_of_other_items_still_tells_how_long_the_list_is() -> None:
    page = page_of([1, 2, 3], 2, "numbers", lambda number: (number,)).counted(3).map(str)
    assert page == CountedPage(("1", "2"), page.next_cursor, 3)
