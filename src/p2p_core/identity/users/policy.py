"""Which passwords a person may choose, and whose word counts in an organization."""

import re
from collections.abc import Iterable, Iterator

from p2p_core.identity.users.model import User
from p2p_core.identity.users.wording import LONGEST_WORD, RUNS, WORDS
from p2p_core.shared.errors import FieldError, Forbidden, Invalid

_PART = re.compile(r"[^\W_]{4,}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST_PARTS = 5
"""Fewer well-known parts than this, and lists of passwords have it or will have it."""
_FEWEST_CHARACTERS = 5
_SHORTEST_RUN = 3
_LONGEST_PATTERN = 8
_SWAPPED = (
    str.maketrans("0134578@$!€", "oieastbasie"),
    str.maketrans("0134578@$!€", "oleastbasle"),
)
"""Digits and signs that stand for letters, as everybody has them who tries passwords out."""


def must_be_hard_to_guess(password: str, own: Iterable[str], field: str = "password") -> None:
    """Refuse a password with a word of 4 letters or more of ``own`` words, or one that many people use."""
    folded = password.casefold()
    parts = {part for text in own for part in _PART.findall(text.casefold())}
    if any(part in folded for part in parts):
        raise Invalid(FieldError(field, "contains_own_words"))
    if is_easy_to_guess(folded):
        raise Invalid(FieldError(field, "too_common"))


def is_easy_to_guess(password: str) -> bool:
    """Whether it is made of little: a few characters, one pattern over and over, or a few well-known parts.

    Well-known parts are the words that lists of leaked passwords are full of, also with digits for
    letters; runs along the alphabet or a keyboard, forwards and back; years; a character repeated.
    """
    folded = password.casefold()
    return len(set(folded)) < _FEWEST_CHARACTERS or _repeats(folded) or _parts(folded) < _FEWEST_PARTS


def _repeats(text: str) -> bool:
    """Whether it is a short pattern, repeated and perhaps cut off."""
    longest = min(_LONGEST_PATTERN, len(text) // 2)
    return any(text[length:] == text[:-length] for length in range(1, longest + 1))


def _parts(text: str) -> int:
    """Of how few parts the text can be put together; characters that belong to none count for many."""
    readings = {text, *(text.translate(letters) for letters in _SWAPPED)}
    fewest = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        single = 1 if not text[end - 1].isalpha() else _FEWEST_PARTS
        fewest[end] = min(
            [fewest[end - 1] + single, *(fewest[start] + 1 for start in _starts(text, readings, end))]
        )
    return fewest[-1]


def _starts(text: str, readings: Iterable[str], end: int) -> Iterator[int]:
    """Where well-known parts begin that end here."""
    for start in range(max(0, end - LONGEST_WORD), end - _SHORTEST_RUN + 1):
        part = text[start:end]
        if any(reading[start:end] in WORDS for reading in readings) or _is_run(part):
            yield start


def _is_run(part: str) -> bool:
    return part in RUNS or _repeats(part) or bool(_YEAR.fullmatch(part))


def must_still_administer(user: User) -> User:
    """Refuse who was an active admin when they asked, and isn't any more."""
    if not user.is_active_admin:
        raise Forbidden
    return user
