r"""The rules for people's words: kept as written, as long as every store can keep them.

The stored form is NFC with ``\n`` line ends. Nothing is trimmed, collapsed or judged.
"""

import unicodedata
from enum import Enum

_ALLOWED_CONTROLS = {"\n", "\t"}
# Separators, controls and format characters such as bidi marks leave nothing to see on a page.
# Unassigned code points count as visible: a newer Unicode than Python's may well show them.
_INVISIBLE = {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"}
# Letters and symbols by category, yet blank on paper: the Hangul fillers and the empty Braille cell.
_BLANK = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800"}


class Lines(Enum):
    """Whether a text may have more than one line."""

    ONE = "one"
    MANY = "many"


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
    return all(character in _BLANK or unicodedata.category(character) in _INVISIBLE for character in text)


def cut_at_word(text: str, length: int) -> str:
    """The beginning of a text within so many code points, ended at a word where one ends nearby."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    head = flat[: length - 1]
    at_word, _, _ = head.rpartition(" ")
    return (at_word if len(at_word) > length // 2 else head) + "…"
