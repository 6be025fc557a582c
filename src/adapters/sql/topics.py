"""Topics in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Text,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from adapters.sql.changes import Versioned, held
from adapters.sql.files import let_loose
from adapters.sql.statements import Statement, Writes
from adapters.sql.tables.files import IS_THERE, files
from adapters.sql.tables.forum import edits, mentions, post_likes, posts, topic_marks, topic_tags, topics
from adapters.sql.tables.inbox import notifications
from adapters.sql.tables.moderation import interventions, reports
from p2p_core.forum.topics.model import Topic
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import FileId, PostId, TopicId

TOPIC = Versioned("topic", Topic, topics, derived={"attention": lambda topic: topic.attention})
_NOW = bindparam("now", type_=topics.c.last_activity_at.type)
_KNOWN = topics.c.id == bindparam("known_id")
_STANDING = (
    "like_count",
    "follower_count",
    "bookmark_count",
    "replier_count",
    "hot",
    "attention",
    "best_answer_id",
    "deleted_at",
    "deleted_by",
)
_HOLD = Statement(held(select(topics.c.id).where(_KNOWN)))
_TAG = Statement(insert(topic_tags))
UNTAG = Statement(delete(topic_tags).where(topic_tags.c.topic_id == bindparam("known_id")))
_REPLY_ADDED = Statement(
    update(topics)
    .values(
        post_count=topics.c.post_count + 1,
        last_seq=topics.c.last_seq + 1,
        last_activity_at=case((topics.c.last_activity_at < _NOW, _NOW), else_=topics.c.last_activity_at),
        last_post_id=bindparam("last_post_id"),
    )
    .where(_KNOWN)
    .returning(topics.c.last_seq)
)
_KEEP_STANDING = Statement(
    update(topics)
    .values({name: bindparam(f"new_{name}", type_=topics.c[name].type) for name in _STANDING})
    .where(_KNOWN)
)
_last = (
    select(posts)
    .where(posts.c.topic_id == topics.c.id, posts.c.deleted_at.is_(None))
    .order_by(posts.c.seq.desc())
    .limit(1)
)
LAST_POST_ID = _last.with_only_columns(posts.c.id).scalar_subquery()
"""The newest reply to a topic that isn't deleted."""
LAST_ACTIVITY_AT = func.coalesce(
    _last.with_only_columns(posts.c.created_at).scalar_subquery(), topics.c.created_at
)
_REPLIES_CHANGED = Statement(
    update(topics)
    .values(
        post_count=topics.c.post_count + bindparam("by"),
        last_post_id=LAST_POST_ID,
        last_activity_at=LAST_ACTIVITY_AT,
    )
    .where(_KNOWN)
)
_VIEWED = Statement(update(topics).values(view_count=topics.c.view_count + bindparam("by")).where(_KNOWN))
OLD_DELETED = Statement(
    held(
        select(topics.c.id)
        .where(topics.c.deleted_at.is_not(None), topics.c.deleted_at < bindparam("before"))
        .order_by(topics.c.deleted_at)
        .limit(bindparam("limit"))
    )
)
_OF_TOPIC = select(posts.c.id).where(posts.c.topic_id == bindparam("known_id"))
_PLACES = or_(
    files.c.attached_to == literal_column("'topic:'").concat(bindparam("known_id", type_=Text)),
    files.c.attached_to.in_(
        select(literal_column("'post:'").concat(posts.c.id)).where(posts.c.topic_id == bindparam("known_id"))
    ),
)
_SHOWN_FILES = Statement(
    union_all(
        select(files.c.id).where(
            files.c.attached_to == literal_column("'topic:'").concat(bindparam("known_id", type_=Text)),
            IS_THERE,
        ),
        select(files.c.id)
        .select_from(files)
        .join(posts, files.c.attached_to == literal_column("'post:'").concat(posts.c.id))
        .where(posts.c.topic_id == bindparam("known_id"), posts.c.deleted_at.is_(None), IS_THERE),
    )
)
_DROPPED = tuple(
    Statement(delete(table).where(condition))
    for table, condition in (
        (post_likes, post_likes.c.post_id.in_(_OF_TOPIC)),
        (edits, edits.c.topic_id == bindparam("known_id")),
        (mentions, mentions.c.topic_id == bindparam("known_id")),
        (reports, reports.c.topic_id == bindparam("known_id")),
        (interventions, interventions.c.topic_id == bindparam("known_id")),
        (topic_marks, topic_marks.c.topic_id == bindparam("known_id")),
        (posts, posts.c.topic_id == bindparam("known_id")),
        (notifications, notifications.c.topic_id == bindparam("known_id")),
        (topic_tags, topic_tags.c.topic_id == bindparam("known_id")),
        (topics, _KNOWN),
    )
)
DROP = (Statement(let_loose(_PLACES)), *_DROPPED)
"""What takes a topic away for good, with all that stood in it."""


@dataclass(frozen=True, slots=True)
class SqlTopics:
    """Topics within a transaction."""

    writes: Writes

    def get(self, topic_id: TopicId) -> Topic:
        return TOPIC.get_held(self.writes, topic_id)

    def hold(self, topic_id: TopicId) -> bool:
        return bool(self.writes.rows(_HOLD, known_id=topic_id))

    def add(self, topic: Topic) -> None:
        TOPIC.add(self.writes, topic)
        self._tag(topic)

    def reply_added(self, topic_id: TopicId, post_id: PostId, now: datetime) -> int:
        rows = self.writes.rows(_REPLY_ADDED, known_id=topic_id, last_post_id=post_id, now=now)
        if not rows:
            raise NotFound("topic")
        return int(rows[0][0])

    def save(self, topic: Topic) -> None:
        topic.version = TOPIC.save(self.writes, topic)
        self.writes.run(UNTAG, known_id=topic.id)
        self._tag(topic)

    def keep_standing(self, topic: Topic) -> None:
        standing = {f"new_{name}": getattr(topic, name) for name in _STANDING}
        self.writes.run(_KEEP_STANDING, known_id=topic.id, **standing)

    def replies_changed(self, topic_id: TopicId, by: int) -> None:
        self.writes.run(_REPLIES_CHANGED, known_id=topic_id, by=by)

    def shown_files(self, topic_id: TopicId) -> Sequence[FileId]:
        return [FileId(file_id) for (file_id,) in self.writes.rows(_SHOWN_FILES, known_id=topic_id)]

    def viewed(self, topic_id: TopicId, by: int) -> None:
        self.writes.run(_VIEWED, known_id=topic_id, by=by)

    def forget_deleted(self, before: datetime, limit: int) -> int:
        doomed = self.writes.rows(OLD_DELETED, before=before, limit=limit)
        for (topic_id,) in doomed:
            for deletion in DROP:
                self.writes.run(deletion, known_id=topic_id)
        return len(doomed)

    def _tag(self, topic: Topic) -> None:
        for tag in topic.tags:
            self.writes.run(_TAG, tag=tag, topic_id=topic.id)
