"""How names are searched and sorted: without case, accents, vowel marks or the spellings of one letter."""

import unicodedata

_ALIKE = str.maketrans(
    {
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ـ": "",  # only stretches the line
        **{chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)},
    }
)
_SILENT = {"Mn", "Me", "Cf"}
"""Accents and vowel marks, and the format characters that nobody sees."""


def folded(text: str) -> str:
    """The form in which what people mean alike is written alike; one blank between words."""
    parts = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in unicodedata.normalize("NFKD", parts) if unicodedata.category(c) not in _SILENT)
    return " ".join(unicodedata.normalize("NFC", plain).translate(_ALIKE).split())


_MOST_WORDS = 8


def folded_words(text: str) -> tuple[str, ...]:
    """The words to look for, folded, each once: of a long question the first eight."""
    return tuple(dict.fromkeys(folded(text).split()))[:_MOST_WORDS]
