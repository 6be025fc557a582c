"""Who was mentioned where, in MongoDB."""

from dataclasses import dataclass

from adapters.mongo.block import Block
from adapters.mongo.kinds import MENTION, MentionRow, pair
from p2p_core.shared.ids import TopicId, UserId


@dataclass(frozen=True, slots=True)
class MongoMentions:
    """Mentions within a transaction."""

    block: Block

    def note(self, subject_id: str, topic_id: TopicId, user_id: UserId) -> bool:
        row = MentionRow(subject_id=subject_id, topic_id=topic_id, user_id=user_id)
        key = {"_id": pair(subject_id, user_id)}
        return self.block[MENTION.collection].add_if_absent(key, MENTION.document(row))
