"""What people did with topics, in SQL: each change tells whether it was one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy import false as no
from sqlalchemy import true as yes

from adapters.sql.dialects import insert_or_change
from adapters.sql.statements import Statement, Writes
from adapters.sql.tables.forum import categories, posts, topic_marks, topics
from p2p_core.shared.ids import TopicId, UserId

_mark = topic_marks.c
_KEYS = ("topic_id", "user_id")
_SEQ: BindParameter[int] = bindparam("seq", type_=_mark.read_seq.type)
_AT = bindparam("at", type_=_mark.bookmarked_at.type)
_USER = bindparam("user_id", type_=_mark.user_id.type)
_NOTHING: Mapping[str, ColumnElement[Any]] = {
    "topic_id": bindparam("topic_id", type_=_mark.topic_id.type),
    "user_id": _USER,
    "liked": no(),
    "following": no(),
    "bookmarked_at": null(),
    "read_seq": null(),
    "skipped": literal(0),
    "viewed_at": null(),
}


def _noted(
    new: Mapping[str, ColumnElement[Any]],
    may: ColumnElement[bool] | None = None,
    changed: Mapping[str, ColumnElement[Any]] | None = None,
) -> Statement:
    """A mark with these values, or those of one that is there changed, where it may be."""
    return Statement(insert_or_change(topic_marks, {**_NOTHING, **new}, _KEYS, changed or new, may))


def _undone(change: Mapping[str, ColumnElement[Any]], was_so: ColumnElement[bool]) -> Statement:
    theirs = and_(_mark.topic_id == bindparam("known_topic"), _mark.user_id == bindparam("known_user"))
    return Statement(update(topic_marks).values(change).where(theirs, was_so))


_LIKE = _noted({"liked": yes()}, ~_mark.liked)
_UNLIKE = _undone({"liked": no()}, _mark.liked)
_FOLLOW = _noted(
    {"following": yes(), "read_seq": _SEQ},
    ~_mark.following,
    {"following": yes(), "read_seq": func.coalesce(_mark.read_seq, _SEQ)},
)
_UNFOLLOW = _undone({"following": no()}, _mark.following)
_BOOKMARK = _noted({"bookmarked_at": _AT}, _mark.bookmarked_at.is_(None))
_UNBOOKMARK = _undone({"bookmarked_at": null()}, _mark.bookmarked_at.is_not(None))
_VIEWED = _noted(
    {"viewed_at": _AT},
    or_(_mark.viewed_at.is_(None), _mark.viewed_at <= bindparam("again_after", type_=_mark.viewed_at.type)),
)
_HAD_READ_ALL = or_(_mark.read_seq.is_(None), _mark.read_seq + _mark.skipped == _SEQ - 1)
_WROTE = _noted(
    {"read_seq": _SEQ},
    None,
    {
        "read_seq": case((_HAD_READ_ALL, _SEQ), else_=_mark.read_seq),
        "skipped": case((_HAD_READ_ALL, 0), else_=_mark.skipped + 1),
    },
)
_OF_TOPIC = bindparam("topic_id", type_=_mark.topic_id.type)
_NEW_BEHIND = (
    select(func.count())
    .select_from(posts)
    .where(
        posts.c.topic_id == _OF_TOPIC,
        posts.c.seq > _SEQ,
        posts.c.author_id != _USER,
        posts.c.deleted_at.is_(None),
    )
    .scalar_subquery()
)
_ALL = select(topics.c.last_seq).where(topics.c.id == _OF_TOPIC).scalar_subquery()
_NEVER_NEW = _ALL - _SEQ - _NEW_BEHIND
_READ = _noted(
    {"read_seq": _SEQ, "skipped": _NEVER_NEW}, or_(_mark.read_seq.is_(None), _mark.read_seq < _SEQ)
)
_LAST_SEQ = select(topics.c.last_seq).where(topics.c.id == _mark.topic_id).scalar_subquery()
_IN_CATEGORY = _mark.topic_id.in_(
    select(topics.c.id)
    .join(categories, topics.c.category_id == categories.c.id)
    .where(or_(categories.c.id == bindparam("category"), categories.c.slug == bindparam("category")))
)


def _read_all(*conditions: ColumnElement[bool]) -> Statement:
    return Statement(
        update(topic_marks)
        .values(read_seq=_LAST_SEQ, skipped=0)
        .where(
            _mark.user_id == bindparam("known_user"), _mark.read_seq + _mark.skipped < _LAST_SEQ, *conditions
        )
    )


READ_ALL = _read_all()
READ_ALL_IN_CATEGORY = _read_all(_IN_CATEGORY)
_SKIP = Statement(
    update(topic_marks)
    .values(skipped=_mark.skipped + bindparam("by"))
    .where(
        _mark.topic_id == bindparam("known_topic"),
        _mark.read_seq < bindparam("seq"),
        _mark.user_id != bindparam("author_id"),
    )
)


@dataclass(frozen=True, slots=True)
class SqlMarks:
    """Marks within a transaction."""

    writes: Writes

    def like(self, topic_id: TopicId, user_id: UserId, *, on: bool) -> bool:
        return self._note(_LIKE, topic_id, user_id) if on else self._undo(_UNLIKE, topic_id, user_id)

    def follow(self, topic_id: TopicId, user_id: UserId, last_seq: int, *, on: bool) -> bool:
        if on:
            return self._note(_FOLLOW, topic_id, user_id, seq=last_seq)
        return self._undo(_UNFOLLOW, topic_id, user_id)

    def bookmark(self, topic_id: TopicId, user_id: UserId, at: datetime | None) -> bool:
        if at:
            return self._note(_BOOKMARK, topic_id, user_id, at=at)
        return self._undo(_UNBOOKMARK, topic_id, user_id)

    def wrote(self, topic_id: TopicId, user_id: UserId, seq: int) -> None:
        self._note(_WROTE, topic_id, user_id, seq=seq)

    def read(self, topic_id: TopicId, user_id: UserId, seq: int) -> None:
        self._note(_READ, topic_id, user_id, seq=seq)

    def read_all(self, user_id: UserId, category: str | None) -> int:
        if category is None:
            return self.writes.run(READ_ALL, known_user=user_id)
        return self.writes.run(READ_ALL_IN_CATEGORY, known_user=user_id, category=category)

    def reply_gone(self, topic_id: TopicId, seq: int, author_id: UserId) -> None:
        self.writes.run(_SKIP, known_topic=topic_id, seq=seq, author_id=author_id, by=1)

    def reply_back(self, topic_id: TopicId, seq: int, author_id: UserId) -> None:
        self.writes.run(_SKIP, known_topic=topic_id, seq=seq, author_id=author_id, by=-1)

    def viewed(self, topic_id: TopicId, user_id: UserId, at: datetime, again_after: datetime) -> bool:
        return self._note(_VIEWED, topic_id, user_id, at=at, again_after=again_after)

    def _note(self, statement: Statement, topic_id: TopicId, user_id: UserId, **values: object) -> bool:
        return self.writes.run(statement, topic_id=topic_id, user_id=user_id, **values) == 1

    def _undo(self, statement: Statement, topic_id: TopicId, user_id: UserId) -> bool:
        return self.writes.run(statement, known_topic=topic_id, known_user=user_id) == 1
