"""The network's figures as this process counted them last: strangers may ask as often as they like."""

from asyncio import Lock
from collections.abc import Callable
from time import monotonic

from entrypoints.runner import Lanes
from p2p_core.app import App
from p2p_core.dashboard.shapes import PublicFigures
from p2p_core.shared.actor import Visit

COUNTED_EVERY = 60.0
"""Seconds."""


class CountedLately:
    """Figures of the last minute; used on the event loop alone."""

    def __init__(self, app: App, lanes: Lanes, seconds: Callable[[], float] = monotonic) -> None:
        self._count, self._lanes, self._seconds = app.dashboard.network, lanes, seconds
        self._counting = Lock()
        self._figures = PublicFigures()
        self._until = 0.0

    async def figures(self, visit: Visit) -> PublicFigures:
        """Counted anew where they are older than a minute, once for all who ask meanwhile."""
        async with self._counting:
            if self._seconds() >= self._until:
                # every topic is looked at: not where SQLite reads, on the event loop
                self._figures = await self._lanes.search(self._count, visit)
                self._until = self._seconds() + COUNTED_EVERY
        return self._figures
