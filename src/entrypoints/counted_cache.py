"""A cache that counts how often it was of use, for the metrics."""

from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from p2p_core.shared.cache import Cache, Looked


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheFigures:
    """How it does."""

    hits: int = 0
    misses: int = 0
    up: bool = True
    """Whether its server answers, as far as is known without asking it."""


class CountedCache:
    """Hands everything on to a cache."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._guard = Lock()
        self.hits = self.misses = 0

    def look(self, key: str, *tags: str) -> Looked:
        """What the cache finds."""
        looked = self._cache.look(key, *tags)
        with self._guard:
            if looked.value is None:
                self.misses += 1
            else:
                self.hits += 1
        return looked

    def keep(self, key: str, value: bytes, lifetime: timedelta, looked: Looked) -> None:
        """Have it kept."""
        self._cache.keep(key, value, lifetime, looked)

    def forget(self, *tags: str) -> None:
        """Have it forgotten."""
        self._cache.forget(*tags)

    def ping(self) -> None:
        """Raise ``Unavailable`` when nothing can be kept."""
        self._cache.ping()
