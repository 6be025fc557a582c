"""What became of a text: the words that were kept, taken away and added."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

_WORDS = re.compile(r"\s+|[^\s]+")
_MOST = 250_000
"""How many pairs of words, or else of lines, are compared: nobody writes a text that keeps us busy."""


class PieceKind(StrEnum):
    """What became of a piece."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a text; all that weren't removed are the new one, all that weren't added the old one."""

    kind: PieceKind
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """How one text became another, word by word; line by line where it is long, or as a whole."""
    for split in (_WORDS.findall, _lines):
        old, new = split(before), split(after)
        start = _alike(old, new)
        end = _alike(old[start:][::-1], new[start:][::-1])
        inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
        if len(inner_old) * len(inner_new) <= _MOST:
            middle = _compared(inner_old, inner_new)
            return _joined([_kept(old[:start]), *middle, _kept(old[len(old) - end :])])
    return _joined([Piece(PieceKind.REMOVED, before), Piece(PieceKind.ADDED, after)])


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _kept(words: Sequence[str]) -> Piece:
    return Piece(PieceKind.KEPT, "".join(words))


def _compared(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    found: list[Piece] = []
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            found.append(_kept(old[old_start:old_end]))
        else:
            found.append(Piece(PieceKind.REMOVED, "".join(old[old_start:old_end])))
            found.append(Piece(PieceKind.ADDED, "".join(new[new_start:new_end])))
    return found


def _joined(found: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple(piece for piece in found if piece.text)
