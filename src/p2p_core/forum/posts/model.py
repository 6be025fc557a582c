"""What is true of a post and its place in the tree of replies."""

from dataclasses import dataclass
from datetime import datetime

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
    like_count: int = 0
    edited_at: datetime | None = None
    version: int = 1
