"""What topics need from a store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from p2p_core.drafts.ports import PublishingTransaction
from p2p_core.files.ports import FileTransaction
from p2p_core.forum.categories.ports import Categories
from p2p_core.forum.indexing.ports import IndexTransaction
from p2p_core.forum.interventions.ports import InterventionTransaction
from p2p_core.forum.mentions.ports import MentionTransaction
from p2p_core.forum.reputation.ports import ReputationTransaction
from p2p_core.forum.topics.model import Edit, Topic
from p2p_core.forum.topics.shapes import EditQuery, KeptEdit, TopicDetails, TopicQuery, TopicSummary
from p2p_core.shared.actor import Actor
from p2p_core.shared.asking import Asked
from p2p_core.shared.ids import FileId, PostId, TopicId, UserId
from p2p_core.shared.pages import Page


class Topics(Protocol):
    """Topics within a transaction."""

    def get(self, topic_id: TopicId) -> Topic:
        """The topic, a deleted one too; nobody else changes it or its replies until the transaction ends.

        Raises ``NotFound``.
        """
        ...

    def hold(self, topic_id: TopicId) -> bool:
        """Hold it in the same way without looking at it; false when it isn't there."""
        ...

    def add(self, topic: Topic) -> None:
        """Store a new one."""
        ...

    def reply_added(self, topic_id: TopicId, post_id: PostId, now: datetime) -> int:
        """Count one more reply and move the last activity on, atomically; answers with its number."""
        ...

    def save(self, topic: Topic) -> None:
        """Store a changed one and raise its version; raises ``Stale`` if somebody was faster."""
        ...

    def keep_standing(self, topic: Topic) -> None:
        """Store what nobody edits: counts of what people did, the best answer, whether it is deleted."""
        ...

    def replies_changed(self, topic_id: TopicId, by: int) -> None:
        """Count so many replies more, or less; whichever is the last now is its last activity."""
        ...

    def shown_files(self, topic_id: TopicId) -> Sequence[FileId]:
        """The files beside it, and beside its replies that aren't deleted."""
        ...

    def viewed(self, topic_id: TopicId, by: int) -> None:
        """Count so many views more, atomically."""
        ...

    def forget_deleted(self, before: datetime, limit: int) -> int:
        """Remove up to so many that were deleted before then, with their replies, and say how many."""
        ...


class Edits(Protocol):
    """Edits of people's words, within a transaction."""

    def add(self, edit: Edit) -> None:
        """Keep a new one."""
        ...


class Marks(Protocol):
    """What people did with topics and how far they read, within a transaction that holds the topic."""

    def like(self, topic_id: TopicId, user_id: UserId, *, on: bool) -> bool:
        """Like it, or no more; false when that is so already."""
        ...

    def follow(self, topic_id: TopicId, user_id: UserId, last_seq: int, *, on: bool) -> bool:
        """Follow it, or no more; false when that is so already. New replies count from the last there is."""
        ...

    def bookmark(self, topic_id: TopicId, user_id: UserId, at: datetime | None) -> bool:
        """Bookmark it, or no more; false when that is so already."""
        ...

    def wrote(self, topic_id: TopicId, user_id: UserId, seq: int) -> None:
        """Note one's own reply, or with 0 one's own topic: it is never new to oneself."""
        ...

    def read(self, topic_id: TopicId, user_id: UserId, seq: int) -> None:
        """Note that all up to this number was read; what was read stays so."""
        ...

    def read_all(self, user_id: UserId, category: str | None) -> int:
        """Note so of all topics, or of a category's by its id or slug, where something is new; how many."""
        ...

    def reply_gone(self, topic_id: TopicId, seq: int, author_id: UserId) -> None:
        """A reply was deleted: it is new to nobody any more."""
        ...

    def reply_back(self, topic_id: TopicId, seq: int, author_id: UserId) -> None:
        """It was restored: it is new to who had not read it."""
        ...

    def viewed(self, topic_id: TopicId, user_id: UserId, at: datetime, again_after: datetime) -> bool:
        """Count a view of somebody whose last one was counted at ``again_after`` or before; else false."""
        ...


class TopicTransaction(
    IndexTransaction,
    InterventionTransaction,
    ReputationTransaction,
    MentionTransaction,
    FileTransaction,
    PublishingTransaction,
    Protocol,
):
    """What topics are changed with."""

    @property
    def topics(self) -> Topics:
        """Topics."""
        ...

    @property
    def categories(self) -> Categories:
        """Categories."""
        ...

    @property
    def edits(self) -> Edits:
        """Edits of people's words."""
        ...

    @property
    def marks(self) -> Marks:
        """What people did with topics."""
        ...


class TopicReader(Protocol):
    """Topics as they are shown: each method is one query, and shows nothing the actor may not read."""

    def page(self, actor: Actor, query: TopicQuery, asked: Asked | None = None) -> Page[TopicSummary]:
        """A page of a list, as the query describes it; raises ``Invalid`` for a foreign cursor.

        With ``asked``, of topics that fit it, of which only the newest ``MOST_RANKED`` are looked at.
        """
        ...

    def details(self, actor: Actor, topic_id: TopicId) -> TopicDetails:
        """One topic; raises ``NotFound``."""
        ...


class EditReader(Protocol):
    """Edits as they are shown."""

    def page(self, subject_id: str, query: EditQuery) -> Page[KeptEdit]:
        """Some edits of one topic or reply, the newest first."""
        ...
