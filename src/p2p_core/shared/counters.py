"""Counting what is done, for budgets, and lining up what must not be done faster than agreed on.

Counters forget when they are restarted, and may be a process's own: what has to survive is counted in the
store (``p2p_core.identity.attempts``).
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from p2p_core.shared.budgets import Spending

PARTS = 10
"""A budget's time is counted in so many parts: who has spent it waits at most one part too long."""


class Counters(Protocol):
    """Counts that may be shared by processes; each method is done at once, or not at all."""

    def spend(self, *wanted: Spending) -> timedelta | None:
        """Count one of each budget; if any is spent, count none and say when all have room again.

        In no stretch of a budget's time is more counted than it allows.
        """
        ...

    def reserve(self, line: str, gap: timedelta, earliest: timedelta) -> timedelta:
        """Take the next place in a line whose places are so far apart, and say how far away it is.

        No place is taken that is nearer than ``earliest``, which may lie in the past.
        """
        ...

    def ping(self) -> None:
        """Raise ``Unavailable`` when what is counted isn't shared as it should be."""
        ...


@dataclass(slots=True)
class Window:
    """The count of one budget, by parts of its time.

    Sliding window counters as K. Mahdi described them for Figma ("An alternative approach to rate limiting",
    2017): exact at both ends but for one part, in a few numbers for each who is counted. Two fixed windows
    weighted by their overlap (as Cloudflare does) would be fewer, but let twice as many through at their
    border; a bucket that refills (GCRA) lets nearly twice as many through in its first stretch of time.
    """

    newest: int = 0
    """The number of the part that was counted in last."""
    counts: list[int] = field(default_factory=lambda: [0] * (PARTS + 1))
    """Of the newest part and those before it, by their numbers modulo their number."""
    total: int = 0

    def wait(self, now: float, part: float, times: int) -> float:
        """How many seconds until there is room for one more; 0 when there is."""
        self._go_on(int(now / part))
        left, number = self.total, self.newest - PARTS
        while left >= times:
            left -= self.counts[number % (PARTS + 1)]
            number += 1
        gone = number - (self.newest - PARTS)
        return (number + PARTS) * part - now if gone else 0.0

    def count(self) -> None:
        """One more, in the newest part."""
        self.counts[self.newest % (PARTS + 1)] += 1
        self.total += 1

    def _go_on(self, number: int) -> None:
        """Leave behind what is too old; a clock that was set back makes all of it meaningless."""
        passed = number - self.newest
        if passed == 0:
            return
        if 0 < passed <= PARTS:
            for part in range(self.newest + 1, number + 1):
                self.total -= self.counts[part % (PARTS + 1)]
                self.counts[part % (PARTS + 1)] = 0
        else:
            self.counts, self.total = [0] * (PARTS + 1), 0
        self.newest = number
