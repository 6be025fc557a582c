"""One operation's transaction in SQL: every aggregate of every slice, the outbox and the reactions."""

from sqlalchemy import bindparam, insert

from adapters.sql.access_tokens import SqlAccessTokens
from adapters.sql.aside import SqlAside
from adapters.sql.audit import ENTRY, SqlAuditLog
from adapters.sql.block import Block
from adapters.sql.blocked import SqlBlocks
from adapters.sql.categories import SqlCategories
from adapters.sql.devices import SqlDevices
from adapters.sql.dialects import insert_if_absent
from adapters.sql.drafts import SqlDrafts
from adapters.sql.email_changes import SqlEmailChanges
from adapters.sql.files import SqlFiles
from adapters.sql.inbox import SqlAudience, SqlNotifications, SqlPreferences
from adapters.sql.index import SqlIndex
from adapters.sql.invitations import SqlInvitations
from adapters.sql.ledger import SqlLedger
from adapters.sql.marks import SqlMarks
from adapters.sql.mentions import SqlMentions
from adapters.sql.moderation import SqlInterventions, SqlReports
from adapters.sql.once import Claim, SqlDoneRequests
from adapters.sql.organizations import SqlOrganizations
from adapters.sql.own_data import SqlErasureWishes, SqlExports
from adapters.sql.password_resets import SqlPasswordResets
from adapters.sql.posts import SqlEdits, SqlPosts
from adapters.sql.registrations import SqlRegistrations
from adapters.sql.remembered import Remembered
from adapters.sql.reputation import SqlReputation
from adapters.sql.schedules import SqlSchedules
from adapters.sql.second_factors import SqlChallenges, SqlSecondFactors
from adapters.sql.sessions import SqlSessions
from adapters.sql.statements import Hook, Statement, Writes
from adapters.sql.tables.events import outbox, reactions
from adapters.sql.tallies import SqlTallies
from adapters.sql.tasks import SqlTasks
from adapters.sql.topics import SqlTopics
from adapters.sql.traces import SqlTraces
from adapters.sql.users import SqlUsers
from p2p_core.shared.audit import Deed, entry_of
from p2p_core.shared.cause import CAUSE
from p2p_core.shared.clock import Clock
from p2p_core.shared.events import Event, to_fields
from p2p_core.shared.ids import AuditId, EventId, Ids
from p2p_core.shared.once import Once

_PUBLISH = Statement(insert(outbox))
_REACTION = {column.name: bindparam(column.name, type_=column.type) for column in reactions.c}
_FIRST_TIME = Statement(insert_if_absent(reactions, _REACTION, "event_id", "reaction"))


class SqlTransaction:
    """What an operation reads and changes; the block it belongs to ends it."""

    def __init__(self, block: Block, clock: Clock, ids: Ids, remembered: Remembered) -> None:
        self.writes: Writes = block
        self._recent = remembered.recent
        block.after_commit(lambda: remembered.heed(block))
        self._clock = clock
        self._ids = ids
        self._claim: Claim | None = None
        self._is_answered = True

    @property
    def organizations(self) -> SqlOrganizations:
        """Organizations."""
        return SqlOrganizations(self.writes)

    @property
    def users(self) -> SqlUsers:
        """Accounts."""
        return SqlUsers(self.writes)

    @property
    def blocks(self) -> SqlBlocks:
        """Who blocks whom."""
        return SqlBlocks(self.writes)

    @property
    def registrations(self) -> SqlRegistrations:
        """Pending and ended registrations."""
        return SqlRegistrations(self.writes)

    @property
    def invitations(self) -> SqlInvitations:
        """Invitations."""
        return SqlInvitations(self.writes)

    @property
    def sessions(self) -> SqlSessions:
        """Sessions."""
        return SqlSessions(self.writes, self._recent)

    @property
    def tallies(self) -> SqlTallies:
        """Counts of attempts."""
        return SqlTallies(self.writes)

    @property
    def devices(self) -> SqlDevices:
        """Devices."""
        return SqlDevices(self.writes)

    @property
    def second_factors(self) -> SqlSecondFactors:
        """Second factors."""
        return SqlSecondFactors(self.writes)

    @property
    def challenges(self) -> SqlChallenges:
        """Sign-ins that wait for a code."""
        return SqlChallenges(self.writes)

    @property
    def password_resets(self) -> SqlPasswordResets:
        """Requests for new passwords."""
        return SqlPasswordResets(self.writes)

    @property
    def email_changes(self) -> SqlEmailChanges:
        """Wishes for other addresses."""
        return SqlEmailChanges(self.writes)

    @property
    def access_tokens(self) -> SqlAccessTokens:
        """Access tokens."""
        return SqlAccessTokens(self.writes)

    @property
    def categories(self) -> SqlCategories:
        """Categories."""
        return SqlCategories(self.writes)

    @property
    def topics(self) -> SqlTopics:
        """Topics."""
        return SqlTopics(self.writes)

    @property
    def posts(self) -> SqlPosts:
        """Posts."""
        return SqlPosts(self.writes)

    @property
    def index(self) -> SqlIndex:
        """The words of topics and posts."""
        return SqlIndex(self.writes)

    @property
    def edits(self) -> SqlEdits:
        """Edits of people's words."""
        return SqlEdits(self.writes)

    @property
    def marks(self) -> SqlMarks:
        """What people did with topics."""
        return SqlMarks(self.writes)

    @property
    def reputation(self) -> SqlReputation:
        """The ledger of reputation."""
        return SqlReputation(self.writes, self._clock, self._ids)

    @property
    def ledger(self) -> SqlLedger:
        """The same where content is kept elsewhere."""
        return SqlLedger(self.writes, self._clock, self._ids)

    @property
    def aside(self) -> SqlAside:
        """What such content asks and changes here."""
        return SqlAside(self.writes, self._clock, self._ids)

    @property
    def mentions(self) -> SqlMentions:
        """Who was mentioned where."""
        return SqlMentions(self.writes)

    @property
    def interventions(self) -> SqlInterventions:
        """Interventions."""
        return SqlInterventions(self.writes)

    @property
    def reports(self) -> SqlReports:
        """Reports."""
        return SqlReports(self.writes)

    @property
    def done_requests(self) -> SqlDoneRequests:
        """Requests that were done and may come again."""
        return SqlDoneRequests(self.writes)

    @property
    def tasks(self) -> SqlTasks:
        """Events that aren't finished, and those that are."""
        return SqlTasks(self.writes)

    @property
    def audit(self) -> SqlAuditLog:
        """Who did what."""
        return SqlAuditLog(self.writes)

    @property
    def exports(self) -> SqlExports:
        """Exports."""
        return SqlExports(self.writes)

    @property
    def erasure_wishes(self) -> SqlErasureWishes:
        """Wishes to be erased."""
        return SqlErasureWishes(self.writes)

    @property
    def traces(self) -> SqlTraces:
        """Everything that is kept of people."""
        return SqlTraces(self.writes, self._clock, self._ids)

    @property
    def schedules(self) -> SqlSchedules:
        """Schedules."""
        return SqlSchedules(self.writes)

    @property
    def notifications(self) -> SqlNotifications:
        """Notifications."""
        return SqlNotifications(self.writes)

    @property
    def notification_preferences(self) -> SqlPreferences:
        """What people want to be told."""
        return SqlPreferences(self.writes)

    @property
    def audience(self) -> SqlAudience:
        """Whom there is to tell."""
        return SqlAudience(self.writes)

    @property
    def files(self) -> SqlFiles:
        """Files."""
        return SqlFiles(self.writes)

    @property
    def drafts(self) -> SqlDrafts:
        """Drafts."""
        return SqlDrafts(self.writes)

    def publish(self, event: Event) -> None:
        """Write the event to the outbox, in this same transaction."""
        now = self._clock.now()
        self.writes.has_events = True
        self.writes.run(
            _PUBLISH,
            id=self._ids.new(),
            aggregate=event.aggregate,
            name=type(event).__name__,
            body=to_fields(event),
            happened_at=now,
            due_at=now,
            attempts=0,
            leased_until=None,
            finished_at=None,
            buried_at=None,
            reason="",
            cause=CAUSE.get(),
            worker=None,
            lost=0,
        )

    def record(self, deed: Deed) -> None:
        """Write down who did what, in this same transaction."""
        ENTRY.add(self.writes, entry_of(deed, AuditId(self._ids.new()), self._clock.now()))

    def first_time(self, event_id: EventId, reaction: str) -> bool:
        """Record that the reaction to the event happens here; false when it happened before."""
        values = {"event_id": event_id, "reaction": reaction, "happened_at": self._clock.now()}
        return self.writes.run(_FIRST_TIME, **values) == 1

    def begin_once(self, once: Once) -> None:
        """Be the one transaction that does this; raises ``Replayed`` or ``Conflict`` where another was."""
        self._claim, self._is_answered = Claim(self.writes, once, self._clock.now()), False

    def result(self, made: str) -> None:
        """What the operation made, for a request that may come again."""
        self._is_answered = True
        if self._claim:
            self._claim.keep(made)

    def must_be_answered(self) -> None:
        """Refuse an end in peace without a result: a repeat would find nothing to answer with."""
        if not self._is_answered:
            raise RuntimeError("an operation that is done once has to say what it made: tx.result(id)")

    def after_commit(self, hook: Hook) -> None:
        """Call the hook once everything is durable; never if it isn't."""
        self.writes.after_commit(hook)
