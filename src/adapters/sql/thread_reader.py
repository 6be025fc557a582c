"""Threads as they are shown: one query walks a level and the first replies below it, level by level."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    Text,
    bindparam,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)

from adapters.sql.dialects import branches, branches_of_one
from adapters.sql.people import no_pictures, person_card
from adapters.sql.records import Shape, matching
from adapters.sql.statements import MOST, Reads, Row, Statement
from adapters.sql.tables.forum import posts, topics
from adapters.sql.tables.identity import users
from adapters.sql.tables.organizations import organizations
from adapters.sql.topic_reader import MAY_READ
from p2p_core.forum.posts.model import LEVELS_SHOWN, MOST_ON_A_PAGE, REPLIES_SHOWN
from p2p_core.forum.posts.shapes import (
    PostDetails,
    PostQuery,
    PostSort,
    PostViewer,
    level_binding,
    level_cursor,
)
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import FieldError, Invalid, NotFound
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of

_author = users.alias("author")
_place = organizations.alias("place")
_parent = posts.alias("parent")
_NO_REPLIES: Page[PostDetails] = Page((), None)
_BOUNDS = {"levels": LEVELS_SHOWN, "replies": REPLIES_SHOWN, "most": MOST_ON_A_PAGE}
_BEFORE_ALL = {PostSort.OLDEST: 0, PostSort.NEWEST: 999_999_999}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A post on a page, before it knows which replies are shown below it."""

    post: PostDetails
    place: int
    level: int


_LEVEL: ColumnElement[int] = literal_column("branch.level", Integer)
_FOUND = Shape(
    Found,
    {
        **matching(PostDetails, posts, "post."),
        **person_card("post.author.", _author, _place),
        "post.best_answer": func.coalesce(topics.c.best_answer_id == posts.c.id, false()),
        "place": posts.c.place,
        "level": _LEVEL,
    },
    fixed={
        **no_pictures("post.author."),
        "post.attachments": (),
        "post.replies": _NO_REPLIES,
        "post.viewer": PostViewer(),
        "post.deleted": False,
    },
)


def _walk(branch: CTE, *conditions: ColumnElement[bool]) -> Select[Any]:
    """The walk with everything that is shown; one empty row when the topic is there and has nothing."""
    joined = (
        topics.outerjoin(branch, true())
        .outerjoin(posts, posts.c.id == branch.c.id)
        .outerjoin(_author, posts.c.author_id == _author.c.id)
        .outerjoin(_place, _author.c.organization_id == _place.c.id)
    )
    return (
        select(*_FOUND.labelled())
        .select_from(joined)
        .where(MAY_READ, *conditions)
        .order_by(branch.c.level, branch.c.path)
    )


_PARENT_ID = bindparam("parent_id", type_=Text)
_OF_TOPIC = topics.c.id == bindparam("topic_id")
_HAS_PARENT = or_(
    _PARENT_ID.is_(None),
    exists().where(_parent.c.id == _PARENT_ID, _parent.c.topic_id == topics.c.id),
)
_OF_POST = topics.c.id == (
    select(_parent.c.topic_id).where(_parent.c.id == bindparam("post_id")).scalar_subquery()
)
PAGES = {
    sort: Statement(
        {
            name: _walk(branch, _OF_TOPIC, _HAS_PARENT)
            for name, branch in branches(newest_first=sort is PostSort.NEWEST).items()
        }
    )
    for sort in PostSort
}
_ONE = Statement({name: _walk(branch, _OF_POST) for name, branch in branches_of_one().items()})
_COUNT = Statement(
    select(func.count()).where(
        posts.c.topic_id == bindparam("topic_id"), posts.c.parent_id.is_not_distinct_from(_PARENT_ID)
    )
)


@dataclass(frozen=True, slots=True)
class SqlPostReader:
    """Posts as they are shown."""

    reads: Reads

    def page(self, actor: Actor, topic_id: TopicId, query: PostQuery) -> Page[PostDetails] | None:
        binding = level_binding(topic_id, query.parent_id, query.sort)
        after = _position(decode_cursor(binding, query.cursor), query.sort)
        level = {"topic_id": topic_id, "parent_id": query.parent_id}
        viewer = actor.organization_id
        rows = self.reads.rows(
            PAGES[query.sort], **level, **_BOUNDS, after=after, shown=query.limit, viewer_organization=viewer
        )
        if not rows:
            return None
        found = _fitting(rows, query.limit)
        places = {each.post.id: each.place for each in found}
        top = _assembled(found, query.sort)
        page = page_of(top, query.limit, binding, lambda post: (places[post.id],))
        if not query.count:
            return page
        ((total,),) = self.reads.rows(_COUNT, **level)
        return page.counted(total)

    def details(self, actor: Actor, post_id: PostId) -> PostDetails:
        viewer = actor.organization_id
        rows = self.reads.rows(_ONE, post_id=post_id, **_BOUNDS, shown=1, viewer_organization=viewer)
        if not rows:
            raise NotFound("post")
        (post,) = _assembled(_fitting(rows, limit=1), PostSort.OLDEST)
        return post


def _fitting(rows: Sequence[Row], limit: int) -> list[Found]:
    """What has room on a page; the post that only tells of a next page takes none."""
    if rows[0][0] is None:
        return []
    found = _FOUND.all(rows)
    tells_of_more = sum(each.level == 1 for each in found) > limit
    return found if tells_of_more else found[:MOST_ON_A_PAGE]


def _assembled(found: Sequence[Found], sort: PostSort) -> list[PostDetails]:
    """The posts of the first level with everything below them, built from the leaves up."""
    shown: dict[PostId | None, list[Found]] = defaultdict(list)
    for each in reversed(found):
        below = shown.pop(each.post.id, [])[::-1]
        whole = replace(each.post, replies=_replies(each.post, below, sort))
        shown[each.post.parent_id].append(replace(each, post=whole))
    return [each.post for level in shown.values() for each in reversed(level)]


def _replies(post: PostDetails, below: list[Found], sort: PostSort) -> Page[PostDetails]:
    items = tuple(each.post for each in below)
    if len(items) == post.reply_count:
        return Page(items, None)
    # nothing shown yet: the cursor stands before the first reply, whichever end that is
    start = 0 if sort is PostSort.OLDEST else post.reply_count + 1
    last = below[-1].place if below else start
    return Page(items, level_cursor(post.topic_id, post.id, sort, last))


def _position(key: Key | None, sort: PostSort) -> int:
    match key:
        case None:
            return _BEFORE_ALL[sort]
        case (int(place),) if abs(place) <= MOST:
            return place
        case _:
            raise Invalid(FieldError("cursor", "invalid_cursor"), code="invalid_cursor")
