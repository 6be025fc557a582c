"""A cache of this process alone: other processes' changes are not heard of here."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from time import monotonic

from p2p_core.shared.cache import Looked

_MOST_BYTES = 32 * 1024 * 1024
_MOST_TAGS = 50_000
_OVERHEAD = 300
"""What an entry takes beside its value, in bytes, more or less."""
_FOREVER = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Kept:
    value: bytes
    editions: str
    until: float


class MemoryCache:
    """A cache in memory, bounded in bytes: what nobody asked for longest goes first."""

    def __init__(
        self,
        longest: timedelta = _FOREVER,
        seconds: Callable[[], float] = monotonic,
        most_bytes: int = _MOST_BYTES,
        most_tags: int = _MOST_TAGS,
    ) -> None:
        """``longest``: how long anything is kept, for where others change what it is made from."""
        self._longest, self._seconds = longest, seconds
        self._most_bytes, self._most_tags = most_bytes, most_tags
        self._guard = Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._bytes = 0
        self._editions: dict[str, int] = {}
        self._last = self._of_unknown = 0
        """The edition that was given out last, and that of tags which were not forgotten lately."""

    def look(self, key: str, *tags: str) -> Looked:
        with self._guard:
            editions = ",".join(str(self._editions.get(tag, self._of_unknown)) for tag in tags) or "-"
            kept = self._kept.get(key)
            if kept is None or kept.editions != editions or kept.until <= self._seconds():
                return Looked(None, editions)
            self._kept.move_to_end(key)
            return Looked(kept.value, editions)

    def keep(self, key: str, value: bytes, lifetime: timedelta, looked: Looked) -> None:
        until = self._seconds() + min(lifetime, self._longest).total_seconds()
        with self._guard:
            self._drop(key)
            self._kept[key] = _Kept(value, looked.editions, until)
            self._bytes += len(value) + _OVERHEAD
            while self._bytes > self._most_bytes:
                self._drop(next(iter(self._kept)))

    def forget(self, *tags: str) -> None:
        with self._guard:
            self._last += 1
            if len(self._editions) + len(tags) > self._most_tags:  # then everything is forgotten
                self._editions, self._of_unknown = {}, self._last
            self._editions |= dict.fromkeys(tags, self._last)

    def ping(self) -> None:
        """It is always there."""

    def _drop(self, key: str) -> None:
        kept = self._kept.pop(key, None)
        if kept:
            self._bytes -= len(kept.value) + _OVERHEAD
