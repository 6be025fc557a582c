"""Initials: what stands in a picture's place until there is one, for names of every script."""

import unicodedata

_ARTICLE = "ال"
_SHORTEST_WITH_ARTICLE = 4
_JOINED = {"AL", "R"}
"""Scripts that are written from the right: two of their letters side by side would become one shape."""
_NOBODY = "•"


def initials(*names: str) -> str:
    """The first letter of each of the first two words, in capitals where the script has them.

    The Arabic article isn't counted, as nobody is called by it; letters that would join are kept apart.
    """
    words = [word for name in names for word in name.split()]
    letters = [letter for word in words if (letter := _first(word))][:2]
    apart = any(unicodedata.bidirectional(letter[0]) in _JOINED for letter in letters)
    return (" " if apart else "").join(letters) or _NOBODY


def _first(word: str) -> str:
    """Its first letter or digit, without the vowels that may stand on it."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", word) if unicodedata.category(c)[0] in "LN")
    if plain.startswith(_ARTICLE) and len(plain) >= _SHORTEST_WITH_ARTICLE:
        plain = plain.removeprefix(_ARTICLE)
    return plain[:1].upper()[:1]
