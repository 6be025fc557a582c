"""What is true of a topic."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import log10

from p2p_core.files.model import Audience
from p2p_core.forum.richtext import Rendered
from p2p_core.shared.changes import Changes, amend
from p2p_core.shared.clock import to_milliseconds
from p2p_core.shared.errors import Conflict
from p2p_core.shared.events import Event
from p2p_core.shared.ids import CategoryId, EditId, OrganizationId, PostId, TopicId, UserId

RESTORABLE_FOR = timedelta(days=30)
"""How long what was deleted can be had back; afterwards it is removed for good."""

_NEEDS_AN_ANSWER = 2**50
"""Behind any moment in milliseconds."""


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
    bookmark_count: int = 0
    replier_count: int = 0
    """How many people replied, the author apart."""
    hot: int = 0
    """Where it stands among what is talked about, as ``heat`` says it."""
    deleted_at: datetime | None = None
    deleted_by: UserId | None = None
    version: int = 1

    @property
    def is_open_to_all(self) -> bool:
        """Whether every verified person may read it; only then does its category count it."""
        return self.visibility is Visibility.NETWORK

    def is_for(self, organization_id: OrganizationId) -> bool:
        """Whether an organization's people may read it."""
        return self.is_open_to_all or self.organization_id == organization_id

    @property
    def attention(self) -> int:
        """Where it stands among what needs an answer, as ``attention`` says it."""
        return attention(self.created_at, answered=self.best_answer_id is not None)

    def must_be_open(self) -> None:
        """Refuse replies to a locked topic, and changes of what stands in it."""
        if self.locked:
            raise Conflict("topic_locked")

    @property
    def files_at(self) -> str:
        """Where its files are attached."""
        return f"topic:{self.id}"

    @property
    def audience(self) -> Audience:
        """Who sees the files in it."""
        return Audience.NETWORK if self.is_open_to_all else Audience.ORGANIZATION

    def edit(
        self, changes: Changes, rendered: Rendered | None, now: datetime, *, with_files: bool = False
    ) -> bool:
        """Take on what was given, with a new body as it is shown; false when nothing is different.

        With other files it is another version, too.
        """
        if not (amend(self, changes) or with_files):
            return False
        if rendered:
            self.body_html, self.excerpt = rendered.html, rendered.excerpt
        self.updated_at = now
        return True

    def delete(self, by: UserId, now: datetime) -> "TopicDeleted":
        """Be there no more, for a while in which it can be had back."""
        self.deleted_at, self.deleted_by = now, by
        return TopicDeleted(topic_id=self.id, deleted_by=by)

    def withhold(self, by: UserId) -> None:
        """Be had back by whoever decided that it goes, no more by who took it away."""
        self.deleted_by = by

    def restore(self, now: datetime) -> "TopicRestored":
        """Be there again."""
        must_be_restorable(self.deleted_at, now)
        self.deleted_at = self.deleted_by = None
        return TopicRestored(topic_id=self.id)

    def accept(self, post_id: PostId, author_id: UserId, by: UserId) -> "AnswerAccepted":
        """Have this reply as its best answer, in place of any other."""
        self.best_answer_id = post_id
        return AnswerAccepted(topic_id=self.id, post_id=post_id, author_id=author_id, accepted_by=by)

    def withdraw(self, post_id: PostId) -> "AnswerWithdrawn":
        """Have no best answer any more."""
        self.best_answer_id = None
        return AnswerWithdrawn(topic_id=self.id, post_id=post_id)

    def liked(self, by: int, now: datetime) -> None:
        """Count so many likes more, or less."""
        self.like_count += by
        self._warm(now)

    def followed(self, by: int) -> None:
        """Count so many followers more, or less."""
        self.follower_count += by

    def bookmarked(self, by: int) -> None:
        """Count so many bookmarks more, or less."""
        self.bookmark_count += by

    def replied(self, by: int, now: datetime) -> None:
        """Count so many people more, or less, who replied and aren't its author."""
        self.replier_count += by
        self._warm(now)

    def _warm(self, now: datetime) -> None:
        self.hot = heat(self.like_count, self.replier_count, self.created_at, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change of somebody's words: what they were and what they became."""

    id: EditId
    subject_id: str
    """The id of the topic, or of the reply, whose words they are."""
    topic_id: TopicId
    editor_id: UserId
    edited_at: datetime
    version: int
    """Which version it made."""
    title_before: str | None
    """Replies have no title."""
    title_after: str | None
    body_before: str
    body_after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicDeleted(Event):
    """Somebody took a topic away."""

    topic_id: TopicId
    deleted_by: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRestored(Event):
    """A deleted topic is there again."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAccepted(Event):
    """A reply became the best answer to its topic."""

    topic_id: TopicId
    post_id: PostId
    author_id: UserId
    accepted_by: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWithdrawn(Event):
    """A reply is the best answer no more."""

    topic_id: TopicId
    post_id: PostId


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLiked(Event):
    """Somebody likes a topic."""

    topic_id: TopicId
    by: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicUnliked(Event):
    """Somebody likes a topic no more."""

    topic_id: TopicId
    by: UserId


def must_be_restorable(deleted_at: datetime | None, now: datetime) -> None:
    """Refuse to bring back what was deleted too long ago."""
    if deleted_at is not None and now - deleted_at > RESTORABLE_FOR:
        raise Conflict("restore_expired")


def attention(created_at: datetime, *, answered: bool) -> int:
    """Where a topic stands among what needs an answer: those without one first, the newest of them first."""
    moment = to_milliseconds(created_at)
    return moment if answered else moment + _NEEDS_AN_ANSWER


def heat(likes: int, repliers: int, created_at: datetime, now: datetime) -> int:
    """How hot a topic is, in millionths: ten times the weight make up for 12 and a half hours of age.

    The weight is three for each like, two for each person who replied, and one. What claims to be of the
    future is of now.
    """
    weight = 3 * likes + 2 * repliers + 1
    seconds = to_milliseconds(min(created_at, now)) / 1000
    return round(1_000_000 * (log10(max(1, weight)) + seconds / 45_000))
