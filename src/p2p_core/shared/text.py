r"""The rules for people's words: kept as written, as long as every store can keep them.

The stored form is NFC with ``\n`` line ends. Nothing is trimmed, collapsed or judged.
"""

import unicodedata
from enum import Enum

_ALLOWED_CONTROLS = {"\n", "\t"}
# Separators, controls and format characters such as bidi marks leave nothing to see on a page.
# Unassigned code points count as visible: a newer Unicode than Python's may well show them.
_INVISIBLE = {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"}
# Letters, marks and symbols by category, yet blank on paper: the Hangul fillers, the empty Braille cell,
# the grapheme joiner, Khmer inherent vowels, and the selectors of variants (Unicode's
# Default_Ignorable_Code_Point, as far as other categories don't cover it).
_BLANK = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u3164", "\uffa0", "\u2800"}
_VARIANTS = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))

_MOST_MARKS = 30
"""How many marks one letter may carry (UAX #15, stream-safe text): sorting more takes quadratic time."""
_MOST_SHRINKING = 4
"""How many code points the normal form can make one of, generously."""


class Lines(Enum):
    """Whether a text may have more than one line."""

    ONE = "one"
    MANY = "many"


def can_not_fit(text: str, maximum: int) -> bool:
    """Whether a text is too long even if its normal form is much shorter: to be asked before making that."""
    return len(text) > maximum * _MOST_SHRINKING


def has_too_many_marks(text: str) -> bool:
    """Whether a letter carries more marks than any language does; to be asked before ``normal_form``."""
    if text.isascii():
        return False
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _MOST_MARKS:
            return True
    return False


def normal_form(text: str) -> str:
    r"""The form in which text is stored, compared and counted: NFC, line ends as ``\n``."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def problem(text: str, lines: Lines) -> str | None:
    """Why no store could keep this text, as an error code; ``None`` when it can."""
    if text.isascii() and text.isprintable():
        return None
    for character in text:
        category = unicodedata.category(character)
        if category == "Cs":
            return "lone_surrogate"
        if category == "Cc" and (lines is Lines.ONE or character not in _ALLOWED_CONTROLS):
            return "control_character"
        if category in {"Zl", "Zp"} and lines is Lines.ONE:
            return "line_separator"
    return None


def is_blank(text: str) -> bool:
    """Whether there is nothing in it for a reader to see."""
    return all(_is_unseen(character) for character in text)


def _is_unseen(character: str) -> bool:
    code = ord(character)
    return (
        character in _BLANK
        or unicodedata.category(character) in _INVISIBLE
        or any(code in variants for variants in _VARIANTS)
    )


def cut_at_word(text: str, length: int) -> str:
    """The beginning of a text within so many code points, ended at a word where one ends nearby."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    head = flat[: length - 1]
    at_word, _, _ = head.rpartition(" ")
    return (at_word if len(at_word) > length // 2 else head) + "…"
