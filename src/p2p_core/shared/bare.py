"""The words of a Markdown text without its signs: what a reader of the rendered text sees, near enough.

Made for the beginning of a hit, which is shown in the middle of other people's words: every sign that the
renderer would obey is left out, everything else stays as it was written. It never takes longer than the
text is long.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`\n]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*)$")
_BETWEEN_HEAD_AND_ROWS = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_BEFORE_WORDS = re.compile(r"[ \t]*(?:(?:>|[-+*](?=[ \t])|#{1,6}(?=[ \t]|$))[ \t]*)*")
_BEHIND_HEADING = re.compile(r"[ \t]+#+[ \t]*$")
_INLINE = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>[^\n]{0,400}?[^`\n])(?P=ticks)(?!`)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|<(?P<address>(?:https?://|mailto:)[^<>\s]*)>"
    r"|!?\[(?P<label>[^\[\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+\"[^\"\n]*\")?\)"
    r"|(?P<marks>\*+|_+|~~)"
)


class Mark(NamedTuple):
    """A run of signs that begins or ends emphasis, if another one answers it."""

    at: int
    """Which of the pieces it is."""
    opens: bool
    closes: bool


def bare(text: str) -> str:
    """The words alone, line by line."""
    return "\n".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and line.strip() == found[1]:
                fence = ""
            else:
                yield line
        elif found:
            fence = found[1]
        elif not (_RULE.match(line) or ("|" in line and _BETWEEN_HEAD_AND_ROWS.match(line))):
            yield _words(line)


def _words(line: str) -> str:
    before = _BEFORE_WORDS.match(line)
    start = before.end() if before else 0
    if "#" in line[:start]:
        line = _BEHIND_HEADING.sub("", line)
    inside = _inline(line[start:])
    return " ".join(inside.strip("| \t").split("|")) if line[start : start + 1] == "|" else inside


def _inline(line: str) -> str:
    pieces: list[str] = []
    marks: list[Mark] = []
    done = 0
    for found in _INLINE.finditer(line):
        pieces.append(line[done : found.start()])
        done = found.end()
        if found["marks"]:
            marks.append(_mark(line, found, len(pieces)))
        pieces.append(_shown(found))
    pieces.append(line[done:])
    for place in _answered(pieces, marks):
        pieces[place] = ""
    return "".join(pieces)


def _shown(found: re.Match[str]) -> str:
    """What is left of a sign: what it stands around."""
    if found["code"] is not None:
        return found["code"].strip(" ") or found["code"]
    if found["label"] is not None:
        return _inline(found["label"])
    return found["escaped"] or found["address"] or found["marks"]


def _mark(line: str, found: re.Match[str], at: int) -> Mark:
    start, end = found.span()
    before, behind = line[max(0, start - 1) : start], line[end : end + 1]
    opens, closes = bool(behind.strip()), bool(before.strip())
    if found["marks"][0] == "_":  # within a word it is a letter like any other
        opens, closes = opens and not before.isalnum(), closes and not behind.isalnum()
    return Mark(at, opens, closes)


def _answered(pieces: Sequence[str], marks: Sequence[Mark]) -> Iterator[int]:
    """Runs that begin emphasis and those that end it."""
    waiting: dict[str, list[int]] = {}
    for mark in marks:
        same = waiting.setdefault(pieces[mark.at], [])
        if mark.closes and same:
            yield from (same.pop(), mark.at)
        elif mark.opens:
            same.append(mark.at)
