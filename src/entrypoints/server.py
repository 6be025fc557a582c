"""What one process of the server runs: the application and, unless others do it, the background work."""

import gc
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from multiprocessing import connection, parent_process
from threading import Thread

from litestar import Litestar
from litestar.types import ASGIApp

from entrypoints import log, settings
from entrypoints.container import Container
from entrypoints.http.api import build


def create(is_at_work: Callable[[], None]) -> ASGIApp:
    """Make the application, in the server's process; it tells once it is at work."""
    _end_with_parent()
    chosen = settings.read(os.environ)
    lines = log.start(chosen.log_format, chosen.log_level)
    container = Container(settings=chosen, log=lines)
    lock = container.data_dir().lock_for_worker()
    container.web().uploads.sweep_at_times()

    @asynccontextmanager
    async def at_work(_: Litestar) -> AsyncIterator[None]:
        crew = container.crew() if chosen.broker_url.is_embedded else None
        if crew:
            crew.start()
        container.web().client.begin()
        is_at_work()
        try:
            yield
        finally:
            container.web().client.stop()
            if crew:
                crew.stop()
            container.lanes().close()
            container.store().close()
            container.traces().close()
            container.memory().close()
            lock.close()
            lines.close()

    application = build(container.web(), [at_work])
    gc.collect()
    gc.freeze()  # what lives as long as the process is looked through no more: about a fifth off each request
    return application


def _end_with_parent() -> None:
    """End this process at once when its parent is gone: nothing must serve without whoever holds the lock."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, name="parent watch", daemon=True).start()
