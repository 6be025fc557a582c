"""Keeping for a while what is dear to make: never the truth, and forgotten by what it was made from."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, and how things stood when it was looked for."""

    value: bytes | None
    editions: str
    """Of the tags, for ``keep``; empty where nothing can be kept."""


class Cache(Protocol):
    """Values under keys, each bound to tags: names of what it was made from.

    A tag has an edition, which ``forget`` changes; what was kept at another edition is never found again,
    and nobody has to look for it. Editions are taken *before* what is kept is read from its source, so that
    a change in between is noticed. Nothing here ever fails: what can't be reached has found nothing.
    """

    def look(self, key: str, *tags: str) -> Looked:
        """The value, if it was kept at the present editions of these tags."""
        ...

    def keep(self, key: str, value: bytes, lifetime: timedelta, looked: Looked) -> None:
        """Keep a value that was made after ``looked`` had found nothing, under the same key.

        Its lifetime is the backstop for changes that nobody told of; it may end sooner.
        """
        ...

    def forget(self, *tags: str) -> None:
        """Change the editions of these tags: something that was made from them isn't true any more."""
        ...

    def ping(self) -> None:
        """Raise ``Unavailable`` when nothing can be kept."""
        ...
