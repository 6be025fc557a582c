"""How posts are asked for, written and shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from p2p_core.drafts.shapes import DraftKey
from p2p_core.files.shapes import Attachment
from p2p_core.forum.interventions.shapes import Why
from p2p_core.forum.topics.shapes import AttachmentIds
from p2p_core.identity.users.shapes import PersonCard
from p2p_core.shared.changes import Changes
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.inputs import KEEP, Input, Keep, Length
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Key, Limit, Page, encode_cursor
from p2p_core.shared.text import Lines

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


def level_cursor(topic_id: str, parent_id: str | None, sort: PostSort, place: int) -> str:
    """The cursor behind the post that has this place on its level."""
    key: Key = (place,)
    return encode_cursor(level_binding(topic_id, parent_id, sort), key)


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
