"""People's words are kept as written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p_core.shared.text import Lines, cut_at_word, is_blank, normal_form, problem

KEPT = [
    "85%",
    "AI",
    "C++",
    "R&D",
    "5S",
    "SAR 100000",
    "temp < 40 and pressure > 3 bar",
    "الصِّيَانَةُ",
    "مـــصنع",
    "line one\n\n\n\tline two  ",
    "\u200fمرحبا\u200e R&D \u2067x\u2069",
    "👷🏽‍♀️",
    "  leading and trailing  ",
]


@pytest.mark.parametrize("text", KEPT)
def test_good_industrial_text_is_kept_unchanged(text: str) -> None:
    assert problem(text, Lines.MANY) is None
    assert normal_form(text) == unicodedata.normalize("NFC", text)
    assert not is_blank(text)


@pytest.mark.parametrize("text", ["\x00", "a\x07b", "\x1b[0m", "a\x85b", "\x7f"])
def test_control_characters_are_refused_in_any_text(text: str) -> None:
    assert problem(text, Lines.MANY) == "control_character"


@pytest.mark.parametrize("text", ["\n", "a\tb"])
def test_line_ends_and_tabs_belong_in_texts_of_several_lines_only(text: str) -> None:
    assert problem(text, Lines.MANY) is None
    assert problem(text, Lines.ONE) == "control_character"


def test_line_separators_do_not_belong_in_one_line() -> None:
    assert problem("a\u2028b", Lines.ONE) == "line_separator"
    assert problem("a\u2028b", Lines.MANY) is None


def test_a_lone_surrogate_is_refused() -> None:
    assert problem("a\ud800", Lines.MANY) == "lone_surrogate"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\t",
        "\u200b",
        "\u200f\u00a0\u2003",
        "\u3164",
        "\u2800",
        "\ufeff",
        "\ufe0f",
        "\u034f",
        "\u180b",
        "\u17b4",
        "\U000e0100",
    ],
)
def test_what_nobody_can_see_counts_as_empty(text: str) -> None:
    assert is_blank(text)


def test_every_kind_of_line_end_becomes_one() -> None:
    assert normal_form("a\r\nb\rc\nd") == "a\nb\nc\nd"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_normal_form_is_final(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@given(st.text(), st.integers(min_value=2, max_value=300))
def test_a_cut_text_is_never_longer_than_asked(text: str, length: int) -> None:
    assert len(cut_at_word(text, length)) <= length


def test_a_text_is_cut_at_a_word() -> None:
    assert cut_at_word("one two three", 9) == "one two…"
    assert cut_at_word("one  two\nthree", 100) == "one two three"
