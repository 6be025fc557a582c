"""What is true of a post and its place in the tree of replies."""

from dataclasses import dataclass
from datetime import datetime

from p2p_core.forum.richtext import Rendered
from p2p_core.forum.topics.model import must_be_restorable
from p2p_core.shared.changes import Changes, amend
from p2p_core.shared.events import Event
from p2p_core.shared.ids import PostId, TopicId, UserId

LEVELS_SHOWN = 8
"""How many levels of replies one page of a thread shows."""
REPLIES_SHOWN = 3
"""How many replies of each post, below the level that was asked for."""
MOST_ON_A_PAGE = 200
"""How many posts of all levels together."""


@dataclass(slots=True, kw_only=True)
class Post:
    """A reply to a topic, or to another reply of it."""

    id: PostId
    topic_id: TopicId
    parent_id: PostId | None
    depth: int
    """0 for a reply to the topic itself, one more than its parent's otherwise."""
    seq: int
    """Its number within the topic, counted from 1 in the order of writing."""
    place: int
    """Its number among its parent's replies, counted from 1 in the order of writing."""
    author_id: UserId
    body: str
    body_html: str
    created_at: datetime
    reply_count: int = 0
    """How many direct replies are shown, tombstones among them."""
    last_place: int = 0
    """The place of the newest direct reply, whether or not it is still there."""
    like_count: int = 0
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    deleted_by: UserId | None = None
    version: int = 1

    @property
    def is_deleted(self) -> bool:
        """Whether its words are gone, or will be."""
        return self.deleted_at is not None

    @property
    def is_shown(self) -> bool:
        """Whether it stands in its thread: a deleted one only while replies below it are shown."""
        return not self.is_deleted or self.reply_count > 0

    @property
    def files_at(self) -> str:
        """Where its files are attached."""
        return f"post:{self.id}"

    def edit(
        self, changes: Changes, rendered: Rendered | None, now: datetime, *, with_files: bool = False
    ) -> bool:
        """Take on other words, or other files; false when they are the same."""
        if not (amend(self, changes) or with_files):
            return False
        if rendered:
            self.body_html = rendered.html
        self.edited_at = now
        return True

    def delete(self, by: UserId, now: datetime) -> "PostDeleted":
        """Have no words any more, for a while in which they can be had back."""
        self.deleted_at, self.deleted_by = now, by
        return PostDeleted(post_id=self.id, topic_id=self.topic_id, deleted_by=by)

    def withhold(self, by: UserId) -> None:
        """Be had back by whoever decided that it goes, no more by who took it away."""
        self.deleted_by = by

    def restore(self, now: datetime) -> "PostRestored":
        """Have its words again."""
        must_be_restorable(self.deleted_at, now)
        self.deleted_at = self.deleted_by = None
        return PostRestored(post_id=self.id, topic_id=self.topic_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostWritten(Event):
    """Somebody replied."""

    post_id: PostId
    topic_id: TopicId


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLiked(Event):
    """Somebody likes a reply."""

    post_id: PostId
    topic_id: TopicId
    by: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class PostUnliked(Event):
    """Somebody likes a reply no more."""

    post_id: PostId
    topic_id: TopicId
    by: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDeleted(Event):
    """Somebody took a reply away."""

    post_id: PostId
    topic_id: TopicId
    deleted_by: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRestored(Event):
    """A deleted reply is there again."""

    post_id: PostId
    topic_id: TopicId
