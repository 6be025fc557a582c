"""What people type into a search box: words, "phrases", and -what they don't want; nothing in it is an error.

What is written in one piece is looked for in one piece: ``R&D`` is ``r`` followed by ``d``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from p2p_core.shared.analysis import TextAnalyzer, Token

_MOST = 16
"""What is asked beyond so many words and phrases is not looked at."""
_PART = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"?|(?P<word>\S+)')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»＂", '"'))
_BETWEEN = str.maketrans(dict.fromkeys(",;،؛()[]{}|", " "))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: words in a row, one blank between them; most are one word."""

    wanted: tuple[str, ...] = ()
    """All of these have to be there."""
    unwanted: tuple[str, ...] = ()
    """None of these may be."""

    @property
    def words(self) -> tuple[str, ...]:
        """Every single word that has to be there."""
        return tuple(dict.fromkeys(word for row in self.wanted for word in row.split()))


@dataclass(frozen=True, slots=True)
class _Part:
    """A word or a phrase of a question."""

    tokens: Sequence[Token]
    is_unwanted: bool
    is_phrase: bool

    @property
    def row(self) -> str:
        return " ".join(token.word for token in self.tokens)

    @property
    def is_silent(self) -> bool:
        return not self.is_phrase and len(self.tokens) == 1 and self.tokens[0].is_silent


def asked(analyzer: TextAnalyzer, question: str) -> Asked:
    """What a question asks for; nothing, if there is no word in it that has to be there."""
    parts = [part for part in _parts(analyzer, question) if part.tokens][:_MOST]
    wanted = [part for part in parts if not part.is_unwanted]
    telling = [part for part in wanted if not part.is_silent] or wanted
    return Asked(
        tuple(dict.fromkeys(part.row for part in telling)),
        tuple(dict.fromkeys(part.row for part in parts if part.is_unwanted)),
    )


def telling_words(analyzer: TextAnalyzer, text: str) -> tuple[str, ...]:
    """The words of a text that say what it is about, each once; all of them where none does."""
    tokens = [*analyzer.tokens(text)]
    telling = [token.word for token in tokens if not token.is_silent] or [token.word for token in tokens]
    return tuple(dict.fromkeys(telling))[:_MOST]


def _parts(analyzer: TextAnalyzer, question: str) -> Iterator[_Part]:
    for found in _PART.finditer(question.translate(_QUOTES)):
        if found["word"] is None:
            yield _Part([*analyzer.tokens(found["phrase"])], bool(found["minus"]), is_phrase=True)
            continue
        is_unwanted = found["word"].startswith("-")
        for piece in found["word"].translate(_BETWEEN).split():
            yield _Part([*analyzer.tokens(piece)], is_unwanted, is_phrase=False)
