"""What people did with topics, and what goes along when a topic or a reply is removed."""

from dataclasses import dataclass, replace
from datetime import datetime

from adapters.memory.files import let_loose
from adapters.memory.tables import Indexed, Mark, Tables
from p2p_core.shared.ids import TopicId, UserId


@dataclass(frozen=True, slots=True)
class MemoryMarks:
    """Marks in memory."""

    tables: Tables

    def like(self, topic_id: TopicId, user_id: UserId, *, on: bool) -> bool:
        mark = mark_of(self.tables, topic_id, user_id)
        if mark.liked == on:
            return False
        mark.liked = on
        return self._put(mark)

    def follow(self, topic_id: TopicId, user_id: UserId, last_seq: int, *, on: bool) -> bool:
        mark = mark_of(self.tables, topic_id, user_id)
        if mark.following == on:
            return False
        mark.following = on
        mark.read_seq = last_seq if mark.read_seq is None else mark.read_seq
        return self._put(mark)

    def bookmark(self, topic_id: TopicId, user_id: UserId, at: datetime | None) -> bool:
        mark = mark_of(self.tables, topic_id, user_id)
        if (mark.bookmarked_at is None) == (at is None):
            return False
        mark.bookmarked_at = at
        return self._put(mark)

    def wrote(self, topic_id: TopicId, user_id: UserId, seq: int) -> None:
        mark = mark_of(self.tables, topic_id, user_id)
        if mark.read_seq is None or mark.read_seq + mark.skipped == seq - 1:
            mark.read_seq, mark.skipped = seq, 0
        else:
            mark.skipped += 1
        self._put(mark)

    def read(self, topic_id: TopicId, user_id: UserId, seq: int) -> None:
        mark = mark_of(self.tables, topic_id, user_id)
        if mark.read_seq is None or mark.read_seq < seq:
            mark.read_seq = seq
            mark.skipped = self._last_seq(topic_id) - seq - self._new_behind(topic_id, user_id, seq)
            self._put(mark)

    def read_all(self, user_id: UserId, category: str | None) -> int:
        mine = self.tables.marks.where(lambda mark: mark.user_id == user_id and mark.read_seq is not None)
        new = [mark for mark in mine if self._is_behind(mark, category)]
        for mark in new:
            mark.read_seq, mark.skipped = self._last_seq(mark.topic_id), 0
            self._put(mark)
        return len(new)

    def reply_gone(self, topic_id: TopicId, seq: int, author_id: UserId) -> None:
        self._skip(topic_id, seq, author_id, 1)

    def reply_back(self, topic_id: TopicId, seq: int, author_id: UserId) -> None:
        self._skip(topic_id, seq, author_id, -1)

    def viewed(self, topic_id: TopicId, user_id: UserId, at: datetime, again_after: datetime) -> bool:
        mark = mark_of(self.tables, topic_id, user_id)
        if mark.viewed_at is not None and mark.viewed_at > again_after:
            return False
        mark.viewed_at = at
        return self._put(mark)

    def _last_seq(self, topic_id: TopicId) -> int:
        topic = self.tables.topics.get(topic_id)
        return topic.last_seq if topic else 0

    def _new_behind(self, topic_id: TopicId, user_id: UserId, seq: int) -> int:
        """How many replies of others stand behind this number."""
        behind = self.tables.posts.where(lambda post: post.topic_id == topic_id and post.seq > seq)
        return sum(post.author_id != user_id and not post.is_deleted for post in behind)

    def _is_behind(self, mark: Mark, category: str | None) -> bool:
        topic = self.tables.topics.get(mark.topic_id)
        shelf = self.tables.categories.get(topic.category_id) if topic else None
        return (
            topic is not None
            and shelf is not None
            and unread(mark, topic.last_seq) > 0
            and category in {None, shelf.id, shelf.slug}
        )

    def _skip(self, topic_id: TopicId, seq: int, author_id: UserId, by: int) -> None:
        for mark in self.tables.marks.where(lambda mark: mark.topic_id == topic_id):
            if mark.read_seq is not None and mark.read_seq < seq and mark.user_id != author_id:
                mark.skipped += by
                self._put(mark)

    def _put(self, mark: Mark) -> bool:
        self.tables.marks.put(f"{mark.topic_id} {mark.user_id}", mark)
        return True


def mark_of(tables: Tables, topic_id: str, user_id: str) -> Mark:
    """What somebody did with a topic; nothing, if nothing is kept."""
    return tables.marks.get(f"{topic_id} {user_id}") or Mark(TopicId(topic_id), UserId(user_id))


def unread(mark: Mark, last_seq: int) -> int:
    """How many replies are new."""
    return 0 if mark.read_seq is None else last_seq - mark.read_seq - mark.skipped


def drop_topic(tables: Tables, topic_id: str) -> None:
    """Remove a topic with all that stands in it and was done with it."""
    for post in tables.posts.where(lambda post: post.topic_id == topic_id):
        drop_post(tables, post.id)
    let_loose(tables, f"topic:{topic_id}")
    for key in tables.marks.keys(lambda mark: mark.topic_id == topic_id):
        tables.marks.drop(key)
    for key in tables.edits.keys(lambda edit: edit.topic_id == topic_id):
        tables.edits.drop(key)
    tables.entries.drop(topic_id)
    for key in tables.notifications.keys(lambda one: one.topic_id == topic_id):
        tables.notifications.drop(key)
    for key in tables.reports.keys(lambda report: report.topic_id == topic_id):
        tables.reports.drop(key)
    for key in tables.interventions.keys(lambda one: one.topic_id == topic_id):
        tables.interventions.drop(key)
    for key in tables.mentions.keys(lambda row: row[1] == topic_id):
        tables.mentions.drop(key)
    tables.topics.drop(topic_id)


def drop_post(tables: Tables, post_id: str) -> None:
    """Remove a reply with who liked it and what it said before."""
    drop_words(tables, post_id)
    tables.entries.drop(post_id)
    tables.posts.drop(post_id)


def drop_words(tables: Tables, subject_id: str) -> None:
    """Forget what a topic or reply said, what finds it, who liked the reply, who was told of it."""
    if row := tables.entries.get(subject_id):
        silent = replace(row.entry, title="", tags="", body="")
        tables.entries.put(subject_id, Indexed(row.number, silent))
    for key in tables.notifications.keys(
        lambda one: (one.post_id or one.topic_id) == subject_id and not one.is_notice
    ):
        tables.notifications.drop(key)
    for place in (f"topic:{subject_id}", f"post:{subject_id}"):
        let_loose(tables, place)
    for key in tables.post_likes.keys(lambda like: like[0] == subject_id):
        tables.post_likes.drop(key)
    for key in tables.edits.keys(lambda edit: edit.subject_id == subject_id):
        tables.edits.drop(key)
    for key in tables.reports.keys(lambda report: report.target_id == subject_id):
        tables.reports.drop(key)
    for key in tables.interventions.keys(lambda one: one.subject_id == subject_id):
        tables.interventions.drop(key)
    for key in tables.mentions.keys(lambda row: row[0] == subject_id):
        tables.mentions.drop(key)
