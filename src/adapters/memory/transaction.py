"""One operation's view of the tables in memory."""

from collections.abc import Callable

from adapters.memory.attempts import MemoryTallies
from adapters.memory.audit import MemoryAuditLog
from adapters.memory.blocked import MemoryBlocks
from adapters.memory.credentials import (
    MemoryAccessTokens,
    MemoryEmailChanges,
    MemoryPasswordResets,
)
from adapters.memory.doors import MemoryChallenges, MemoryDevices, MemorySecondFactors
from adapters.memory.drafts import MemoryDrafts
from adapters.memory.files import MemoryFiles
from adapters.memory.forum_transaction import ForumTransaction
from adapters.memory.identity import (
    MemoryOrganizations,
    MemoryRegistrations,
    MemorySessions,
    MemoryUsers,
)
from adapters.memory.invitations import MemoryInvitations
from adapters.memory.once import Claim, MemoryDoneRequests
from adapters.memory.outbox import recorded
from adapters.memory.own_data import (
    MemoryErasureWishes,
    MemoryExports,
)
from adapters.memory.reputation import MemoryReputation
from adapters.memory.tables import Tables, Waiting
from adapters.memory.traces import MemoryTraces
from adapters.memory.upkeep import MemorySchedules, MemoryTasks
from p2p_core.shared.audit import Deed, entry_of
from p2p_core.shared.cause import CAUSE
from p2p_core.shared.clock import Clock
from p2p_core.shared.events import Event
from p2p_core.shared.ids import AuditId, EventId, Ids
from p2p_core.shared.once import Once


class MemoryTransaction(ForumTransaction):
    """One operation's view of the tables; useless once the block is left."""

    def __init__(self, tables: Tables, clock: Clock, ids: Ids) -> None:
        self._tables: Tables | None = tables
        self._clock = clock
        self._ids = ids
        self.hooks: list[Callable[[], None]] = []
        self._claim: Claim | None = None
        self._is_answered = True

    @property
    def organizations(self) -> MemoryOrganizations:
        """Organizations."""
        return MemoryOrganizations(self._open())

    @property
    def users(self) -> MemoryUsers:
        """Accounts."""
        return MemoryUsers(self._open())

    @property
    def blocks(self) -> MemoryBlocks:
        """Who blocks whom."""
        return MemoryBlocks(self._open())

    @property
    def registrations(self) -> MemoryRegistrations:
        """Pending and ended registrations."""
        return MemoryRegistrations(self._open())

    @property
    def invitations(self) -> MemoryInvitations:
        """Invitations."""
        return MemoryInvitations(self._open())

    @property
    def sessions(self) -> MemorySessions:
        """Sessions."""
        return MemorySessions(self._open())

    @property
    def tallies(self) -> MemoryTallies:
        """Counts of attempts."""
        return MemoryTallies(self._open())

    @property
    def devices(self) -> MemoryDevices:
        """Devices."""
        return MemoryDevices(self._open())

    @property
    def second_factors(self) -> MemorySecondFactors:
        """Second factors."""
        return MemorySecondFactors(self._open())

    @property
    def challenges(self) -> MemoryChallenges:
        """Sign-ins that wait for a code."""
        return MemoryChallenges(self._open())

    @property
    def password_resets(self) -> MemoryPasswordResets:
        """Requests for new passwords."""
        return MemoryPasswordResets(self._open())

    @property
    def email_changes(self) -> MemoryEmailChanges:
        """Wishes for other addresses."""
        return MemoryEmailChanges(self._open())

    @property
    def access_tokens(self) -> MemoryAccessTokens:
        """Access tokens."""
        return MemoryAccessTokens(self._open())

    @property
    def done_requests(self) -> MemoryDoneRequests:
        """Requests that were done and may come again."""
        return MemoryDoneRequests(self._open())

    @property
    def tasks(self) -> MemoryTasks:
        """Events that aren't finished, and those that are."""
        return MemoryTasks(self._open())

    @property
    def audit(self) -> MemoryAuditLog:
        """Who did what."""
        return MemoryAuditLog(self._open())

    @property
    def exports(self) -> MemoryExports:
        """Exports."""
        return MemoryExports(self._open())

    @property
    def erasure_wishes(self) -> MemoryErasureWishes:
        """Wishes to be erased."""
        return MemoryErasureWishes(self._open())

    @property
    def traces(self) -> MemoryTraces:
        """Everything that is kept of people."""
        return MemoryTraces(self._open(), self._clock, self._ids)

    @property
    def schedules(self) -> MemorySchedules:
        """Schedules."""
        return MemorySchedules(self._open())

    @property
    def files(self) -> MemoryFiles:
        """Files."""
        return MemoryFiles(self._open())

    @property
    def reputation(self) -> MemoryReputation:
        """The ledger of reputation."""
        return MemoryReputation(self._open(), self._clock, self._ids)

    @property
    def drafts(self) -> MemoryDrafts:
        """Drafts."""
        return MemoryDrafts(self._open())

    def publish(self, event: Event) -> None:
        """Write the event to the outbox, in this same transaction."""
        now = self._clock.now()
        event_id = self._ids.new()
        waiting = Waiting(id=event_id, event=event, happened_at=now, due_at=now, cause=CAUSE.get())
        self._open().outbox.put(event_id, waiting)

    def record(self, deed: Deed) -> None:
        """Write down who did what, in this same transaction."""
        entry = entry_of(deed, AuditId(self._ids.new()), self._clock.now())
        self._open().audit.put(entry.id, entry)

    def first_time(self, event_id: EventId, reaction: str) -> bool:
        """Record that the reaction to the event happens here; false when it happened before."""
        return recorded(self._open(), event_id, reaction)

    def begin_once(self, once: Once) -> None:
        """Be the one transaction that does this; raises ``Replayed`` or ``Conflict`` where another was."""
        self._claim, self._is_answered = Claim(self._open(), once, self._clock.now()), False

    def result(self, made: str) -> None:
        """What the operation made, for a request that may come again."""
        self._is_answered = True
        if self._claim:
            self._claim.keep(made)

    def must_be_answered(self) -> None:
        """Refuse an end in peace without a result: a repeat would find nothing to answer with."""
        if not self._is_answered:
            message = "an operation that is done once has to say what it made: tx.result(id)"
            raise RuntimeError(message)

    def after_commit(self, hook: Callable[[], None]) -> None:
        """Call the hook once the block is left without an error."""
        self._open()
        self.hooks.append(hook)

    def close(self) -> None:
        """Let go of the tables: what a finished operation kept can't reach them."""
        self._tables = None

    def _open(self) -> Tables:
        if self._tables is None:
            message = "this transaction is over"
            raise RuntimeError(message)
        return self._tables
