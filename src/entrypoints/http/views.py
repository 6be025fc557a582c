"""Who looked at which topics: gathered beside the requests, and counted together a moment later.

Reading stays reading: no reader waits for a writer. A server that is killed loses what it gathered last.
"""

import logging
from asyncio import Task, create_task, sleep
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from litestar import Litestar

from entrypoints.runner import Lanes
from p2p_core.app import App
from p2p_core.forum.marks.service import COUNTED_ONCE_IN
from p2p_core.forum.marks.shapes import View
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.ids import TopicId

GATHERED_FOR = 2.0
"""Seconds."""
_MOST_REMEMBERED = 100_000
_log = logging.getLogger("p2p.http")


class Views:
    """Gathers views in this process; whether one counts is decided where all processes meet."""

    def __init__(self, app: App, lanes: Lanes, gathered_for: float = GATHERED_FOR) -> None:
        self._marks, self._lanes = app.forum.marks, lanes
        self._gathered_for = gathered_for
        self._gathered: list[View] = []
        self._seen: dict[tuple[str, str], datetime] = {}
        """What was noted here within the hour need not be asked about again."""
        self._counting: Task[None] | None = None

    def note(self, actor: Actor, topic_id: TopicId) -> None:
        """Somebody was shown a topic."""
        view = self._marks.look(actor, topic_id)
        last = self._seen.get((view.user_id, view.topic_id))
        if last is not None and view.at - last < COUNTED_ONCE_IN:
            return
        if len(self._seen) >= _MOST_REMEMBERED:
            self._seen.clear()
        self._seen[view.user_id, view.topic_id] = view.at
        self._gathered.append(view)
        if self._counting is None:
            self._counting = create_task(self._counted_soon())

    async def _counted_soon(self) -> None:
        await sleep(self._gathered_for)
        self._counting = None
        await self.counted()

    async def counted(self) -> None:
        """Come back when all that was gathered is counted."""
        gathered, self._gathered = self._gathered, []
        if gathered:
            await self._count(gathered)

    @asynccontextmanager
    async def at_work(self, _: Litestar) -> AsyncIterator[None]:
        """As long as the application lives; before it ends, what was gathered is counted."""
        try:
            yield
        finally:
            if self._counting:
                self._counting.cancel()
            await self.counted()

    async def _count(self, gathered: Sequence[View]) -> None:
        try:
            await self._lanes.write(self._marks.count_views, gathered)
        except Unavailable as error:
            _log.warning("could not count %d views, since %s", len(gathered), error)
        except Exception:  # noqa: BLE001 - a few views are lost, as when the process ends
            _log.exception("could not count %d views", len(gathered))
