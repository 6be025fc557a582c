"""Which of our two languages a browser's `Accept-Language` asks for."""

from functools import lru_cache

from p2p_core.shared.language import Language

_LONGEST = 200


def preferred(header: str) -> Language:
    """Choose the best of our languages; English where the header asks for none of them."""
    return _ranked(header[:_LONGEST])


@lru_cache(512)
def _ranked(header: str) -> Language:
    best, chosen = 0.0, Language.ENGLISH
    for part in header.split(","):
        tag, _, rest = part.strip().partition(";")
        name = tag.strip().lower().partition("-")[0]
        weight = _weight(rest)
        if name in tuple(Language) and weight > best:
            best, chosen = weight, Language(name)
    return chosen


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(float(value), 1.0)
    except ValueError:
        return 0.0
