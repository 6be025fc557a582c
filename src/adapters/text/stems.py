"""The stems of English and Arabic words, by Snowball."""

from threading import Lock

import Stemmer  # type: ignore[import-not-found]  # an extension without types

from p2p_core.shared.language import Language

_ALGORITHMS = {Language.ENGLISH: "english", Language.ARABIC: "arabic"}


class SnowballStems:
    """One stemmer a language; only one thread at a time may ask it."""

    def __init__(self) -> None:
        # what was asked before is remembered by the analyzer
        self._stemmers = {language: Stemmer.Stemmer(name, 0) for language, name in _ALGORITHMS.items()}
        self._guard = Lock()

    def stem(self, word: str, language: Language) -> str:
        with self._guard:
            return str(self._stemmers[language].stemWord(word))
