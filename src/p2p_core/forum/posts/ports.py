"""What posts need from a store."""

from datetime import datetime
from typing import Protocol

from p2p_core.forum.posts.model import Post
from p2p_core.forum.posts.shapes import PostDetails, PostQuery
from p2p_core.forum.topics.ports import TopicTransaction
from p2p_core.shared.actor import Actor
from p2p_core.shared.ids import OrganizationId, PostId, TopicId, UserId
from p2p_core.shared.pages import Page


class Posts(Protocol):
    """Posts within a transaction."""

    def find(self, post_id: PostId) -> Post | None:
        """The post with this id."""
        ...

    def get(self, post_id: PostId) -> Post:
        """The same; raises ``NotFound``."""
        ...

    def add(self, post: Post) -> None:
        """Store a new one."""
        ...

    def reply_added(self, post_id: PostId) -> int:
        """Count one more reply to a post, atomically; answers with its place among them."""
        ...

    def save(self, post: Post) -> None:
        """Store a changed one and raise its version; raises ``Stale`` if somebody was faster."""
        ...

    def keep_standing(self, post: Post) -> None:
        """Store what nobody edits: whether it is deleted."""
        ...

    def reply_shown(self, post_id: PostId, by: int) -> Post:
        """Count so many shown replies more, or less, atomically; the post as it is then."""
        ...

    def like(self, post_id: PostId, user_id: UserId, *, on: bool) -> bool:
        """Like it, or no more; false when that is so already."""
        ...

    def liked(self, post_id: PostId, by: int) -> int:
        """Count so many likes more, or less, atomically; how many there are then."""
        ...

    def organization_of(self, author_id: UserId) -> OrganizationId:
        """Where an author is at home."""
        ...

    def has_others(self, post: Post) -> bool:
        """Whether its author has another reply in its topic that isn't deleted."""
        ...

    def forget_deleted(self, before: datetime, limit: int) -> int:
        """Remove up to so many that were deleted before then; of those with replies only the words."""
        ...


class PostTransaction(TopicTransaction, Protocol):
    """What posts are changed with, and their topics."""

    @property
    def posts(self) -> Posts:
        """Posts."""
        ...


class PostReader(Protocol):
    """Posts as they are shown: each method is one query, and shows nothing the actor may not read."""

    def page(self, actor: Actor, topic_id: TopicId, query: PostQuery) -> Page[PostDetails] | None:
        """Some posts of one level with the first replies below each, down to the eighth level.

        At most 200 posts in all, levels filled from the top; a post whose replies aren't all here has
        a cursor for the rest of them. ``None`` when there is no such topic, or no such parent in it.
        """
        ...

    def details(self, actor: Actor, post_id: PostId) -> PostDetails:
        """One post, with the first replies below it as on a page; raises ``NotFound``."""
        ...
