"""Parts of a file, as `Range` asks for them: one part, or all of it."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes=[ \t]*([0-9]*)[ \t]*-[ \t]*([0-9]*)[ \t]*")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Part:
    """Some bytes of a file, counted from 0."""

    start: int
    length: int

    def told_of(self, size: int) -> str:
        """The `Content-Range` of this part."""
        return f"bytes {self.start}-{self.start + self.length - 1}/{size}"


class NotSatisfiable(Exception):
    """The file has no byte of that range."""


def part_of(header: str, size: int) -> Part | None:
    """The part of a file of that size that a `Range` asks for; `None` where the whole file is the answer.

    That is so without a range, for several at once, and for what can't be understood (RFC 9110, 14.2).
    Raises `NotSatisfiable`.
    """
    asked = _ONE.fullmatch(header) if len(header) <= _LONGEST else None
    if asked is None or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    if not first:  # so many bytes at the end
        length = min(int(last), size)
        return _there(size - length, length)
    if last and int(last) < int(first):
        return None
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    return _there(start, end - start + 1)


def _there(start: int, length: int) -> Part:
    if length <= 0:
        raise NotSatisfiable
    return Part(start, length)
