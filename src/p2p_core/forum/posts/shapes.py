"""How posts are asked for, written and shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Protocol, TypeVar

from p2p_core.drafts.shapes import DraftKey
from p2p_core.files.shapes import Attachment
from p2p_core.forum.interventions.shapes import Why
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.shapes import AttachmentIds
from p2p_core.identity.users.shapes import PersonCard
from p2p_core.shared.changes import Changes
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.inputs import KEEP, Input, Keep, Length
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Key, Limit, Page, encode_cursor
from p2p_core.shared.text import Lines

MOST_LIKES = 999_999_999
"""More than a post can have."""
Shown = TypeVar("Shown")
"""What posts are shown as."""
PostBody = Annotated[str, Length(1, 20_000, Lines.MANY)]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost(Input):
    """A reply as its author writes it; the body is Markdown."""

    body: PostBody
    parent_id: Annotated[str, Length(1, 100)] | None = None
    """The post it answers; the topic itself without one."""
    attachment_ids: AttachmentIds = ()
    draft_key: DraftKey | None = None
    """Which draft this was: it goes as this comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostChanges(Changes):
    """What becomes of a reply's words; whoever changes another's says why."""

    body: PostBody | Keep = KEEP
    attachment_ids: AttachmentIds | Keep = KEEP
    reason: Why | Keep = KEEP
    """Told to the author; needed unless that is who changes it."""

    draft_key: DraftKey | Keep = KEEP

    beside: ClassVar[frozenset[str]] = frozenset({"attachment_ids", "reason", "draft_key"})


class PostSort(StrEnum):
    """In which order the posts of a level are listed."""

    OLDEST = "oldest"
    NEWEST = "newest"
    TOP = "top"
    """What most people like comes first; of equals the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostQuery(Input):
    """Which level of a thread to list, and from where on."""

    parent_id: Annotated[str, Length(1, 100)] | None = None
    """Replies to this post; the top level without one."""
    sort: PostSort = PostSort.OLDEST
    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False


def level_binding(topic_id: str, parent_id: str | None, sort: PostSort) -> str:
    """What a cursor is bound to: one level of one thread in one order."""
    return repr(("posts", topic_id, parent_id, sort.value))


def level_cursor(topic_id: str, parent_id: str | None, sort: PostSort, key: Key) -> str:
    """The cursor behind the post that has this key on its level."""
    return encode_cursor(level_binding(topic_id, parent_id, sort), key)


def level_key(sort: PostSort, likes: int, place: int) -> Key:
    """By what a level is sorted: the likes that a post has and its place, or its place alone."""
    return (likes, place) if sort is PostSort.TOP else (place,)


def before_all(sort: PostSort, last_place: int) -> Key:
    """The key before a level's first post, whichever end that is, if this is the last place on it."""
    return (0,) if sort is PostSort.OLDEST else level_key(sort, MOST_LIKES, last_place + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostViewer:
    """What the reader of a post did with it and may do."""

    liked: bool = False
    can_edit: bool = False
    can_delete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDetails:
    """A reply with the first replies to it; of a deleted one the words are missing, and its place is kept."""

    id: PostId
    topic_id: TopicId
    parent_id: PostId | None
    depth: int
    seq: int
    body: str | None
    body_html: str | None
    author: PersonCard
    attachments: tuple[Attachment, ...]
    like_count: int
    reply_count: int
    replies: Page["PostDetails"]
    best_answer: bool
    viewer: PostViewer
    created_at: datetime
    edited_at: datetime | None
    deleted: bool
    version: int


def post_details(
    post: Post,
    *,
    author: PersonCard,
    attachments: Sequence[Attachment],
    replies: Page[PostDetails],
    best_answer: bool,
    viewer: PostViewer,
) -> PostDetails:
    """A reply as it is shown: of a deleted one neither words nor files, and nobody may do anything to it."""
    gone = post.is_deleted
    return PostDetails(
        id=post.id,
        topic_id=post.topic_id,
        parent_id=post.parent_id,
        depth=post.depth,
        seq=post.seq,
        body=None if gone else post.body,
        body_html=None if gone else post.body_html,
        author=author,
        attachments=() if gone else tuple(attachments),
        like_count=post.like_count,
        reply_count=post.reply_count,
        replies=replies,
        best_answer=best_answer,
        viewer=PostViewer() if gone else viewer,
        created_at=post.created_at,
        edited_at=post.edited_at,
        deleted=gone,
        version=post.version,
    )


class Answered(Protocol):
    """A reply with others below it."""

    @property
    def id(self) -> PostId:
        """Its id."""
        ...

    @property
    def topic_id(self) -> TopicId:
        """Where it stands."""
        ...

    @property
    def reply_count(self) -> int:
        """How many are shown below it in all."""
        ...

    @property
    def last_place(self) -> int:
        """The last place below it."""
        ...


def first_replies(above: Answered, shown: Sequence[Shown], sort: PostSort, last: Key | None) -> Page[Shown]:
    """The first ones below a reply, up to that key, and what leads to the rest: all, if none has had room."""
    if len(shown) == above.reply_count:
        return Page(tuple(shown), None)
    key = before_all(sort, above.last_place) if last is None else last
    return Page(tuple(shown), level_cursor(above.topic_id, above.id, sort, key))
