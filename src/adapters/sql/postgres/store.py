"""Everything the platform keeps, in a PostgreSQL database."""

from adapters.sql.postgres.connections import PATIENCE, Connections, PostgresReads
from adapters.sql.postgres.windows import Windows
from adapters.sql.postgres.writer import PostgresWriter
from adapters.sql.recent import RecentSessions
from adapters.sql.remembered import Remembered
from adapters.sql.search_reader import SqlSearchReader
from adapters.sql.store import Listeners, SqlStore
from adapters.sql.transaction import SqlTransaction
from p2p_core.shared.cache import Cache
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids

READERS, WRITERS = 4, 16
"""Connections for reading and for writing, in each process: readers mostly compute, writers mostly wait."""


class PostgresStore(SqlStore):
    """A store whose promises the server keeps: what a left block wrote is on its disk."""

    def __init__(
        self, url: str, clock: Clock, ids: Ids, patience: float = PATIENCE, cache: Cache | None = None
    ) -> None:
        """Use a database whose schema is current: ``migrate`` creates and updates it."""
        listeners, remembered = Listeners(), Remembered(RecentSessions(), cache)
        writer = PostgresWriter(
            Connections(url, WRITERS, patience),
            transaction=lambda block: SqlTransaction(block, clock, ids, remembered),
            on_events=listeners.tell,
        )
        reads = PostgresReads(Connections(url, READERS, patience))
        super().__init__(writer, reads, listeners, remembered, clock, ids)
        self.hits = SqlSearchReader(reads, Windows(reads).near)
