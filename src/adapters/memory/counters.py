"""Counts of this process alone."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from threading import Lock
from time import monotonic

from p2p_core.shared.budgets import Spending
from p2p_core.shared.counters import PARTS, Window

_MOST = 50_000
"""Who hasn't been counted for longest is forgotten first; each takes about 300 bytes."""


class MemoryCounters:
    """Counts in memory, bounded in number."""

    def __init__(self, seconds: Callable[[], float] = monotonic, most: int = _MOST) -> None:
        self._seconds = seconds
        self._most = most
        self._guard = Lock()
        self._windows: OrderedDict[str, Window] = OrderedDict()
        self._seen = 0.0
        self._free: dict[str, float] = {}
        """When the next place of a line is."""

    def spend(self, *wanted: Spending) -> timedelta | None:
        with self._guard:
            now, windows, longest = self._seconds(), [], 0.0
            for one in wanted:
                window = self._window(one.whose)
                part = one.budget.within.total_seconds() / PARTS
                longest = max(longest, window.wait(now, part, one.budget.times))
                windows.append(window)
            if longest:
                return timedelta(seconds=longest)
            for window in windows:
                window.count()
            return None

    def reserve(self, line: str, gap: timedelta, earliest: timedelta) -> timedelta:
        with self._guard:
            now = self._seconds()
            if now < self._seen:  # a clock that was set back makes all places meaningless
                self._free.clear()
            self._seen = now
            place = max(self._free.get(line, 0.0), now + earliest.total_seconds())
            self._free[line] = place + gap.total_seconds()
            return timedelta(seconds=place - now)

    def ping(self) -> None:
        """It is always there."""

    def _window(self, whose: str) -> Window:
        window = self._windows.get(whose)
        if window is None:
            window = self._windows[whose] = Window()
            if len(self._windows) > self._most:
                self._windows.popitem(last=False)
        else:
            self._windows.move_to_end(whose)
        return window
