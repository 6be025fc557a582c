"""Threads as they are shown: one query walks a level and the first replies below it, level by level."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)

from adapters.sql.attachments import attached
from adapters.sql.branches import branches, branches_of_one
from adapters.sql.people import person_card
from adapters.sql.records import Shape, matching
from adapters.sql.statements import MOST, Reads, Row, Statement
from adapters.sql.tables.forum import post_likes, posts, topics
from adapters.sql.tables.identity import users
from adapters.sql.tables.organizations import organizations
from adapters.sql.viewers import IS_DELETED, MAY_READ, VIEWER, may_change, may_remove, viewing, words
from p2p_core.forum.posts.model import LEVELS_SHOWN, MOST_ON_A_PAGE, REPLIES_SHOWN
from p2p_core.forum.posts.shapes import (
    PostDetails,
    PostQuery,
    PostSort,
    before_all,
    first_replies,
    level_binding,
    level_key,
)
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import FieldError, Invalid, NotFound
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.pages import Key, LazyItems, Page, decode_cursor, page_of

Made = TypeVar("Made")
"""What posts are made into: views, or plain dicts for JSON."""

_author = users.alias("author")
_place = organizations.alias("place")
_parent = posts.alias("parent")
_BOUNDS = {"levels": LEVELS_SHOWN, "replies": REPLIES_SHOWN, "most": MOST_ON_A_PAGE}
_LAST = 999_999_998
"""No level has a place behind this one."""


_POST = Shape(
    PostDetails,
    {
        **matching(PostDetails, posts),
        **person_card("author.", _author, _place),
        "body": words(posts.c.body),
        "body_html": words(posts.c.body_html),
        "best_answer": func.coalesce(topics.c.best_answer_id == posts.c.id, false()),
        "attachments": attached(words(literal_column("'post:'").concat(posts.c.id))),
        "deleted": IS_DELETED,
        "viewer.liked": post_likes.c.post_id.is_not(None),
        "viewer.can_edit": and_(~IS_DELETED, may_change(posts.c.author_id)),
        "viewer.can_delete": and_(~IS_DELETED, may_remove(posts.c.author_id, _author.c.organization_id)),
    },
    supplied=["replies"],
)


@dataclass(slots=True)
class Found:
    """A post of the walk, before it is known which replies are shown below it."""

    row: Row
    id: PostId
    topic_id: TopicId
    parent_id: PostId | None
    reply_count: int
    likes: int
    place: int
    last_place: int
    level: int

    def key(self, sort: PostSort) -> Key:
        """By what its level is sorted."""
        return level_key(sort, self.likes, self.place)


_IS_THEIR_LIKE = and_(post_likes.c.post_id == posts.c.id, post_likes.c.user_id == VIEWER, ~IS_DELETED)
_PLACE_IN_TREE = (
    posts.c.id,
    posts.c.topic_id,
    posts.c.parent_id,
    posts.c.reply_count,
    posts.c.like_count,
    posts.c.place,
    posts.c.last_place,
)
_WIDTH = len(_POST.columns)


def _walk(branch: CTE, *conditions: ColumnElement[bool]) -> Select[Any]:
    """The walk with everything that is shown; one empty row when the topic is there and has nothing."""
    joined = (
        topics.outerjoin(branch, true())
        .outerjoin(posts, posts.c.id == branch.c.id)
        .outerjoin(_author, posts.c.author_id == _author.c.id)
        .outerjoin(_place, _author.c.organization_id == _place.c.id)
        .outerjoin(post_likes, _IS_THEIR_LIKE)
    )
    return (
        select(
            *_POST.labelled(),
            *(column.label(f"tree_{column.name}") for column in _PLACE_IN_TREE),
            branch.c.level,
        )
        .select_from(joined)
        .where(MAY_READ, *conditions)
        .order_by(branch.c.level, branch.c.path)
    )


def _shown(table: FromClause) -> ColumnElement[bool]:
    """Whether a reply stands in its thread: the core's ``is_shown``."""
    return or_(table.c.deleted_at.is_(None), table.c.reply_count > 0)


_PARENT_ID = bindparam("parent_id", type_=Text)
_OF_TOPIC = topics.c.id == bindparam("topic_id")
_HAS_PARENT = or_(
    _PARENT_ID.is_(None),
    exists().where(_parent.c.id == _PARENT_ID, _parent.c.topic_id == topics.c.id, _shown(_parent)),
)
_OF_POST = topics.c.id == (
    select(_parent.c.topic_id).where(_parent.c.id == bindparam("post_id"), _shown(_parent)).scalar_subquery()
)
PAGES = {
    sort: Statement({name: _walk(branch, _OF_TOPIC, _HAS_PARENT) for name, branch in branches(sort).items()})
    for sort in PostSort
}
_ONE = Statement({name: _walk(branch, _OF_POST) for name, branch in branches_of_one().items()})
_COUNT = Statement(
    select(func.count()).where(
        posts.c.topic_id == bindparam("topic_id"),
        posts.c.parent_id.is_not_distinct_from(_PARENT_ID),
        _shown(posts),
    )
)


@dataclass(frozen=True, slots=True)
class SqlPostReader:
    """Posts as they are shown."""

    reads: Reads

    def page(self, actor: Actor, topic_id: TopicId, query: PostQuery) -> Page[PostDetails] | None:
        binding = level_binding(topic_id, query.parent_id, query.sort)
        kinds = (int for _ in level_key(query.sort, 0, 0))
        after = _position(decode_cursor(binding, query.cursor, *kinds), query.sort)
        level = {"topic_id": topic_id, "parent_id": query.parent_id}
        rows = self.reads.rows(
            PAGES[query.sort], **level, **_BOUNDS, **after, shown=query.limit, **viewing(actor)
        )
        if not rows:
            return None
        page = _page(_fitting(rows, query.limit), query, binding)
        if not query.count:
            return page
        ((total,),) = self.reads.rows(_COUNT, **level)
        return page.counted(total)

    def details(self, actor: Actor, post_id: PostId) -> PostDetails:
        rows = self.reads.rows(_ONE, post_id=post_id, **_BOUNDS, shown=1, **viewing(actor))
        if not rows:
            raise NotFound("post")
        (post,) = _assembled(_fitting(rows, limit=1), PostSort.OLDEST, _POST.of)
        return post


def _fitting(rows: Sequence[Row], limit: int) -> list[Found]:
    """What has room on a page; the post that only tells of a next page takes none."""
    if rows[0][0] is None:
        return []
    found = [Found(row[:_WIDTH], *row[_WIDTH:]) for row in rows]
    tells_of_more = sum(each.level == 1 for each in found) > limit
    return found if tells_of_more else found[:MOST_ON_A_PAGE]


def _page(found: Sequence[Found], query: PostQuery, binding: str) -> Page[PostDetails]:
    """The posts of the level that fit, with everything below them; what leads on is not shown."""
    level = [each for each in found if each.level == 1]
    shown = page_of(level, query.limit, binding, lambda last: last.key(query.sort))
    made = partial(_assembled, found, query.sort)
    few = slice(len(shown.items))
    return Page(LazyItems(lambda: made(_POST.of)[few], lambda: made(_POST.plain_of)[few]), shown.next_cursor)


def _assembled(found: Sequence[Found], sort: PostSort, make: Callable[[Row], Made]) -> list[Made]:
    """The posts of the first level with everything below them, built from the leaves up."""
    shown: dict[PostId | None, list[tuple[Made, Key]]] = defaultdict(list)
    for each in reversed(found):
        below = shown.pop(each.id, [])[::-1]
        replies = first_replies(each, [post for post, _ in below], sort, below[-1][1] if below else None)
        shown[each.parent_id].append((make((*each.row, replies)), each.key(sort)))
    return [post for level in shown.values() for post, _ in reversed(level)]


def _position(key: Key | None, sort: PostSort) -> dict[str, object]:
    match key or before_all(sort, _LAST):
        case (int(place),) if abs(place) <= MOST:
            return {"after": place}
        case (int(likes), int(place)) if max(abs(likes), abs(place)) <= MOST:
            return {"after": place, "after_likes": likes}
        case _:
            raise Invalid(FieldError("cursor", "invalid_cursor"), code="invalid_cursor")
