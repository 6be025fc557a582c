"""Names among other words: whichever way they are written, what stands around them stays where it is.

A name may be in the other direction than the sentence, and may hold marks that turn text around and are
never closed (Unicode's standard annex 9). It is kept as written; only where it is set does it get a frame.
"""

from unicodedata import bidirectional

from p2p_core.shared.language import Language

_OPENING = frozenset("\u2066\u2067\u2068")
_FIRST_STRONG, _CLOSING = "\u2068", "\u2069"
_WITHOUT_DIRECTION = {"EN", "ES", "ET", "CS", "WS", "ON", "NSM", "BN", ""}
_OWN = {Language.ENGLISH: {"L"}, Language.ARABIC: {"R", "AL"}}


def isolated(text: str, language: Language) -> str:
    """A text to be set into a line of this language: framed where it could turn what stands around it."""
    if {bidirectional(character) for character in text} <= _WITHOUT_DIRECTION | _OWN[language]:
        return text
    return f"{_FIRST_STRONG}{balanced(text)}{_CLOSING}"


def balanced(text: str) -> str:
    """A text that closes all the frames that it opens, and none that it doesn't: for a frame around it."""
    kept: list[str] = []
    depth = 0
    for character in text:
        if character == _CLOSING and not depth:
            continue
        depth += (character in _OPENING) - (character == _CLOSING)
        kept.append(character)
    return "".join(kept) + _CLOSING * depth
