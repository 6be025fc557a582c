"""What the two stores have to offer to each other, whatever they are."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from p2p_core.forum.categories.ports import Categories, CategoryReader
from p2p_core.forum.indexing.ports import SearchIndex, SourceReader
from p2p_core.forum.interventions.ports import InterventionReader, Interventions
from p2p_core.forum.mentions.ports import Mentions
from p2p_core.forum.moderation.ports import ReportReader, Reports
from p2p_core.forum.posts.ports import PostReader, Posts
from p2p_core.forum.reputation.model import Merit
from p2p_core.forum.search.ports import SearchReader
from p2p_core.forum.topics.ports import EditReader, Edits, Marks, TopicReader, Topics
from p2p_core.notifications.inbox.model import Kind, Likers, Listener
from p2p_core.shared.events import Event
from p2p_core.shared.ids import EventId, FileId, OrganizationId, PostId, TopicId, UserId
from p2p_core.shared.once import DoneRequests, Once
from p2p_core.shared.outbox import Outbox
from p2p_core.shared.transactions import Begin
from p2p_core.store import Store, StoreTransaction
from p2p_core.upkeep.ports import TaskReader, Tasks

Line = tuple[str, Merit, str, int]
"""Who earned, with what, for which topic or reply, how many points."""


class Aside(Protocol):
    """What a transaction of content asks and changes in the other store."""

    def organization_of(self, user_id: UserId) -> OrganizationId:
        """Where somebody is at home; raises ``NotFound``."""
        ...

    def shown_at(self, places: Collection[str]) -> Sequence[FileId]:
        """The files that are shown at any of these places."""
        ...

    def let_go(self, places: Collection[str], subjects: Collection[str], topics: Collection[str]) -> None:
        """What stood there is gone for good: its files, and what was told of these words, or topics."""
        ...

    def listeners(self, user_ids: Collection[UserId], kind: Kind) -> Sequence[Listener]:
        """These people, with what they said of this kind, by their ids."""
        ...


class Ledger(Protocol):
    """The ledger of reputation, beside the people whose it is."""

    def earn(self, user_id: UserId, merit: Merit, subject_id: str, topic_id: TopicId) -> None:
        """Add the line of something that is new."""
        ...

    def settle(self, topic_id: TopicId, subject_id: str | None, stands: Iterable[Line]) -> None:
        """Add the lines by which the ledger differs from what stands there now."""
        ...


class RestTransaction(StoreTransaction, Protocol):
    """A transaction of the store that keeps everything but content."""

    @property
    def aside(self) -> Aside:
        """What content asks and changes there."""
        ...

    @property
    def ledger(self) -> Ledger:
        """The ledger of reputation."""
        ...


class Rest(Store, Protocol):
    """The store that keeps everything but content."""

    @property
    def begin(self) -> Begin[RestTransaction]:
        """Opens a transaction."""
        ...

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call the listener after each transaction that published something."""
        ...

    def ping(self) -> None:
        """Raise ``Unavailable`` when nothing can be read."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class Standing(Protocol):
    """What reputation is given for."""

    def lines(self, topic_id: TopicId, subject_id: str | None) -> Sequence[Line]:
        """What one topic or reply gives, or a topic with all in it."""
        ...


class Followers(Protocol):
    """Whom there is to tell, by their ids."""

    def followers(self, topic_id: TopicId, behind: str, limit: int) -> Sequence[UserId]:
        """So many who follow a topic, by their ids, from behind one of them."""
        ...

    def likers(self, topic_id: TopicId, post_id: PostId | None, but: UserId, rather: UserId) -> Likers:
        """Who likes a reply, or a topic, but for one; named is rather this one, if they do."""
        ...


class ContentTransaction(Protocol):
    """A transaction of content."""

    @property
    def categories(self) -> Categories: ...
    @property
    def topics(self) -> Topics: ...
    @property
    def posts(self) -> Posts: ...
    @property
    def edits(self) -> Edits: ...
    @property
    def marks(self) -> Marks: ...
    @property
    def index(self) -> SearchIndex: ...
    @property
    def mentions(self) -> Mentions: ...
    @property
    def interventions(self) -> Interventions: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def standing(self) -> Standing: ...
    @property
    def followers(self) -> Followers: ...
    @property
    def done_requests(self) -> DoneRequests: ...
    @property
    def tasks(self) -> Tasks: ...
    def publish(self, event: Event) -> None: ...
    def begin_once(self, once: Once) -> None: ...
    def result(self, made: str) -> None: ...
    def must_be_answered(self) -> None: ...


class ContentOutbox(Outbox, Protocol):
    """The outbox of content."""

    def has(self, event_id: EventId) -> bool:
        """Whether the event was published here."""
        ...


class Content(Protocol):
    """The store that keeps content."""

    @property
    def begin(self) -> "BeginContent": ...
    @property
    def categories(self) -> CategoryReader: ...
    @property
    def topics(self) -> TopicReader: ...
    @property
    def posts(self) -> PostReader: ...
    @property
    def edits(self) -> EditReader: ...
    @property
    def hits(self) -> SearchReader: ...
    @property
    def sources(self) -> SourceReader: ...
    @property
    def reports(self) -> ReportReader: ...
    @property
    def interventions(self) -> InterventionReader: ...
    @property
    def outbox(self) -> ContentOutbox: ...
    @property
    def tasks(self) -> TaskReader: ...
    def on_commit(self, listener: Callable[[], None]) -> None: ...
    def ping(self) -> None: ...
    def close(self) -> None: ...


class BeginContent(Protocol):
    """Opens a transaction of content."""

    def __call__(self, aside: Aside) -> AbstractContextManager[ContentTransaction]:
        """The block, whose end is the commit."""
        ...
