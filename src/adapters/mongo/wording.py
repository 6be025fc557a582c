"""How entries are found by their words, and how well they fit: the core's ``has``, ``fit`` and ``likeness``.

Questions are values, never parts of a command: each is marked as a literal.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from p2p_core.forum.indexing.model import IN_BODY, IN_TAGS, IN_TITLE
from p2p_core.shared.asking import Asked

_TEXTS = ("title", "tags", "body")


def with_words(asked: Asked) -> Mapping[str, Any]:
    """Entries with all words, with all rows of words as they stand, and with nothing that is unwanted."""
    conditions = [{"$or": [_has(text, row) for text in _TEXTS]} for row in asked.wanted if " " in row]
    conditions += [{"$not": [_has(text, row)]} for row in asked.unwanted for text in _TEXTS]
    exactly = {"$expr": {"$and": conditions}} if conditions else {}
    return {"words": {"$all": [*asked.words]}, **exactly}


def score(asked: Asked) -> Mapping[str, Any]:
    """The core's ``fit`` of an entry that fits."""
    return _summed(asked.wanted, IN_TITLE, IN_TAGS, IN_BODY)


def likeness(words: Sequence[str]) -> Mapping[str, Any]:
    """The core's."""
    return _summed(words, 2, 1, 0)


def _summed(rows: Sequence[str], title: int, tags: int, other: int) -> Mapping[str, Any]:
    return {
        "$add": [
            {"$cond": [_has("title", row), title, {"$cond": [_has("tags", row), tags, other]}]}
            for row in rows
        ]
    }


def _has(text: str, row: str) -> Mapping[str, Any]:
    """Whether a row of words is in a text, which has a blank at both ends."""
    return {"$gte": [{"$indexOfBytes": [f"${text}", {"$literal": f" {row} "}]}, 0]}
