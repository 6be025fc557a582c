"""What the store of content has to offer, whatever it is."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from adapters.split.across import ContentAgreement
from adapters.split.leaving import ContentErasure, ContentTraces
from p2p_core.dashboard.shapes import Written
from p2p_core.forum.categories.ports import Categories, CategoryReader
from p2p_core.forum.indexing.ports import SearchIndex, SourceReader
from p2p_core.forum.interventions.ports import InterventionReader, Interventions
from p2p_core.forum.mentions.ports import Mentions
from p2p_core.forum.moderation.ports import ReportReader, Reports
from p2p_core.forum.posts.ports import PostReader, Posts
from p2p_core.forum.reputation.model import Merit
from p2p_core.forum.search.ports import SearchReader
from p2p_core.forum.topics.ports import EditReader, Edits, Marks, TopicReader, Topics
from p2p_core.notifications.inbox.model import Likers
from p2p_core.own_data.ports import PersonalData
from p2p_core.shared.events import Event
from p2p_core.shared.ids import FileId, OrganizationId, PostId, TopicId, UserId
from p2p_core.shared.once import DoneRequests, Once
from p2p_core.shared.outbox import Outbox
from p2p_core.upkeep.ports import TaskReader, Tasks

Line = tuple[str, Merit, str, int]
"""Who earned, with what, for which topic or reply, how many points."""


class ContentAside(Protocol):
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


class ContentFigures(Protocol):
    """How much was written."""

    def topics(self, organization_id: OrganizationId, since: datetime) -> int:
        """An organization's topics from then on that aren't deleted."""
        ...

    def posts(self, author_ids: Collection[UserId], since: datetime) -> int:
        """These people's replies from then on that aren't deleted."""
        ...

    def network(self) -> Written:
        """What everybody may read."""
        ...


class Subjects(Protocol):
    """Topics and replies that people are told of."""

    def topics(
        self, organization_id: OrganizationId, topic_ids: Collection[str]
    ) -> Mapping[str, tuple[str, bool]]:
        """Those before which no wall stands for an organization's people: title, and whether deleted."""
        ...

    def there(self, post_ids: Collection[str]) -> Collection[str]:
        """Those replies that aren't deleted."""
        ...


class ContentTransaction(Protocol):
    """A transaction of content."""

    @property
    def categories(self) -> Categories:
        """Categories."""
        ...

    @property
    def topics(self) -> Topics:
        """Topics."""
        ...

    @property
    def posts(self) -> Posts:
        """Posts."""
        ...

    @property
    def edits(self) -> Edits:
        """Edits of people's words."""
        ...

    @property
    def marks(self) -> Marks:
        """What people did with topics."""
        ...

    @property
    def index(self) -> SearchIndex:
        """The words of topics and posts."""
        ...

    @property
    def mentions(self) -> Mentions:
        """Who was mentioned where."""
        ...

    @property
    def interventions(self) -> Interventions:
        """Interventions."""
        ...

    @property
    def reports(self) -> Reports:
        """Reports."""
        ...

    @property
    def standing(self) -> Standing:
        """What reputation is given for."""
        ...

    @property
    def followers(self) -> Followers:
        """Who follows and likes."""
        ...

    @property
    def erasure(self) -> ContentErasure:
        """Takes organizations away."""
        ...

    @property
    def done_requests(self) -> DoneRequests:
        """Requests that were done and may come again."""
        ...

    @property
    def tasks(self) -> Tasks:
        """Events that aren't finished."""
        ...

    @property
    def traces(self) -> ContentTraces:
        """What is kept of people."""
        ...

    def publish(self, event: Event) -> None:
        """Write the event to content's own outbox."""
        ...

    def begin_once(self, once: Once) -> None:
        """Be the one transaction that does this; raises ``Replayed`` or ``Conflict``."""
        ...

    def result(self, made: str) -> None:
        """Say which id the thing has that the operation made."""
        ...

    def owed(self) -> tuple[int, bytes]:
        """Its number, and all that it changed, so that it can be done again; nothing, if nothing was.

        Refuses an end in peace after an error, or without the result of what is done once.
        """
        ...


class BeginContent(Protocol):
    """Opens a transaction of content."""

    def __call__(self, aside: ContentAside) -> AbstractContextManager[ContentTransaction]:
        """The block, whose end is the commit."""
        ...


class Content(Protocol):
    """The store that keeps content."""

    @property
    def begin(self) -> BeginContent:
        """Opens a transaction."""
        ...

    @property
    def categories(self) -> CategoryReader:
        """Categories."""
        ...

    @property
    def topics(self) -> TopicReader:
        """Topics."""
        ...

    @property
    def posts(self) -> PostReader:
        """Posts."""
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
    def reports(self) -> ReportReader:
        """Reports."""
        ...

    @property
    def interventions(self) -> InterventionReader:
        """Interventions."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Events that wait for their reactions."""
        ...

    @property
    def tasks(self) -> TaskReader:
        """Events that aren't finished."""
        ...

    @property
    def personal_data(self) -> PersonalData:
        """What is kept of somebody."""
        ...

    @property
    def figures(self) -> ContentFigures:
        """How much was written."""
        ...

    @property
    def agreement(self) -> ContentAgreement:
        """What both have to agree on."""
        ...

    @property
    def subjects(self) -> Subjects:
        """What people are told of."""
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
