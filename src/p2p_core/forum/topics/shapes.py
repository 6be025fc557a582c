"""How topics are asked for, written and shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from p2p_core.drafts.shapes import DraftKey
from p2p_core.files.shapes import Attachment
from p2p_core.forum.categories.shapes import CategoryCard
from p2p_core.forum.differences import Piece
from p2p_core.forum.interventions.shapes import Why
from p2p_core.forum.topics.model import Visibility
from p2p_core.identity.users.shapes import PersonCard
from p2p_core.organizations.shapes import OrganizationCard
from p2p_core.shared.changes import Changes
from p2p_core.shared.ids import EditId, PostId, TopicId
from p2p_core.shared.inputs import KEEP, Input, Items, Keep, Length
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit
from p2p_core.shared.text import Lines

Tag = Annotated[str, Length(2, 30)]
TopicTitle = Annotated[str, Length(5, 200)]
AttachmentIds = Annotated[tuple[Annotated[str, Length(1, 100)], ...], Items(10)]
"""Files of one's own, in the order in which they are shown."""
TopicBody = Annotated[str, Length(10, 20_000, Lines.MANY)]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTopic(Input):
    """A topic as its author writes it; the body is Markdown."""

    title: TopicTitle
    body: TopicBody
    category_id: Annotated[str, Length(1, 100)]
    tags: Annotated[tuple[Tag, ...], Items(5)] = ()
    visibility: Visibility = Visibility.NETWORK
    attachment_ids: AttachmentIds = ()
    draft_key: DraftKey | None = None
    """Which draft this was: it goes as this comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChanges(Changes):
    """What becomes of a topic; pinning and locking is for operators.

    Whoever changes another's words says why.
    """

    title: TopicTitle | Keep = KEEP
    body: TopicBody | Keep = KEEP
    category_id: Annotated[str, Length(1, 100)] | Keep = KEEP
    tags: Annotated[tuple[Tag, ...], Items(5)] | Keep = KEEP
    pinned: bool | Keep = KEEP
    locked: bool | Keep = KEEP
    attachment_ids: AttachmentIds | Keep = KEEP
    reason: Why | Keep = KEEP
    """Needed for another's title, body, tags and files; told to the author, as it is when a topic is moved
    or locked."""

    draft_key: DraftKey | Keep = KEEP

    beside: ClassVar[frozenset[str]] = frozenset({"attachment_ids", "reason", "draft_key"})

    @property
    def rewords(self) -> bool:
        """Whether they touch what its author wrote."""
        return any(one is not KEEP for one in (self.title, self.body, self.tags, self.attachment_ids))

    @property
    def curate(self) -> bool:
        """Whether they are more than an author may do."""
        return not (self.pinned is KEEP and self.locked is KEEP)


class TopicSort(StrEnum):
    """In which order topics are listed."""

    LATEST = "latest"
    """Where something happened last comes first."""
    NEWEST = "newest"
    """What was started last comes first."""
    TOP = "top"
    """What is liked most comes first."""
    HOT = "hot"
    """What many like and answer at present comes first."""
    UNANSWERED = "unanswered"
    """What has no best answer comes first, of that the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicQuery(Input):
    """Which topics to list, and from where on."""

    category: Annotated[str, Length(1, 100)] | None = None
    """A category's id or slug."""
    author: Annotated[str, Length(1, 100)] | None = None
    organization: Annotated[str, Length(1, 100)] | None = None
    tag: Tag | None = None
    answered: bool | None = None
    """Whether it has a best answer."""
    pinned: bool | None = None
    bookmarked: bool | None = None
    """Whether who asks bookmarked it."""
    following: bool | None = None
    """Whether who asks follows it."""
    q: Annotated[str, Length(1, 200)] | None = None
    """Words of its title, tags or text, as in a search; of more than 1,000 such topics the newest."""
    sort: TopicSort = TopicSort.LATEST
    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False

    @property
    def binding(self) -> str:
        """What a cursor is bound to: everything that decides which list it is."""
        filters = (
            self.category,
            self.author,
            self.organization,
            self.tag,
            self.answered,
            self.pinned,
            self.bookmarked,
            self.following,
            self.q,
        )
        return repr(("topics", *filters, self.sort.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPost:
    """The newest reply of a topic, for lists."""

    id: PostId
    author: PersonCard
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicViewer:
    """What the reader of a topic did with it and may do.

    Replies that are new are counted to who wrote in it, follows it, or said how far they read.
    """

    liked: bool = False
    following: bool = False
    bookmarked: bool = False
    unread_count: int = 0
    can_edit: bool = False
    can_delete: bool = False
    can_mark_best: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSummary:
    """A topic in a list."""

    id: TopicId
    title: str
    excerpt: str
    category: CategoryCard
    tags: tuple[str, ...]
    author: PersonCard
    organization: OrganizationCard
    visibility: Visibility
    post_count: int
    like_count: int
    view_count: int
    follower_count: int
    answered: bool
    best_answer_id: PostId | None
    pinned: bool
    locked: bool
    last_activity_at: datetime
    last_post: LastPost | None
    viewer: TopicViewer
    created_at: datetime
    updated_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicDetails(TopicSummary):
    """A topic on its own page."""

    body: str
    body_html: str
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditQuery(Input):
    """Which edits of one thing to list: the newest first, and from where on."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEdit:
    """An edit as it is kept, with who made it."""

    id: EditId
    version: int
    edited_at: datetime
    editor: PersonCard
    title_before: str | None
    title_after: str | None
    body_before: str
    body_after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What became of one text, whole and in pieces."""

    field: str
    """``title`` or ``body``."""
    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditDetails:
    """An edit with its differences."""

    id: EditId
    version: int
    """Which version it made."""
    edited_at: datetime
    editor: PersonCard
    differences: tuple[Difference, ...]
