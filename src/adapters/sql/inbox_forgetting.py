"""What goes from people's inboxes with a thing that is removed, and with a person who is forgotten."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import bindparam, delete, literal, or_, select, update

from adapters.sql.inbox import NOTIFICATION, SqlNotifications, likers
from adapters.sql.statements import Statement, Writes
from adapters.sql.tables.forum import post_likes, posts, topic_marks
from adapters.sql.tables.inbox import notification_preferences, notifications
from p2p_core.notifications.inbox.model import Kind, Likers
from p2p_core.shared.ids import PostId, TopicId, UserId

_row = notifications.c
_KNOWN = bindparam("known", type_=_row.actor_id.type)
_IS_LIKE = _row.kind == Kind.LIKE
_DROP = [
    Statement(delete(table).where(table.c.user_id == _KNOWN))
    for table in (notifications, notification_preferences)
]
_DROP_DEEDS = Statement(delete(notifications).where(_row.actor_id == _KNOWN, ~_IS_LIKE))
_DISOWN_DEEDS = Statement(
    update(notifications).values(actor_id=bindparam("former")).where(_row.actor_id == _KNOWN, ~_IS_LIKE)
)
_LIKED = (
    Statement(select(topic_marks.c.topic_id).where(topic_marks.c.user_id == _KNOWN, topic_marks.c.liked)),
    Statement(select(post_likes.c.post_id).where(post_likes.c.user_id == _KNOWN)),
)
_OF_LIKES = NOTIFICATION.hold(
    _IS_LIKE, or_(_row.about == literal("likes ").concat(bindparam("thing")), _row.actor_id == _KNOWN)
)
_DROP_ONE = Statement(delete(notifications).where(_row.id == _KNOWN))
_IS_GONE = Statement(select(posts.c.id).where(posts.c.id == _KNOWN, posts.c.deleted_at.is_not(None)))


class Likes(Protocol):
    """Who likes what, when somebody has been forgotten."""

    def liked(self, user_id: str) -> Collection[str]:
        """Which topics and replies they liked; to be asked before that is forgotten."""
        ...

    def likers(self, topic_id: TopicId, post_id: PostId | None, but: UserId, rather: UserId) -> Likers:
        """Who likes a reply, or a topic, but for one."""
        ...

    def is_gone(self, post_id: PostId) -> bool:
        """Whether a reply is deleted."""
        ...


@dataclass(frozen=True, slots=True)
class SqlLikes:
    """As these rows say it."""

    writes: Writes

    def liked(self, user_id: str) -> Collection[str]:
        return liked_things(self.writes, user_id)

    def likers(self, topic_id: TopicId, post_id: PostId | None, but: UserId, rather: UserId) -> Likers:
        return likers(self.writes, topic_id, post_id, but, rather)

    def is_gone(self, post_id: PostId) -> bool:
        return bool(self.writes.rows(_IS_GONE, known=post_id))


def liked_things(writes: Writes, user_id: str) -> set[str]:
    """Which topics and replies somebody likes; to be asked before that is forgotten."""
    return {thing for query in _LIKED for (thing,) in writes.rows(query, known=user_id)}


def forget_inbox(
    writes: Writes, user_id: str, liked: Collection[str], former: str | None, likes: Likes | None = None
) -> None:
    """Forget what somebody was told, and what others were told of them: it is from a former member, or gone.

    Their likes must be forgotten already.
    """
    likes = likes or SqlLikes(writes)
    for deletion in _DROP:
        writes.run(deletion, known=user_id)
    if former is None:
        writes.run(_DROP_DEEDS, known=user_id)
    else:
        writes.run(_DISOWN_DEEDS, known=user_id, former=former)
    for thing in (*liked, ""):  # without a thing: what they were the last to like, and then didn't
        for one in NOTIFICATION.all(writes, _OF_LIKES, thing=thing, known=user_id):
            left = likes.likers(one.topic_id, one.post_id, but=one.user_id, rather=one.actor_id)
            if left.one is None:
                writes.run(_DROP_ONE, known=one.id)
                continue
            one.recount(left)
            if one.post_id and likes.is_gone(one.post_id):
                one.recount(Likers(0, left.one))
            SqlNotifications(writes).save(one)
