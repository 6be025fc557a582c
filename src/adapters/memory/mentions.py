"""Who was mentioned where, in memory."""

from dataclasses import dataclass

from adapters.memory.tables import Tables
from p2p_core.shared.ids import TopicId, UserId


@dataclass(frozen=True, slots=True)
class MemoryMentions:
    """Mentions within a transaction."""

    tables: Tables

    def note(self, subject_id: str, topic_id: TopicId, user_id: UserId) -> bool:
        key = f"{subject_id} {user_id}"
        if key in self.tables.mentions:
            return False
        self.tables.mentions.put(key, (subject_id, topic_id, user_id))
        return True


def drop_mentions(tables: Tables, user_id: str) -> None:
    """Nobody is mentioned by whom nobody is meant any more; the words stay."""
    for key in tables.mentions.keys(lambda row: row[2] == user_id):
        row = tables.mentions.get(key)
        tables.mentions.drop(key)
        subject_id = row[0] if row else ""
        if topic := tables.topics.get(subject_id):
            topic.body_html = topic.body_html.replace(f"/people/{user_id}", "/people")
            tables.topics.put(subject_id, topic)
        if post := tables.posts.get(subject_id):
            post.body_html = post.body_html.replace(f"/people/{user_id}", "/people")
            tables.posts.put(subject_id, post)
