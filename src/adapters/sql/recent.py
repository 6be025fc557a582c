"""Who was found signed in within the last second, in this process: a burst of requests asks once.

Another process's changes are noticed within that second, this one's at once: every commit that could change
who somebody is makes all be forgotten, but for the few statements that say themselves whom they mean.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from threading import Lock
from time import monotonic
from typing import NamedTuple

from p2p_core.identity.sessions.ports import SignedIn

UNSETTLING = frozenset({"sessions", "users", "organizations", "second_factors"})
"""Tables that sessions are found from."""

_LIFE = 1.0
_MOST = 4096


class Asked(NamedTuple):
    """When a query began."""

    edition: int
    at: float


class RecentSessions:
    """Found sessions by the hash of their secret."""

    def __init__(self, life: float = _LIFE, now: Callable[[], float] = monotonic) -> None:
        self.life = life
        self._now = now
        self._guard = Lock()
        self._kept: dict[str, tuple[float, SignedIn]] = {}
        self.edition = 0
        """Rises whenever something is forgotten."""

    def recall(self, token_hash: str) -> SignedIn | None:
        """Whoever was found for this secret a moment ago."""
        kept = self._kept.get(token_hash)
        return kept[1] if kept and kept[0] > self._now() else None

    def asks(self) -> Asked:
        """Said before a query: what it finds may be over by the time it comes, and grows old from now on."""
        return Asked(self.edition, self._now())

    def keep(self, token_hash: str, found: SignedIn, asked: Asked) -> None:
        """Remember what a query found, unless something was forgotten since it was asked."""
        with self._guard:
            if asked.edition != self.edition:
                return
            if len(self._kept) >= _MOST:  # most of it is older than a second
                self._kept.clear()
            self._kept[token_hash] = asked.at + self.life, found

    def forget(self, means: Callable[[SignedIn], bool]) -> None:
        """Forget those that are meant."""
        with self._guard:
            self.edition += 1
            self._kept = {key: kept for key, kept in self._kept.items() if not means(kept[1])}

    def heed(self, changed: AbstractSet[str]) -> None:
        """Forget everybody when one of the tables that were changed could tell who they are."""
        if not UNSETTLING.isdisjoint(changed):
            self.forget(lambda _: True)
