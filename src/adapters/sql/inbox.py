"""Notifications, what people want to be told, and whom there is to tell, within a transaction in SQL."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    not_,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy import false as no

from adapters.sql.blocked import is_blocked
from adapters.sql.changes import Stored, held
from adapters.sql.dialects import among, insert_or_change
from adapters.sql.records import Shape
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.forum import post_likes, topic_marks
from adapters.sql.tables.identity import users
from adapters.sql.tables.inbox import notification_preferences as preferences
from adapters.sql.tables.inbox import notifications
from adapters.sql.tables.organizations import organizations
from p2p_core.identity.users.model import UserStatus
from p2p_core.notifications.inbox.model import (
    Email,
    Kind,
    Likers,
    Listener,
    Notification,
    Said,
    Verdict,
    Wish,
    said,
)
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.shared.ids import NotificationId, PostId, TopicId, UserId

NOTIFICATION = Stored("notification", Notification, notifications, derived={"about": lambda one: one.about})
SAID = Stored("preference", Said, preferences)

_row = notifications.c
IS_NEW = and_(_row.listed, not_(_row.hidden), _row.count > _row.seen)
WAS_READ = type_coerce(not_(IS_NEW), Boolean)
"""What is negated as a whole has no type of its own, and SQLite would give a number."""
IS_SHOWN = and_(_row.listed, not_(_row.hidden), _row.count > literal_column("0"))
"""As the index has it: where the number is a value, a plan for all values can't know that it is this one."""
_ADD = NOTIFICATION.insertion_if_absent("user_id", "about")
_SAVE = NOTIFICATION.update()
_FIND = NOTIFICATION.hold(_row.user_id == bindparam("user_id"), _row.about == bindparam("about"))
_OF_LIKES = Statement(
    NOTIFICATION.selection(
        _row.user_id == bindparam("user_id"), _row.kind == Kind.LIKE, _row.id > bindparam("behind")
    )
    .order_by(_row.id)
    .limit(bindparam("limit"))
)
_READ = {"seen": case((_row.seen < _row.count, _row.count), else_=_row.seen), "mailed": no()}


def _some(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Rows that are changed together; everybody takes them in one order, and waits for nobody."""
    return held(select(_row.id).where(*conditions).order_by(_row.id))


def _changed(values: dict[str, Any], rows: Select[Any]) -> Statement:
    # as a named query it is asked only once: asked again within a loop, PostgreSQL would pass over the rows
    # that this very statement has changed and take further ones, more than the limit
    some = rows.cte("some")
    return Statement(update(notifications).values(values).where(_row.id.in_(select(some.c.id))))


_STANDS = bindparam("new_count", type_=_row.count.type)
_HIDDEN = bindparam("new_hidden", type_=Boolean)
_STAND = _changed(
    {"count": _STANDS},
    _some(_row.about == bindparam("known_about"), _row.count != _STANDS).limit(bindparam("limit")),
)
_HIDE = _changed(
    {"hidden": _HIDDEN},
    _some(_row.topic_id == bindparam("known_topic"), _row.hidden != _HIDDEN, _row.deed_id.is_(None)).limit(
        bindparam("limit")
    ),
)
SAYS_REMOVED = and_(_row.kind == Kind.MODERATION, _row.outcome == Verdict.REMOVED)
_RETRACT = _changed(
    {"count": 0},
    _some(
        _row.topic_id == bindparam("known_topic"),
        func.coalesce(_row.post_id, "") == bindparam("known_post"),
        SAYS_REMOVED,
        _row.count > 0,
    ),
)
_READ_ONE = Statement(
    update(notifications)
    .values(_READ)
    .where(_row.id == bindparam("known_id"), _row.user_id == bindparam("known_user"), IS_SHOWN)
    .returning(_row.id)  # read as rows, since an id may be asked for that no database can hold
)
READ_ALL = _changed(_READ, _some(_row.user_id == bindparam("known_user"), IS_NEW))
_AT = _row.happened_at.type
_old = (
    select(_row.id)
    .where(
        _row.happened_at < bindparam("read_before", type_=_AT),
        or_(_row.happened_at < bindparam("before", type_=_AT), not_(IS_NEW)),
    )
    .order_by(_row.happened_at)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("old")
)
FORGET = Statement(delete(notifications).where(_row.id.in_(select(_old.c.id))))

_SAYING: dict[str, ColumnElement[Any]] = {
    column.name: bindparam(column.name, type_=column.type) for column in preferences.c
}
_PUT = Statement(
    insert_or_change(
        preferences, _SAYING, ("id",), {name: _SAYING[name] for name in ("in_app", "email")}, None
    )
)
_END_MAILS = Statement(insert_or_change(preferences, _SAYING, ("id",), {"email": _SAYING["email"]}, None))
_IS_THERE = Statement(held(select(users.c.id).where(users.c.id == bindparam("known_id"))))

_LISTENER = Shape(
    Listener,
    {
        "id": users.c.id,
        "organization_id": users.c.organization_id,
        "takes_part": and_(
            users.c.deleted_at.is_(None),
            users.c.status == UserStatus.ACTIVE,
            organizations.c.status == OrganizationStatus.ACTIVE,
        ),
        "in_app": preferences.c.in_app,
        "email": preferences.c.email,
        "blocks": is_blocked(users.c.id, bindparam("by", type_=users.c.id.type)),
    },
)
_LISTENERS = select(*_LISTENER.labelled()).select_from(
    users.join(organizations, users.c.organization_id == organizations.c.id).outerjoin(
        preferences,
        and_(
            preferences.c.user_id == users.c.id,
            preferences.c.kind == bindparam("kind", type_=preferences.c.kind.type),
        ),
    )
)
_ONE = Statement(_LISTENERS.where(users.c.id == bindparam("known_id")))
_THESE = Statement(among(users.c.id, "ids", lambda is_one: _LISTENERS.where(is_one).order_by(users.c.id)))
FOLLOWERS = Statement(
    _LISTENERS.join(topic_marks, topic_marks.c.user_id == users.c.id)
    .where(
        topic_marks.c.topic_id == bindparam("topic_id"),
        topic_marks.c.user_id > bindparam("behind"),
        topic_marks.c.following,
    )
    .order_by(topic_marks.c.user_id)
    .limit(bindparam("limit"))
)


def _likers(user_id: ColumnElement[str], *conditions: ColumnElement[bool]) -> Statement:
    named = func.coalesce(func.max(case((user_id == bindparam("rather"), user_id))), func.max(user_id))
    but = bindparam("but", type_=user_id.type)
    return Statement(
        select(func.count(), named).where(user_id != but, ~is_blocked(but, user_id), *conditions)
    )


_LIKERS_OF_TOPIC = _likers(
    topic_marks.c.user_id, topic_marks.c.topic_id == bindparam("known"), topic_marks.c.liked
)
_LIKERS_OF_POST = _likers(post_likes.c.user_id, post_likes.c.post_id == bindparam("known"))


@dataclass(frozen=True, slots=True)
class SqlNotifications:
    """Notifications within a transaction."""

    writes: Writes

    def find(self, user_id: UserId, about: str) -> Notification | None:
        return NOTIFICATION.first(self.writes, _FIND, user_id=user_id, about=about)

    def add(self, notification: Notification) -> bool:
        return NOTIFICATION.add_if_absent(self.writes, _ADD, notification)

    def save(self, notification: Notification) -> None:
        self.writes.run(_SAVE, **NOTIFICATION.record.values(notification), known_id=notification.id)

    def of_likes(self, user_id: UserId, behind: str, limit: int) -> Sequence[Notification]:
        return NOTIFICATION.all(self.writes, _OF_LIKES, user_id=user_id, behind=behind, limit=limit)

    def stand(self, about: str, count: int, limit: int) -> int:
        return self.writes.run(_STAND, known_about=about, new_count=count, limit=limit)

    def hide(self, topic_id: TopicId, limit: int, *, hidden: bool) -> int:
        return self.writes.run(_HIDE, known_topic=topic_id, new_hidden=hidden, limit=limit)

    def retract(self, topic_id: TopicId, post_id: PostId | None) -> int:
        return self.writes.run(_RETRACT, known_topic=topic_id, known_post=post_id or "")

    def read(self, user_id: UserId, notification_id: NotificationId) -> bool:
        return bool(self.writes.rows(_READ_ONE, known_id=notification_id, known_user=user_id))

    def read_all(self, user_id: UserId) -> int:
        return self.writes.run(READ_ALL, known_user=user_id)

    def forget_old(self, read_before: datetime, before: datetime, limit: int) -> int:
        return self.writes.run(FORGET, read_before=read_before, before=before, limit=limit)


@dataclass(frozen=True, slots=True)
class SqlPreferences:
    """What people want to be told, within a transaction."""

    writes: Writes

    def put(self, user_id: UserId, kind: Kind, wish: Wish) -> None:
        self.writes.run(_PUT, **SAID.record.values(said(user_id, kind, wish)))

    def end_mails(self, user_id: UserId, kind: Kind, default: Wish) -> bool:
        if not self.writes.rows(_IS_THERE, known_id=user_id):
            return False
        without = Wish(in_app=default.in_app, email=Email.OFF)
        return self.writes.run(_END_MAILS, **SAID.record.values(said(user_id, kind, without))) == 1


@dataclass(frozen=True, slots=True)
class SqlAudience:
    """Whom there is to tell."""

    writes: Writes

    def listener(self, user_id: UserId, kind: Kind, by: UserId | None = None) -> Listener | None:
        found = _LISTENER.all(self.writes.rows(_ONE, known_id=user_id, kind=kind, by=by))
        return found[0] if found else None

    def followers(
        self, topic_id: TopicId, kind: Kind, behind: str, limit: int, by: UserId | None = None
    ) -> Sequence[Listener]:
        known = {"topic_id": topic_id, "kind": kind, "behind": behind, "limit": limit, "by": by}
        return _LISTENER.all(self.writes.rows(FOLLOWERS, **known))

    def likers(self, topic_id: TopicId, post_id: PostId | None, but: UserId, rather: UserId) -> Likers:
        return likers(self.writes, topic_id, post_id, but, rather)


def listeners(reads: Reads, user_ids: Collection[str], kind: Kind, by: UserId | None) -> Sequence[Listener]:
    """These people, with what they said of this kind, and whether they block who did it, by their ids."""
    return _LISTENER.all(reads.rows(_THESE, ids=json.dumps([*user_ids]), kind=kind, by=by))


def likers(reads: Reads, topic_id: str, post_id: str | None, but: str, rather: str) -> Likers:
    """Who likes a reply, or a topic, but for one and whom they block."""
    query, known = (_LIKERS_OF_POST, post_id) if post_id else (_LIKERS_OF_TOPIC, topic_id)
    ((count, one),) = reads.rows(query, known=known, but=but, rather=rather)
    return Likers(count, one)
