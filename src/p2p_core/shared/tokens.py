"""The words of a text as they stand in it: where each begins and ends, and of which kind it is.

Letters of one script, and digits, are words of their own: ``24V`` is what ``24 V`` is, ``6ES7-214`` is four
words in a row, and ``الـPLC`` has ``PLC`` in it. Marks above and below belong to the letter they stand on.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_ARABIC = (
    "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9"
    "\ufb50-\ufdff\ufe70-\ufefc"
)
_UPON = (
    "\u0300-\u036f\u0483-\u0489\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u08ca-\u08e1\u08e3-\u08ff\u00ad\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2060\u20d0-\u20ff\ufe00-\ufe0f"
    "\ufe20-\ufe2f"
)
"""Accents, vowel marks, and what nobody sees: joiners, bidi marks, soft hyphens."""
_LETTER = rf"[^\W\d_{_ARABIC}]"
_WORD = re.compile(
    rf"(?P<digits>\d[\d{_UPON}]*)"
    r"|(?P<percent>[%٪])"
    rf"|(?P<arabic>[{_ARABIC}][{_ARABIC}{_UPON}]*)"
    rf"|(?:(?P<letters>{_LETTER}(?:{_LETTER}|[{_UPON}])*)"
    r"(?P<sign>\+\+(?![^\W\d_])|(?<=(?<![^\W_])[A-Za-z])\#(?![^\W_]))?)"
)


class Kind(Enum):
    """What a word is made of."""

    DIGITS = "digits"
    PERCENT = "percent"
    """The sign, in any script: ``85%`` is not 85 of anything."""
    ARABIC = "arabic"
    LETTERS = "letters"
    """Of any other script."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word by itself, as it is written."""

    written: str
    kind: Kind
    sign: str = ""
    """What belongs to a name such as ``C++`` or ``C#``."""


def spans(text: str) -> Iterator[re.Match[str]]:
    """Where the words of a text are, in their order."""
    return _WORD.finditer(text)


def pieces(text: str) -> Iterator[Piece]:
    """The words of a text in their order."""
    for found in spans(text):
        sign = found["sign"] or ""
        kind = Kind.LETTERS if sign else Kind(found.lastgroup)
        yield Piece(found[0].removesuffix(sign), kind, sign)


def without_marks(text: str) -> str:
    """The letters alone, without marks and what nobody sees."""
    return "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
