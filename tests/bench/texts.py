"""What people of the measured forum write: some words everywhere, most hardly ever, as in any language."""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from random import Random

from adapters.text.stems import SnowballStems
from p2p_core.shared.analysis import TextAnalyzer

TITLE = "Short shots on press 4 since the mould was changed"
EVERYWHERE = "Melt was raised, scrap stays at 4 %: temp < 40 and pressure > 3 bar. ما رأيكم في هذه النتيجة؟"
_KNOWN = 20_000
_LENGTH = 30
_FLATNESS = 10
"""The larger, the less the most frequent words stand out."""
_LETTERS = "bdfgklmnprtvz"
_ANALYZER = TextAnalyzer(SnowballStems())
TITLE_WORDS, _EVERYWHERE_WORDS = _ANALYZER.words(TITLE), _ANALYZER.words(EVERYWHERE)


class Writer:
    """Writes texts, always the same ones in the same order."""

    def __init__(self) -> None:
        self._random = Random(7)  # noqa: S311 - texts, not secrets
        self._vocabulary = vocabulary()
        self._weights = list(accumulate(1 / (rank + _FLATNESS) for rank in range(_KNOWN)))

    def text(self, number: int) -> tuple[str, str]:
        """The text with this number, and its words as they are indexed."""
        chosen = self._random.choices(self._vocabulary, cum_weights=self._weights, k=_LENGTH)
        own = f"{' '.join(chosen)} {name(number, 'f')}"
        return f"{EVERYWHERE} {own}", f"{_EVERYWHERE_WORDS} {own}"


@cache
def vocabulary() -> Sequence[str]:
    """Words, the most frequent first: such as the index has them, so that nobody has to analyse them."""
    return [name(rank, "x") for rank in range(_KNOWN)]


def name(number: int, kind: str) -> str:
    """A word for a number: no two of a kind have the same."""
    word = ""
    while number or not word:
        number, letter = divmod(number, len(_LETTERS))
        word += f"{_LETTERS[letter]}o"
    return f"{word}{kind}"


def _often(rank: int) -> str:
    """The word of this rank, as it is typed."""
    return vocabulary()[rank]


SEARCHES = {
    "a word of every text": "scrap",
    "a word of one text in seven": _often(10),
    "a word of one text in forty": _often(100),
    "a word of one text in 350": _often(1_000),
    "a word of one text in 3,500": _often(10_000),
    "a word of one text": name(77, "f"),
    "two words of one text in seven": f"{_often(10)} {_often(11)}",
    "a phrase of every text": '"scrap stays"',
    "a phrase of some texts": f'"{_often(3)} {_often(4)}"',
    "a phrase of no text, its words in every one": '"stays scrap"',
    "without a word of every text": "melt -scrap",
    "no word of any text": "nowhere",
}
"""What is looked for, as it is typed."""
