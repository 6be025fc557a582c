"""A store that keeps everything the platform has: what it must offer to the domain as a whole."""

from typing import Protocol

from p2p_core.audit.ports import AuditReader
from p2p_core.dashboard.ports import FigureReader
from p2p_core.drafts.ports import DraftReader, DraftTransaction
from p2p_core.files.ports import FileReader
from p2p_core.forum.categories.ports import CategoryReader
from p2p_core.forum.indexing.ports import SourceReader
from p2p_core.forum.interventions.ports import InterventionReader
from p2p_core.forum.moderation.ports import ModerationTransaction, ReportReader
from p2p_core.forum.posts.ports import PostReader
from p2p_core.forum.search.ports import SearchReader
from p2p_core.forum.topics.ports import EditReader, TopicReader
from p2p_core.identity.blocks.ports import BlockTransaction
from p2p_core.identity.joining.ports import JoiningTransaction
from p2p_core.identity.ports import IdentityStore
from p2p_core.notifications.inbox.ports import InboxTransaction, NotificationReader
from p2p_core.own_data.ports import ErasureWishReader, ExportReader, OwnDataTransaction, PersonalData
from p2p_core.shared.outbox import Outbox
from p2p_core.shared.transactions import Begin, Reactions
from p2p_core.upkeep.ports import RetentionTransaction, ScheduleReader, ScheduleTransaction, TaskReader


class StoreTransaction(
    BlockTransaction,
    DraftTransaction,
    JoiningTransaction,
    ModerationTransaction,
    RetentionTransaction,
    OwnDataTransaction,
    InboxTransaction,
    ScheduleTransaction,
    Protocol,
):
    """A transaction of a store that keeps everything."""


class Store(IdentityStore, Protocol):
    """A store that keeps everything: its transactions and its readers."""

    @property
    def begin(self) -> Begin[StoreTransaction]:
        """Opens a transaction."""
        ...

    @property
    def begin_content(self) -> Begin[StoreTransaction]:
        """The same for what changes the forum, which may be kept elsewhere: there it begins."""
        ...

    @property
    def figures(self) -> FigureReader:
        """Figures."""
        ...

    @property
    def audit(self) -> AuditReader:
        """Who did what, as it is shown."""
        ...

    @property
    def exports(self) -> ExportReader:
        """Exports of people's data."""
        ...

    @property
    def erasure_wishes(self) -> ErasureWishReader:
        """Wishes to be erased."""
        ...

    @property
    def personal_data(self) -> PersonalData:
        """Everything that is kept of somebody."""
        ...

    @property
    def categories(self) -> CategoryReader:
        """Categories as they are shown."""
        ...

    @property
    def topics(self) -> TopicReader:
        """Topics as they are shown."""
        ...

    @property
    def posts(self) -> PostReader:
        """Posts as they are shown."""
        ...

    @property
    def edits(self) -> EditReader:
        """Edits of people's words."""
        ...

    @property
    def hits(self) -> SearchReader:
        """Topics and posts by their words."""
        ...

    @property
    def sources(self) -> SourceReader:
        """What the index is made of."""
        ...

    @property
    def notifications(self) -> NotificationReader:
        """Notifications as they are shown."""
        ...

    @property
    def files(self) -> FileReader:
        """Files as they are shown."""
        ...

    @property
    def reports(self) -> ReportReader:
        """Reports as they are shown."""
        ...

    @property
    def interventions(self) -> InterventionReader:
        """What was done with people's words, and why."""
        ...

    @property
    def drafts(self) -> DraftReader:
        """Drafts as their authors see them."""
        ...

    @property
    def reactions(self) -> Reactions:
        """Which reactions have happened."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Events that wait for their reactions."""
        ...

    @property
    def tasks(self) -> TaskReader:
        """The same as they are looked over."""
        ...

    @property
    def schedules(self) -> ScheduleReader:
        """What is done by the clock."""
        ...
