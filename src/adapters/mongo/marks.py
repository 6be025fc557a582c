"""What people did with topics and how far they read, in MongoDB."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.mongo.block import Block
from adapters.mongo.kinds import CATEGORY, MARK, POST, TOPIC, Mark, pair
from adapters.mongo.records import Document
from p2p_core.shared.ids import TopicId, UserId


@dataclass(frozen=True, slots=True)
class MongoMarks:
    """Marks within a transaction, which alone writes."""

    block: Block

    def like(self, topic_id: TopicId, user_id: UserId, *, on: bool) -> bool:
        mark = self._mark(topic_id, user_id)
        if mark.liked == on:
            return False
        mark.liked = on
        return self._put(mark)

    def follow(self, topic_id: TopicId, user_id: UserId, last_seq: int, *, on: bool) -> bool:
        mark = self._mark(topic_id, user_id)
        if mark.following == on:
            return False
        mark.following = on
        mark.read_seq = last_seq if mark.read_seq is None else mark.read_seq
        return self._put(mark)

    def bookmark(self, topic_id: TopicId, user_id: UserId, at: datetime | None) -> bool:
        mark = self._mark(topic_id, user_id)
        if (mark.bookmarked_at is None) == (at is None):
            return False
        mark.bookmarked_at = at
        return self._put(mark)

    def wrote(self, topic_id: TopicId, user_id: UserId, seq: int) -> None:
        mark = self._mark(topic_id, user_id)
        if mark.read_seq is None or mark.read_seq + mark.skipped == seq - 1:
            mark.read_seq, mark.skipped = seq, 0
        else:
            mark.skipped += 1
        self._put(mark)

    def read(self, topic_id: TopicId, user_id: UserId, seq: int) -> None:
        mark = self._mark(topic_id, user_id)
        if mark.read_seq is None or mark.read_seq < seq:
            mark.read_seq = seq
            mark.skipped = self._last_seq(topic_id) - seq - self._new_behind(topic_id, user_id, seq)
            self._put(mark)

    def read_all(self, user_id: UserId, category: str | None) -> int:
        behind = self.block[MARK.collection].through(
            {"$match": {"user_id": user_id, "read_seq": {"$ne": None}}},
            {"$lookup": _ITS_TOPIC},
            {"$unwind": "$topic"},
            {"$match": {"$expr": {"$gt": ["$topic.last_seq", {"$add": ["$read_seq", "$skipped"]}]}}},
            *self._in_category(category),
            {"$project": {"last_seq": "$topic.last_seq"}},
        )
        for mark in behind:
            read = {"read_seq": mark["last_seq"], "skipped": 0}
            self.block[MARK.collection].change({"_id": mark["_id"]}, {"$set": read})
        return len(behind)

    def reply_gone(self, topic_id: TopicId, seq: int, author_id: UserId) -> None:
        self._skip(topic_id, seq, author_id, 1)

    def reply_back(self, topic_id: TopicId, seq: int, author_id: UserId) -> None:
        self._skip(topic_id, seq, author_id, -1)

    def viewed(self, topic_id: TopicId, user_id: UserId, at: datetime, again_after: datetime) -> bool:
        mark = self._mark(topic_id, user_id)
        if mark.viewed_at is not None and mark.viewed_at > again_after:
            return False
        mark.viewed_at = at
        return self._put(mark)

    def _mark(self, topic_id: str, user_id: str) -> Mark:
        found = self.block[MARK.collection].one({"_id": pair(topic_id, user_id)})
        return MARK.entity(found) if found else Mark(topic_id=TopicId(topic_id), user_id=UserId(user_id))

    def _put(self, mark: Mark) -> bool:
        document = MARK.document(mark)
        self.block[MARK.collection].put({"_id": document["_id"]}, {"$set": document})
        return True

    def _last_seq(self, topic_id: TopicId) -> int:
        topic = self.block[TOPIC.collection].one({"_id": topic_id}, ["last_seq"])
        return int(topic["last_seq"]) if topic else 0

    def _new_behind(self, topic_id: TopicId, user_id: UserId, seq: int) -> int:
        """How many replies of others stand behind this number."""
        others = {"author_id": {"$ne": user_id}, "deleted_at": None}
        return self.block[POST.collection].count({"topic_id": topic_id, "seq": {"$gt": seq}, **others})

    def _in_category(self, category: str | None) -> list[Mapping[str, Any]]:
        if category is None:
            return []
        found = self.block[CATEGORY.collection].some(in_category(category), fields=["_id"])
        return [{"$match": {"topic.category_id": {"$in": [one["_id"] for one in found]}}}]

    def _skip(self, topic_id: TopicId, seq: int, author_id: UserId, by: int) -> None:
        unread = {"read_seq": {"$lt": seq}, "user_id": {"$ne": author_id}}
        self.block[MARK.collection].change_all({"topic_id": topic_id, **unread}, {"$inc": {"skipped": by}})


_ITS_TOPIC = {
    "from": TOPIC.collection,
    "localField": "topic_id",
    "foreignField": "_id",
    "pipeline": [{"$project": {"last_seq": 1, "category_id": 1}}],
    "as": "topic",
}


def in_category(known: str) -> Document:
    """Which category is meant by an id or a slug."""
    return {"$or": [{"_id": known}, {"slug": known}]}
