"""Everything the platform keeps, in one SQLite file."""

from functools import partial
from pathlib import Path

from adapters.sql.recent import RecentSessions
from adapters.sql.remembered import Remembered
from adapters.sql.sqlite.connections import BUSY_TIMEOUT, SqliteReads, open_for_writing
from adapters.sql.sqlite.place import Place
from adapters.sql.sqlite.writer import SqliteWriter
from adapters.sql.store import Listeners, SqlStore
from adapters.sql.transaction import SqlTransaction
from p2p_core.shared.cache import Cache
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids


class SqliteStore(SqlStore):
    """A store whose promises hold through crashes: what a left block wrote is on the disk."""

    def __init__(
        self,
        path: Path,
        clock: Clock,
        ids: Ids,
        busy_timeout: float = BUSY_TIMEOUT,
        cache: Cache | None = None,
    ) -> None:
        """Open a file whose schema is current: ``migrate`` creates and updates it."""
        listeners, remembered = Listeners(), Remembered(RecentSessions(), cache)
        self._place = place = Place(path)
        writer = SqliteWriter(
            connect=partial(open_for_writing, path, busy_timeout),
            transaction=lambda block: SqlTransaction(block, clock, ids, remembered),
            on_events=listeners.tell,
            must_hold=place.must_hold,
        )
        super().__init__(writer, SqliteReads(path, busy_timeout), listeners, remembered, clock, ids)

    def ping(self) -> None:
        """Raise ``Unavailable`` when the file can't be read, or isn't the one that was opened."""
        self._place.must_hold()
        super().ping()
