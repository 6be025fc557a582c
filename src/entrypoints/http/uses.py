"""That a session or a token is in use is noted beside the requests: no reader waits for a writer."""

import logging
from asyncio import Task, create_task, gather
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from entrypoints.runner import Lanes
from p2p_core.app import App
from p2p_core.identity.sessions.shapes import Recognized
from p2p_core.shared.errors import Unauthenticated, Unavailable
from p2p_core.shared.ids import AccessTokenId, SessionId

_log = logging.getLogger("p2p.http")


class SessionUses:
    """Notes in the background, for each session or token at most once at a time."""

    def __init__(self, app: App, lanes: Lanes) -> None:
        self._identity, self._lanes = app.identity, lanes
        self._under_way: dict[SessionId | AccessTokenId | None, Task[None]] = {}

    def note(self, session: Recognized) -> None:
        """Have the use of what somebody was recognised by noted, if it is time to."""
        if not session.use_is_due:
            return
        key = session.actor.session_id or session.actor.token_id
        if key not in self._under_way:
            task = create_task(self._noted(session))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key))

    async def drained(self) -> None:
        """Come back when nothing is under way any more."""
        await gather(*self._under_way.values())

    @asynccontextmanager
    async def at_work(self, _: Litestar) -> AsyncIterator[None]:
        """As a part of the application's life: before it ends, what has begun is finished."""
        try:
            yield
        finally:
            await self.drained()

    async def _noted(self, session: Recognized) -> None:
        identity = self._identity
        use = identity.access_tokens.use if session.session is None else identity.sessions.use
        try:
            await self._lanes.write(use, session.actor)
        except Unauthenticated:
            _log.debug("a session ended while its use was to be noted")
        except Unavailable as error:  # the next request tries again
            _log.warning("could not note the use of a session: %s", error)
        except Exception:  # noqa: BLE001 - nobody awaits this task, so this is the last place to tell
            _log.exception("could not note the use of a session")
