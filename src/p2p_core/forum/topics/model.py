"""What is true of a topic."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from p2p_core.shared.errors import Conflict
from p2p_core.shared.ids import CategoryId, OrganizationId, PostId, TopicId, UserId


class Visibility(StrEnum):
    """Who may read a topic."""

    NETWORK = "network"
    """Every verified person."""
    ORGANIZATION = "organization"
    """The author's own organization; for all others it doesn't exist."""


@dataclass(slots=True, kw_only=True)
class Topic:
    """A question or thought with its title; counters are kept by the store, atomically."""

    id: TopicId
    category_id: CategoryId
    author_id: UserId
    organization_id: OrganizationId
    """The author's organization when it was written: whose wall it stands behind, if private."""
    visibility: Visibility
    title: str
    body: str
    body_html: str
    excerpt: str
    tags: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    last_activity_at: datetime
    pinned: bool = False
    locked: bool = False
    post_count: int = 0
    last_seq: int = 0
    """The number of the newest reply; replies are numbered 1, 2, 3 … within their topic."""
    last_post_id: PostId | None = None
    like_count: int = 0
    view_count: int = 0
    follower_count: int = 0
    best_answer_id: PostId | None = None
    version: int = 1

    @property
    def is_open_to_all(self) -> bool:
        """Whether every verified person may read it; only then does its category count it."""
        return self.visibility is Visibility.NETWORK

    def must_be_open(self) -> None:
        """Refuse replies to a locked topic."""
        if self.locked:
            raise Conflict("topic_locked")
