"""A store in memory: real transactions with copies, undo and one file for all, and nothing on disk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from adapters.memory.audit import MemoryAuditReader
from adapters.memory.credentials import (
    MemoryAccessTokenReader,
    MemoryEmailChangeReader,
    MemoryPasswordResetReader,
)
from adapters.memory.doors import MemoryDeviceReader
from adapters.memory.drafts import MemoryDraftReader
from adapters.memory.erasure import MemoryErasure
from adapters.memory.figures import MemoryFigureReader
from adapters.memory.files import MemoryFileReader
from adapters.memory.forum_readers import MemoryCategoryReader, MemoryEditReader, MemoryTopicReader
from adapters.memory.identity_readers import (
    MemoryOrganizationReader,
    MemoryRegistrationReader,
    MemorySessionReader,
    MemoryUserReader,
)
from adapters.memory.inbox_reader import MemoryNotificationReader
from adapters.memory.index import MemorySearchReader, MemorySources
from adapters.memory.inspections import MemoryInspections
from adapters.memory.invitations import MemoryInvitationReader
from adapters.memory.moderation import MemoryInterventionReader, MemoryReportReader
from adapters.memory.outbox import MemoryOutbox, MemoryReactions
from adapters.memory.own_data import (
    MemoryErasureWishReader,
    MemoryExportReader,
    MemoryPersonalData,
)
from adapters.memory.people_readers import MemoryMemberReader
from adapters.memory.tables import Tables
from adapters.memory.thread_reader import MemoryPostReader
from adapters.memory.transaction import MemoryTransaction
from adapters.memory.upkeep import MemoryScheduleReader, MemoryTaskReader
from adapters.turn import Turn
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from p2p_core.shared.once import Once


class MemoryStore:
    """Everything the platform keeps, for programs that embed it, demonstrations and tests."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._turn = Turn()
        self._tables = Tables()
        self._listeners: list[Callable[[], None]] = []
        self.organizations = MemoryOrganizationReader(self._work)
        self.users = MemoryUserReader(self._work)
        self.members = MemoryMemberReader(self._work)
        self.figures = MemoryFigureReader(self._work)
        self.registrations = MemoryRegistrationReader(self._work)
        self.invitations = MemoryInvitationReader(self._work)
        self.sessions = MemorySessionReader(self._work)
        self.devices = MemoryDeviceReader(self._work)
        self.password_resets = MemoryPasswordResetReader(self._work)
        self.email_changes = MemoryEmailChangeReader(self._work)
        self.access_tokens = MemoryAccessTokenReader(self._work)
        self.audit = MemoryAuditReader(self._work)
        self.exports = MemoryExportReader(self._work)
        self.erasure_wishes = MemoryErasureWishReader(self._work)
        self.personal_data = MemoryPersonalData(self._work)
        self.categories = MemoryCategoryReader(self._work)
        self.topics = MemoryTopicReader(self._work)
        self.posts = MemoryPostReader(self._work)
        self.edits = MemoryEditReader(self._work)
        self.hits = MemorySearchReader(self._work)
        self.sources = MemorySources(self._work)
        self.notifications = MemoryNotificationReader(self._work)
        self.files = MemoryFileReader(self._work)
        self.reports = MemoryReportReader(self._work)
        self.interventions = MemoryInterventionReader(self._work)
        self.drafts = MemoryDraftReader(self._work)
        self.outbox = MemoryOutbox(self._work)
        self.reactions = MemoryReactions(self._work)
        self.tasks = MemoryTaskReader(self._work)
        self.schedules = MemoryScheduleReader(self._work)
        self.erasure = MemoryErasure(self._work, clock, ids)
        self.inspections = MemoryInspections(self._work)

    @contextmanager
    def begin(self, once: Once | None = None) -> Iterator[MemoryTransaction]:
        """A transaction; leaving the block makes it visible to everybody, an error takes it back."""
        with self._work() as tables:
            tx = MemoryTransaction(tables, self._clock, self._ids)
            try:
                if once:
                    tx.begin_once(once)
                yield tx
                tx.must_be_answered()
            finally:
                tx.close()
        for hook in [*tx.hooks, *self._listeners]:
            hook()

    begin_content = begin

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call the listener after each transaction, for a relay that waits for events."""
        self._listeners.append(listener)

    def ping(self) -> None:
        """Nothing can be wrong with a store in memory."""

    @contextmanager
    def _work(self) -> Iterator[Tables]:
        """The tables, for one at a time; readers wait in the same line as writers."""
        self._turn.take()
        try:
            yield self._tables
            self._tables.journal.forget()
        except BaseException:
            self._tables.journal.undo()
            raise
        finally:
            self._turn.pass_on()
