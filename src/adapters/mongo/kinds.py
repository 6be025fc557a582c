"""What of the forum is kept in which collection."""

from dataclasses import dataclass
from datetime import datetime

from adapters.mongo.records import Kept
from p2p_core.forum.categories.model import Category
from p2p_core.forum.interventions.model import Intervention
from p2p_core.forum.moderation.model import Report
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Edit, Topic
from p2p_core.shared.ids import TopicId, UserId


@dataclass(slots=True, kw_only=True)
class Mark:
    """What somebody did with a topic, and how far they read."""

    topic_id: TopicId
    user_id: UserId
    liked: bool = False
    following: bool = False
    bookmarked_at: datetime | None = None
    read_seq: int | None = None
    """Up to which reply; none for who isn't told of new ones."""
    skipped: int = 0
    """How many behind it are the reader's own, or deleted."""
    viewed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLike:
    """Somebody likes a reply."""

    post_id: str
    user_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """Somebody is mentioned in a topic's or a reply's words."""

    subject_id: str
    topic_id: str
    user_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """What is indexed of a topic or a reply; texts with a blank at both ends: rows are found whole."""

    number: int
    """The newer, the higher."""
    topic_id: str
    post_id: str | None
    author_id: str
    version: int
    title: str
    tags: str
    body: str
    words: tuple[str, ...]
    """Each word once."""
    head: tuple[str, ...]
    """Each word of a topic's title and tags; none of a reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An event in the outbox."""

    id: str
    aggregate: str
    name: str
    body: dict[str, str]
    happened_at: datetime
    due_at: datetime
    attempts: int = 0
    leased_until: datetime | None = None
    finished_at: datetime | None = None
    buried_at: datetime | None = None
    reason: str = ""
    cause: str | None = None
    worker: str | None = None
    lost: int = 0
    is_open: bool = True
    """Whether anything is left to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A request that was done and may come again."""

    caller: str
    operation: str
    key: str
    content: str
    result: str
    at: datetime


def pair(first: str, second: str) -> str:
    """One text for two ids, neither of which has a blank in it."""
    return f"{first} {second}"


CATEGORY = Kept(Category, "categories")
TOPIC = Kept(Topic, "topics", derived={"attention": lambda topic: topic.attention})
POST = Kept(Post, "posts", derived={"shown": lambda post: post.is_shown})
EDIT = Kept(Edit, "edits")
MARK = Kept(Mark, "topic_marks", key=lambda mark: pair(mark.topic_id, mark.user_id))
LIKE = Kept(PostLike, "post_likes", key=lambda like: pair(like.post_id, like.user_id))
MENTION = Kept(MentionRow, "mentions", key=lambda row: pair(row.subject_id, row.user_id))
REPORT = Kept(Report, "reports")
INTERVENTION = Kept(Intervention, "interventions")
WAITING = Kept(Waiting, "outbox", derived={"names": lambda event: [*event.body.values()]})
DONE = Kept(Done, "done_requests", key=lambda done: f"{done.caller} {done.operation} {done.key}")
ENTRIES, PEN, SCHEMA = "search_entries", "pen", "schema"
