"""What a database can check about its rows: stored counts against counted rows, the outbox, the clock."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, or_, select, union_all

from adapters.sql.blocked import is_blocked
from adapters.sql.schema import Schema, SchemaState
from adapters.sql.statements import Reads, Row, Statement
from adapters.sql.tables.credentials import second_factors as factors
from adapters.sql.tables.events import IS_OPEN, outbox
from adapters.sql.tables.files import IS_THERE, files, storage
from adapters.sql.tables.forum import categories, post_likes, posts, topic_marks, topics
from adapters.sql.tables.identity import users
from adapters.sql.tables.inbox import notifications
from adapters.sql.tables.organizations import organizations
from adapters.sql.tables.reputation import reputation, standings
from adapters.sql.tables.search import entries
from adapters.sql.tables.upkeep import schedules as kept
from adapters.sql.topics import LAST_POST_ID
from p2p_core.files.model import FileStatus
from p2p_core.forum.topics.model import Visibility
from p2p_core.notifications.inbox.model import Kind
from p2p_core.shared.clock import from_milliseconds
from p2p_core.shared.inspections import (
    LATEST,
    Finding,
    clock,
    counter,
    dead_letters,
    ill,
    index,
    outbox_waiting,
    schedules,
    second_factors,
    well,
)
from p2p_core.upkeep.model import FAILED

_replies = posts.alias("replies")
_IN_CATEGORY = (
    select(func.count())
    .select_from(topics)
    .where(
        topics.c.category_id == categories.c.id,
        topics.c.visibility == Visibility.NETWORK,
        topics.c.deleted_at.is_(None),
    )
)
_IN_TOPIC = (
    select(func.count())
    .select_from(posts)
    .where(posts.c.topic_id == topics.c.id, posts.c.deleted_at.is_(None))
)
_REPLIERS = _IN_TOPIC.with_only_columns(func.count(posts.c.author_id.distinct())).where(
    posts.c.author_id != topics.c.author_id
)
_LIKES = select(func.count()).select_from(post_likes).where(post_likes.c.post_id == posts.c.id)
_BELOW = (
    select(func.count())
    .select_from(_replies)
    .where(
        _replies.c.topic_id == posts.c.topic_id,
        _replies.c.parent_id == posts.c.id,
        or_(_replies.c.deleted_at.is_(None), _replies.c.reply_count > 0),
    )
)
_EARNED = select(func.coalesce(func.sum(reputation.c.points), 0)).where(
    reputation.c.user_id == standings.c.user_id
)
_HIGHEST = select(func.max(posts.c.seq)).where(posts.c.topic_id == topics.c.id)
_STORED = select(storage.c.used).where(storage.c.organization_id == organizations.c.id)
_OF_FILES = select(func.coalesce(func.sum(files.c.size), 0)).where(
    files.c.organization_id == organizations.c.id, files.c.status != FileStatus.REJECTED, IS_THERE
)


def _marks(condition: ColumnElement[bool]) -> Select[Any]:
    return (
        select(func.count()).select_from(topic_marks).where(topic_marks.c.topic_id == topics.c.id, condition)
    )


# of a deleted reply nobody is told; and what is on its way will be counted
_LIKERS = case(
    (
        notifications.c.post_id.is_(None),
        select(func.count())
        .select_from(topic_marks)
        .where(
            topic_marks.c.topic_id == notifications.c.topic_id,
            topic_marks.c.user_id != notifications.c.user_id,
            ~is_blocked(notifications.c.user_id, topic_marks.c.user_id),
            topic_marks.c.liked,
        )
        .scalar_subquery(),
    ),
    else_=select(func.count())
    .select_from(post_likes.join(posts, post_likes.c.post_id == posts.c.id))
    .where(
        post_likes.c.post_id == notifications.c.post_id,
        post_likes.c.user_id != notifications.c.user_id,
        ~is_blocked(notifications.c.user_id, post_likes.c.user_id),
        posts.c.deleted_at.is_(None),
    )
    .scalar_subquery(),
)
_ON_ITS_WAY = select(outbox.c.id).where(
    IS_OPEN,
    outbox.c.aggregate.in_([notifications.c.topic_id, notifications.c.post_id, notifications.c.user_id]),
)


def _wrong(column: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Statement:
    return Statement(select(column).where(*conditions).order_by(column))


def _differs(stored: ColumnElement[Any], counted: Select[Any]) -> ColumnElement[bool]:
    return stored.is_distinct_from(counted.scalar_subquery())


_COUNTERS = {
    "categories.topic_count": _wrong(categories.c.id, _differs(categories.c.topic_count, _IN_CATEGORY)),
    "topics.post_count": _wrong(topics.c.id, _differs(topics.c.post_count, _IN_TOPIC)),
    # numbers are handed out once: the last may be higher than the highest there is, never lower
    "topics.last_seq": _wrong(topics.c.id, topics.c.last_seq < _HIGHEST.scalar_subquery()),
    "topics.last_post_id": _wrong(topics.c.id, topics.c.last_post_id.is_distinct_from(LAST_POST_ID)),
    "topics.like_count": _wrong(topics.c.id, _differs(topics.c.like_count, _marks(topic_marks.c.liked))),
    "topics.follower_count": _wrong(
        topics.c.id, _differs(topics.c.follower_count, _marks(topic_marks.c.following))
    ),
    "topics.bookmark_count": _wrong(
        topics.c.id, _differs(topics.c.bookmark_count, _marks(topic_marks.c.bookmarked_at.is_not(None)))
    ),
    "topics.replier_count": _wrong(topics.c.id, _differs(topics.c.replier_count, _REPLIERS)),
    "storage.used": _wrong(
        organizations.c.id,
        func.coalesce(_STORED.scalar_subquery(), 0).is_distinct_from(_OF_FILES.scalar_subquery()),
    ),
    "standings.points": _wrong(standings.c.user_id, _differs(standings.c.points, _EARNED)),
    "posts.reply_count": _wrong(posts.c.id, _differs(posts.c.reply_count, _BELOW)),
    "posts.like_count": _wrong(posts.c.id, _differs(posts.c.like_count, _LIKES)),
    "notifications.count": _wrong(
        notifications.c.id,
        notifications.c.kind == Kind.LIKE,
        notifications.c.count.is_distinct_from(_LIKERS),
        ~_ON_ITS_WAY.exists(),
    ),
}
_written = union_all(select(topics.c.id, topics.c.version), select(posts.c.id, posts.c.version)).subquery()
_NOT_INDEXED = Statement(
    union_all(
        select(_written.c.id)
        .select_from(_written.outerjoin(entries, entries.c.subject_id == _written.c.id))
        .where(_written.c.version.is_distinct_from(entries.c.version)),
        select(entries.c.subject_id)
        .select_from(entries.outerjoin(_written, entries.c.subject_id == _written.c.id))
        .where(_written.c.id.is_(None)),
    )
)
"""What has no entry, or one of another version, and entries of nothing."""
_OLDEST_WAITING = Statement(select(func.min(outbox.c.happened_at)).where(IS_OPEN))
_DEAD = Statement(select(func.count()).select_from(outbox).where(outbox.c.buried_at.is_not(None)))
_LATE = Statement(select(kept.c.name).where(kept.c.next_at < bindparam("long_ago")).order_by(kept.c.name))
_FAILED = Statement(select(kept.c.name).where(kept.c.last_result.startswith(FAILED)).order_by(kept.c.name))
_KEY_IDS = Statement(select(factors.c.key_id))
_NEWEST = Statement(
    union_all(
        *(
            select(func.max(moment))
            for moment in (
                topics.c.created_at,
                posts.c.created_at,
                users.c.created_at,
                outbox.c.happened_at,
            )
        )
    )
)


def row_findings(
    reads: Reads, now: datetime, factor_keys: Collection[str] | None = None
) -> Sequence[Finding]:
    """The findings about rows; the schema has to be current."""
    ((dead,),) = reads.rows(_DEAD)
    return [
        *(counter(name, [row[0] for row in reads.rows(query)]) for name, query in _COUNTERS.items()),
        index(sorted(str(row[0]) for row in reads.rows(_NOT_INDEXED))),
        outbox_waiting(_moment(reads.rows(_OLDEST_WAITING)), now),
        dead_letters(dead),
        schedules(
            [name for (name,) in reads.rows(_LATE, long_ago=now - LATEST)],
            [name for (name,) in reads.rows(_FAILED)],
        ),
        *([] if factor_keys is None else [second_factors(_key_ids(reads), factor_keys)]),
        clock(_moment(reads.rows(_NEWEST)), now),
    ]


def _key_ids(reads: Reads) -> Sequence[str]:
    return [key_id for (key_id,) in reads.rows(_KEY_IDS)]


def schema_finding(schema: Schema, differences: Callable[[], Sequence[object]]) -> Finding:
    """Whether the database has the schema this program was written for; looked at closely if it says so."""
    match schema.state:
        case SchemaState.EMPTY:
            return ill("schema", "The database is empty.", "Run p2p migrate.")
        case SchemaState.OLDER:
            cause = f"The database has schema {schema.revision}, this program needs {schema.newest}."
            return ill("schema", cause, "Make a copy of the data and run p2p migrate.")
        case SchemaState.NEWER:
            cause = f"The database has schema {schema.revision}, which a newer program wrote."
            return ill("schema", cause, "Run the newer program, or restore a backup from before.")
        case SchemaState.FOREIGN:
            cause = "The database has tables of another program."
            return ill("schema", cause, "Name another database with P2P_DATABASE_URL, or move this one away.")
        case SchemaState.CURRENT | SchemaState.INCOMPLETE:
            return _drift(differences())


def _drift(different: Sequence[object]) -> Finding:
    if not different:
        return well("schema")
    cause = f"The tables differ from this program's in {len(different)} places, first: {different[0]}."
    return ill("schema", cause, "Somebody changed the schema by hand: undo that, or restore a backup.")


def _moment(rows: list[Row]) -> datetime | None:
    moments = [row[0] for row in rows if row[0] is not None]
    return from_milliseconds(max(moments)) if moments else None
