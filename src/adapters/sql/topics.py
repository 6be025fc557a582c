"""Topics in SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, insert, update

from adapters.sql.changes import Versioned
from adapters.sql.statements import Statement, Writes
from adapters.sql.tables.forum import topic_tags, topics
from p2p_core.forum.topics.model import Topic
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import PostId, TopicId

TOPIC = Versioned("topic", Topic, topics)
_NOW = bindparam("now", type_=topics.c.last_activity_at.type)
_TAG = Statement(insert(topic_tags))
_REPLY_ADDED = Statement(
    update(topics)
    .values(
        post_count=topics.c.post_count + 1,
        last_seq=topics.c.last_seq + 1,
        last_activity_at=case((topics.c.last_activity_at < _NOW, _NOW), else_=topics.c.last_activity_at),
        last_post_id=bindparam("last_post_id"),
    )
    .where(topics.c.id == bindparam("known_id"))
    .returning(topics.c.last_seq)
)


@dataclass(frozen=True, slots=True)
class SqlTopics:
    """Topics within a transaction."""

    writes: Writes

    def get(self, topic_id: TopicId) -> Topic:
        return TOPIC.get_held(self.writes, topic_id)

    def add(self, topic: Topic) -> None:
        TOPIC.add(self.writes, topic)
        for tag in topic.tags:
            self.writes.run(_TAG, tag=tag, topic_id=topic.id)

    def reply_added(self, topic_id: TopicId, post_id: PostId, now: datetime) -> int:
        rows = self.writes.rows(_REPLY_ADDED, known_id=topic_id, last_post_id=post_id, now=now)
        if not rows:
            raise NotFound("topic")
        return int(rows[0][0])
