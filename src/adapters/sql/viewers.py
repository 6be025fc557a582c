"""Who looks at a page of the forum, and what they may see and do: the core's policy in SQL."""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, bindparam, case, false, func, or_

from adapters.sql.tables.forum import posts, topic_marks, topics
from p2p_core.forum.topics.model import Visibility
from p2p_core.shared.actor import Actor, Role

VIEWER: ColumnElement[str] = bindparam("viewer")
VIEWER_OPERATES: ColumnElement[bool] = bindparam("viewer_operates", type_=Boolean)
VIEWER_GOVERNS: ColumnElement[str] = bindparam("viewer_governs")
"""The organization whose admin they are, if any."""

ON_THIS_SIDE = or_(
    topics.c.visibility == Visibility.NETWORK,
    topics.c.organization_id == bindparam("viewer_organization"),
)
"""The core's ``is_on_this_side``."""

MAY_READ = and_(topics.c.deleted_at.is_(None), ON_THIS_SIDE)
"""The core's ``may_read``, so that a page is full of what the reader may see."""


def viewing(actor: Actor) -> dict[str, object]:
    """The values that queries of views want to know of who looks."""
    return {
        "viewer": actor.user_id,
        "viewer_organization": actor.organization_id,
        "viewer_operates": actor.operator,
        "viewer_governs": actor.organization_id if actor.role is Role.ADMIN else "",
    }


def may_change(author_id: ColumnElement[str]) -> ColumnElement[bool]:
    """The core's."""
    return or_(VIEWER_OPERATES, and_(author_id == VIEWER, ~topics.c.locked))


def may_remove(author_id: ColumnElement[str], home: ColumnElement[str]) -> ColumnElement[bool]:
    """The core's; ``home`` is the author's organization."""
    theirs = or_(author_id == VIEWER, home == VIEWER_GOVERNS)
    return or_(VIEWER_OPERATES, and_(theirs, ~topics.c.locked))


IS_THEIR_MARK = and_(topic_marks.c.topic_id == topics.c.id, topic_marks.c.user_id == VIEWER)
OF_TOPIC: dict[str, ColumnElement[Any]] = {
    "viewer.liked": func.coalesce(topic_marks.c.liked, false()),
    "viewer.following": func.coalesce(topic_marks.c.following, false()),
    "viewer.bookmarked": topic_marks.c.bookmarked_at.is_not(None),
    "viewer.unread_count": func.coalesce(
        topics.c.last_seq - topic_marks.c.read_seq - topic_marks.c.skipped, 0
    ),
    "viewer.can_edit": may_change(topics.c.author_id),
    "viewer.can_delete": may_remove(topics.c.author_id, topics.c.organization_id),
    "viewer.can_mark_best": or_(VIEWER_OPERATES, topics.c.author_id == VIEWER),
}
"""What somebody did with a topic and may do."""

IS_DELETED = posts.c.deleted_at.is_not(None)


def words(column: ColumnElement[str]) -> ColumnElement[str | None]:
    """What a reply says; nothing where it is deleted."""
    return case((posts.c.deleted_at.is_(None), column))
