"""Who was mentioned where, in memory."""

from dataclasses import dataclass, replace
from json import dumps, loads

from adapters.memory.tables import Tables, whose
from p2p_core.forum.mentions.model import forgotten
from p2p_core.forum.richtext import NOBODY_CHOSEN
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
    chosen = f"(user:{user_id})"
    for key in tables.mentions.keys(lambda row: row[2] == user_id):
        row = tables.mentions.get(key)
        tables.mentions.drop(key)
        subject_id = row[0] if row else ""
        if topic := tables.topics.get(subject_id):
            topic.body = topic.body.replace(chosen, NOBODY_CHOSEN)
            topic.body_html, topic.excerpt = forgotten(topic.body_html, topic.excerpt, user_id)
            tables.topics.put(subject_id, topic)
        if post := tables.posts.get(subject_id):
            post.body = post.body.replace(chosen, NOBODY_CHOSEN)
            post.body_html, _ = forgotten(post.body_html, "", user_id)
            tables.posts.put(subject_id, post)
        for edit in tables.edits.where(whose(lambda one: one.subject_id, subject_id)):
            before, after = (
                text.replace(chosen, NOBODY_CHOSEN) for text in (edit.body_before, edit.body_after)
            )
            tables.edits.put(edit.id, replace(edit, body_before=before, body_after=after))
    for draft in tables.drafts.where(lambda one: chosen in dumps(one.body)):
        draft.body = loads(dumps(draft.body).replace(chosen, NOBODY_CHOSEN))
        tables.drafts.put(draft.id, draft)
