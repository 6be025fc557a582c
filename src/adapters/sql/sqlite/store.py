"""Everything the platform keeps, in one SQLite file."""

from contextlib import AbstractContextManager
from functools import partial
from logging import getLogger
from pathlib import Path

from sqlalchemy import literal, select

from adapters.sql.categories import SqlCategoryReader
from adapters.sql.mailbox import SqlMailbox
from adapters.sql.organizations import SqlOrganizationReader
from adapters.sql.outbox import SqlOutbox, SqlReactions
from adapters.sql.registrations import SqlRegistrationReader
from adapters.sql.sessions import SqlSessionReader
from adapters.sql.sqlite.connections import BUSY_TIMEOUT, SqliteReads, open_for_writing
from adapters.sql.sqlite.place import Place
from adapters.sql.sqlite.writer import SqliteWriter
from adapters.sql.statements import Hook, Statement
from adapters.sql.thread_reader import SqlPostReader
from adapters.sql.topic_reader import SqlTopicReader
from adapters.sql.transaction import SqlTransaction
from adapters.sql.users import SqlUserReader
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids

_PING = Statement(select(literal(1)))

_log = getLogger(__name__)


class SqliteStore:
    """A store whose promises hold through crashes: what a left block wrote is on the disk."""

    def __init__(self, path: Path, clock: Clock, ids: Ids, busy_timeout: float = BUSY_TIMEOUT) -> None:
        """Open a file whose schema is current: ``migrate`` creates and updates it."""
        self._listeners: list[Hook] = []
        self._place = place = Place(path)
        self._writer = SqliteWriter(
            connect=partial(open_for_writing, path, busy_timeout),
            transaction=lambda block: SqlTransaction(block, clock, ids),
            on_events=self._tell,
            must_hold=place.must_hold,
        )
        self._reads = reads = SqliteReads(path, busy_timeout)
        self.organizations = SqlOrganizationReader(reads)
        self.users = SqlUserReader(reads)
        self.registrations = SqlRegistrationReader(reads)
        self.sessions = SqlSessionReader(reads)
        self.categories = SqlCategoryReader(reads)
        self.topics = SqlTopicReader(reads)
        self.posts = SqlPostReader(reads)
        self.reactions = SqlReactions(reads)
        self.outbox = SqlOutbox(self.begin, reads)
        self.mailbox = SqlMailbox(self.begin, reads, clock, ids)

    def begin(self) -> AbstractContextManager[SqlTransaction]:
        """A transaction; leaving the block makes it durable and visible, an error takes it back."""
        return self._writer.begin()

    def on_commit(self, listener: Hook) -> None:
        """Call the listener after each commit that published something, for a relay that waits for events."""
        self._listeners.append(listener)

    def ping(self) -> None:
        """Raise ``Unavailable`` when the file can't be read, or isn't the one that was opened."""
        self._place.must_hold()
        self._reads.rows(_PING)

    def close(self) -> None:
        """Finish what is under way and let go of the file."""
        self._reads.close()
        self._writer.close()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
