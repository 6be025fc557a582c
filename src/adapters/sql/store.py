"""Everything the platform keeps, in a SQL database: its transactions and its readers."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from sqlalchemy import literal, select

from adapters.sql.access_tokens import SqlAccessTokenReader
from adapters.sql.agreement import SqlAgreement
from adapters.sql.aside import SqlBeside
from adapters.sql.audit import SqlAuditReader
from adapters.sql.categories import SqlCategoryReader
from adapters.sql.devices import SqlDeviceReader
from adapters.sql.drafts import SqlDraftReader
from adapters.sql.edit_reader import SqlEditReader
from adapters.sql.email_changes import SqlEmailChangeReader
from adapters.sql.figures import SqlFigureReader
from adapters.sql.files import SqlFileReader
from adapters.sql.inbox_reader import SqlNotificationReader
from adapters.sql.index import SqlSources
from adapters.sql.invitations import SqlInvitationReader
from adapters.sql.mailbox import SqlMailbox
from adapters.sql.moderation import SqlInterventionReader, SqlReportReader
from adapters.sql.organizations import SqlOrganizationReader
from adapters.sql.outbox import SqlOutbox, SqlReactions
from adapters.sql.own_data import SqlErasureWishReader, SqlExportReader
from adapters.sql.password_resets import SqlPasswordResetReader
from adapters.sql.people_reader import SqlMemberReader
from adapters.sql.personal import SqlPersonalData
from adapters.sql.registrations import SqlRegistrationReader
from adapters.sql.remembered import Remembered
from adapters.sql.schedules import SqlScheduleReader
from adapters.sql.search_reader import SqlSearchReader
from adapters.sql.sessions import SqlSessionReader
from adapters.sql.statements import Hook, Reads, Statement
from adapters.sql.tasks import SqlTaskReader
from adapters.sql.thread_reader import SqlPostReader
from adapters.sql.told import SqlTold
from adapters.sql.topic_reader import SqlTopicReader
from adapters.sql.transaction import SqlTransaction
from adapters.sql.users import SqlUserReader
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from p2p_core.shared.once import Once

_PING = Statement(select(literal(1)))


class Writer(Protocol):
    """Hands out transactions."""

    def begin(self) -> AbstractContextManager[SqlTransaction]:
        """A transaction; leaving the block makes it durable and visible, an error takes it back."""
        ...

    def close(self) -> None:
        """Finish what is under way; whoever comes later is told no."""
        ...


class ClosableReads(Reads, Protocol):
    """Queries on connections that can be let go of."""

    def edition(self) -> int | None:
        """A number that every commit changes; none where asking costs as much as a query."""
        ...

    def close(self) -> None:
        """Let go of the connections."""
        ...


class Listeners:
    """Those who want to hear of each commit that published something: relays that wait for events."""

    def __init__(self) -> None:
        self._hooks: list[Hook] = []

    def add(self, listener: Hook) -> None:
        """Call the listener from now on."""
        self._hooks.append(listener)

    def tell(self) -> None:
        """Something was published."""
        for hook in self._hooks:
            hook()


class SqlStore:
    """A store whose promises hold through crashes; a kind of database adds how it is reached."""

    def __init__(
        self,
        writer: Writer,
        reads: ClosableReads,
        listeners: Listeners,
        remembered: Remembered,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._writer = writer
        self._reads = reads
        self.on_commit = listeners.add
        self.organizations = SqlOrganizationReader(reads)
        self.users = SqlUserReader(reads)
        self.members = SqlMemberReader(reads)
        self.beside, self.told, self.agreement = SqlBeside(reads), SqlTold(reads), SqlAgreement(reads)
        self.figures = SqlFigureReader(reads)
        self.registrations = SqlRegistrationReader(reads)
        self.invitations = SqlInvitationReader(reads)
        self.sessions = SqlSessionReader(reads, remembered.recent)
        self.devices = SqlDeviceReader(reads)
        self.password_resets = SqlPasswordResetReader(reads)
        self.email_changes = SqlEmailChangeReader(reads)
        self.access_tokens = SqlAccessTokenReader(reads)
        self.audit = SqlAuditReader(reads)
        self.exports = SqlExportReader(reads)
        self.erasure_wishes = SqlErasureWishReader(reads)
        self.personal_data = SqlPersonalData(reads)
        self._read_forum(reads, remembered)
        self.notifications = SqlNotificationReader(reads)
        self.files = SqlFileReader(reads)
        self.drafts = SqlDraftReader(reads)
        self.reactions = SqlReactions(reads)
        self.tasks = SqlTaskReader(reads)
        self.schedules = SqlScheduleReader(reads)
        self.outbox = SqlOutbox(self.begin, reads)
        self.mailbox = SqlMailbox(self.begin, reads, clock, ids)

    def _read_forum(self, reads: Reads, remembered: Remembered) -> None:
        self.categories = remembered.categories(SqlCategoryReader(reads))
        self.topics = SqlTopicReader(reads)
        self.posts = SqlPostReader(reads)
        self.edits = SqlEditReader(reads)
        self.hits = SqlSearchReader(reads)
        self.sources = SqlSources(reads)
        self.reports = SqlReportReader(reads)
        self.interventions = SqlInterventionReader(reads)

    def begin(self, once: Once | None = None) -> AbstractContextManager[SqlTransaction]:
        """A transaction; leaving the block makes it durable and visible, an error takes it back."""
        return self._writer.begin() if once is None else self._begin_once(once)

    begin_content = begin

    @contextmanager
    def _begin_once(self, once: Once) -> Iterator[SqlTransaction]:
        with self._writer.begin() as tx:
            tx.begin_once(once)
            yield tx
            tx.must_be_answered()

    def edition(self) -> int | None:
        """A number that every commit changes, whoever made it; none where asking costs as much as a query."""
        return self._reads.edition()

    def ping(self) -> None:
        """Raise ``Unavailable`` when nothing can be read."""
        self._reads.rows(_PING)

    def close(self) -> None:
        """Finish what is under way and let go of the database."""
        self._reads.close()
        self._writer.close()
