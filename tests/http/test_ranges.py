"""Ranges and names of files, for all of them."""

from email.message import Message
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.http.disposition import disposition
from entrypoints.http.ranges import NotSatisfiable, Part, part_of

NUMBERS = st.integers(0, 50)
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80)


@given(size=NUMBERS, first=NUMBERS, last=NUMBERS)
def test_a_range_is_what_python_would_cut_out(size: int, first: int, last: int) -> None:
    content = bytes(range(size))
    wanted = content[first : last + 1]
    if last < first:
        assert part_of(f"bytes={first}-{last}", size) is None
        return
    if not wanted:
        with pytest.raises(NotSatisfiable):
            part_of(f"bytes={first}-{last}", size)
        return
    part = part_of(f"bytes={first}-{last}", size)
    assert part
    assert content[part.start : part.start + part.length] == wanted
    assert part.told_of(size) == f"bytes {first}-{first + len(wanted) - 1}/{size}"


@given(size=NUMBERS, number=NUMBERS)
def test_an_open_range_goes_to_the_end_and_a_suffix_begins_before_it(size: int, number: int) -> None:
    content = bytes(range(size))
    for header, wanted in (
        (f"bytes={number}-", content[number:]),
        (f"bytes=-{number}", content[-number:] if number else b""),
    ):
        if not wanted:
            with pytest.raises(NotSatisfiable):
                part_of(header, size)
            continue
        part = part_of(header, size)
        assert part
        assert content[part.start : part.start + part.length] == wanted


@given(header=st.text(max_size=40), size=NUMBERS)
def test_whatever_is_asked_the_part_lies_within_the_file(header: str, size: int) -> None:
    try:
        part = part_of(header, size)
    except NotSatisfiable:
        return
    assert part is None or (part.start >= 0 and part.length > 0 and part.start + part.length <= size)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=0-1,3-4",
        "items=0-1",
        "bytes=٠-٩",
        "bytes=0-" + "9" * 300,
    ],
)
def test_what_is_no_single_range_gives_the_whole_file(header: str) -> None:
    assert part_of(header, 10) is None


def test_blanks_are_overlooked() -> None:
    assert part_of("bytes= 2 - 3 ", 10) == Part(2, 2)


@given(name=NAMES)
def test_every_name_comes_back_from_its_header(name: str) -> None:
    header = disposition("attachment", name)
    assert header.isascii()
    assert "\n" not in header
    message = Message()
    message["Content-Disposition"] = header
    assert message.get_content_disposition() == "attachment"
    assert unquote(header.partition("filename*=UTF-8''")[2]) == name
    assert '"' not in header.partition('filename="')[2].partition('"; filename*')[0]
