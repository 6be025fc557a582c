"""Topics in MongoDB."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.mongo.aside import Aside
from adapters.mongo.block import Block
from adapters.mongo.kinds import EDIT, ENTRIES, INTERVENTION, LIKE, MARK, MENTION, POST, REPORT, TOPIC
from adapters.mongo.records import Document
from adapters.mongo.versions import saved
from p2p_core.forum.topics.model import Edit, Topic
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import FileId, PostId, TopicId

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
_OF_TOPIC = (POST, MARK, EDIT, MENTION, REPORT, INTERVENTION)


@dataclass(frozen=True, slots=True)
class MongoTopics:
    """Topics within a transaction, which alone writes: to look is to hold."""

    block: Block
    aside: Aside

    def get(self, topic_id: TopicId) -> Topic:
        found = self.block[TOPIC.collection].one({"_id": topic_id})
        if found is None:
            raise NotFound("topic")
        return TOPIC.entity(found)

    def hold(self, topic_id: TopicId) -> bool:
        return self.block[TOPIC.collection].one({"_id": topic_id}, ["_id"]) is not None

    def add(self, topic: Topic) -> None:
        self.block[TOPIC.collection].add(TOPIC.document(topic))

    def reply_added(self, topic_id: TopicId, post_id: PostId, now: datetime) -> int:
        change = {
            "$inc": {"post_count": 1, "last_seq": 1},
            "$max": {"last_activity_at": now},
            "$set": {"last_post_id": post_id},
        }
        found = self.block[TOPIC.collection].changed({"_id": topic_id}, change)
        if found is None:
            raise NotFound("topic")
        return int(found["last_seq"])

    def save(self, topic: Topic) -> None:
        saved(self.block, TOPIC, "topic", topic)

    def keep_standing(self, topic: Topic) -> None:
        document = TOPIC.document(topic)
        self.block[TOPIC.collection].change(
            {"_id": topic.id}, {"$set": {name: document[name] for name in _STANDING}}
        )

    def replies_changed(self, topic_id: TopicId, by: int) -> None:
        shown = {"topic_id": topic_id, "deleted_at": None}
        last = self.block[POST.collection].some(shown, [("seq", -1)], 1, ["created_at"])
        activity: Document = {
            "last_post_id": last[0]["_id"] if last else None,
            "last_activity_at": last[0]["created_at"] if last else "$created_at",
        }
        count = {"post_count": {"$add": ["$post_count", by]}}
        self.block[TOPIC.collection].change({"_id": topic_id}, [{"$set": {**count, **activity}}])

    def shown_files(self, topic_id: TopicId) -> Sequence[FileId]:
        replies = self.block[POST.collection].some({"topic_id": topic_id, "deleted_at": None}, fields=["_id"])
        places = [f"topic:{topic_id}", *(f"post:{reply['_id']}" for reply in replies)]
        return self.aside.shown_at(places)

    def viewed(self, topic_id: TopicId, by: int) -> None:
        self.block[TOPIC.collection].change({"_id": topic_id}, {"$inc": {"view_count": by}})

    def forget_deleted(self, before: datetime, limit: int) -> int:
        old = self.block[TOPIC.collection].some(
            {"deleted_at": {"$lt": before}}, [("deleted_at", 1)], limit, ["_id"]
        )
        for topic in old:
            drop_topic(self.block, self.aside, topic["_id"])
        return len(old)


@dataclass(frozen=True, slots=True)
class MongoEdits:
    """Edits within a transaction."""

    block: Block

    def add(self, edit: Edit) -> None:
        self.block[EDIT.collection].add(EDIT.document(edit))


def drop_topic(block: Block, aside: Aside, topic_id: str) -> None:
    """Remove a topic with all that stands in it and was done with it."""
    posts = [post["_id"] for post in block[POST.collection].some({"topic_id": topic_id}, fields=["_id"])]
    aside.let_go([f"topic:{topic_id}", *(f"post:{post_id}" for post_id in posts)], (), (topic_id,))
    block[LIKE.collection].drop({"post_id": {"$in": posts}})
    block[ENTRIES].drop({"topic_id": topic_id})
    for kept in _OF_TOPIC:
        block[kept.collection].drop({"topic_id": topic_id})
    block[TOPIC.collection].drop({"_id": topic_id})
