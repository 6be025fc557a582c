"""What posts need from a store."""

from typing import Protocol

from p2p_core.forum.posts.model import Post
from p2p_core.forum.posts.shapes import PostDetails, PostQuery
from p2p_core.forum.topics.ports import Topics
from p2p_core.shared.actor import Actor
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Transaction


class Posts(Protocol):
    """Posts within a transaction."""

    def find(self, post_id: PostId) -> Post | None:
        """The post with this id."""
        ...

    def add(self, post: Post) -> None:
        """Store a new one."""
        ...

    def reply_added(self, post_id: PostId) -> int:
        """Count one more reply to a post, atomically; answers with its place among them."""
        ...


class PostTransaction(Transaction, Protocol):
    """What posts are changed with."""

    @property
    def topics(self) -> Topics:
        """Topics."""
        ...

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
