"""What people mean alike is found alike: the one form of each word, for texts and for questions.

A text is analysed once, when it is written; every store indexes the words that come out, and every question
goes the same way, so that all stores find the same.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from p2p_core.shared.language import Language
from p2p_core.shared.tokens import Kind, Piece, pieces, spans, without_marks
from p2p_core.shared.vocabulary import FORMS, SILENT

_LONGEST = 64
"""What is longer is no word, and an index has its limits."""
_KNOWN_WORDS = 65_536
_PERSIAN = str.maketrans({"ی": "ي", "ک": "ك", "ـ": ""})
_ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_ARTICLE = "ال"
_WITH_ARTICLE = ("وال", "فال", "بال", "كال")
_FOR_THE = "لل"
_AUTOMATIC = "آلي"
"""Automatic, a mechanism: without its ending it would be taken for an article, which is no word."""
_SHORTEST = 2


class Stems(Protocol):
    """What is left of a word without the endings and beginnings of its language."""

    def stem(self, word: str, language: Language) -> str:
        """The word without them, or without some: it is asked until nothing changes."""
        ...


class Token(NamedTuple):
    """A word of a text: where it stands, the form in which it is found, and how it is written."""

    start: int
    end: int
    word: str
    written: str

    @property
    def is_silent(self) -> bool:
        """Whether it says nothing by itself."""
        return self.written.casefold() in SILENT


class TextAnalyzer:
    """Makes the words that are indexed and looked for."""

    def __init__(self, stems: Stems) -> None:
        self._stems = stems
        self._known = lru_cache(_KNOWN_WORDS)(self._words_of)
        self._forms: dict[str, str] = {}
        self._forms = {self.words(form): self.words(one) for form, one in FORMS.items()}
        self._known.cache_clear()

    def tokens(self, text: str) -> Iterator[Token]:
        """The words of a text in their order; some characters stand for several words."""
        for span in spans(text):
            for word in self._known(span[0]):
                yield Token(span.start(), span.end(), word, span[0])

    def words(self, text: str) -> str:
        """All words of a text in their order, one blank between them: what is indexed."""
        return " ".join([word for span in spans(text) for word in self._known(span[0])])

    def _words_of(self, written: str) -> Sequence[str]:
        """Compatible spellings are made one first, which may fall into several words: ``m²``, ``½``."""
        (whole,) = pieces(written)
        plain = without_marks(unicodedata.normalize("NFKC", whole.written).translate(_PERSIAN))
        words = [word for part in pieces(plain) if (word := self._word(part))]
        return (plain.casefold() + whole.sign,) if whole.sign else tuple(words)

    def _word(self, piece: Piece) -> str:
        written = piece.written[:_LONGEST]
        match piece.kind:
            case Kind.DIGITS:
                return "".join(str(unicodedata.decimal(digit)) for digit in written)
            case Kind.PERCENT:
                return "%"
            case Kind.ARABIC:
                return self._arabic(without_marks(written))
            case _:  # letters of any other script
                bare = without_marks(unicodedata.normalize("NFKD", written).casefold())
                stem = self._fixed(unicodedata.normalize("NFKC", bare), Language.ENGLISH)
                return self._forms.get(stem, stem)

    def _arabic(self, word: str) -> str:
        """Stems first: spelled alike, endings would not be known for what they are."""
        bare = _without_article(word)
        if bare.startswith(_AUTOMATIC):
            return _AUTOMATIC
        stem = self._fixed(bare, Language.ARABIC).translate(_ALIKE)
        return self._forms.get(stem, "" if stem == _ARTICLE else stem)

    def _fixed(self, word: str, language: Language) -> str:
        """The stem that has no other; of those that are each other's the smaller."""
        seen = [word]
        while (stem := self._stems.stem(seen[-1], language)) not in seen:
            seen.append(stem)
        return min(seen[seen.index(stem) :])


def _without_article(word: str) -> str:
    for beginning in _WITH_ARTICLE:
        if word.startswith(beginning):
            word = word[1:]
    if word.startswith(_FOR_THE) and len(word) > len(_FOR_THE) + _SHORTEST:
        word = word.removeprefix(_FOR_THE)
    while word.startswith(_ARTICLE) and len(word) >= len(_ARTICLE) + _SHORTEST:
        word = word.removeprefix(_ARTICLE)
    return word
