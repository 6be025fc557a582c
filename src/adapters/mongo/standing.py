"""What the formula of reputation gives for what stands in the forum; the ledger is kept beside the people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from adapters.mongo.block import Block
from adapters.mongo.kinds import LIKE, MARK, POST, TOPIC
from adapters.mongo.records import Document
from p2p_core.forum.reputation.model import POINTS, Merit
from p2p_core.shared.ids import TopicId

Line = tuple[str, Merit, str, int]
"""Who earned, with what, for which topic or reply, how many points."""


@dataclass(frozen=True, slots=True)
class MongoStanding:
    """Looks at what stands, within a transaction."""

    block: Block

    def lines(self, topic_id: TopicId, subject_id: str | None) -> list[Line]:
        """What one topic or reply gives, or a topic with all in it."""
        topic = self.block[TOPIC.collection].one(
            {"_id": topic_id, "deleted_at": None}, ["author_id", "best_answer_id"]
        )
        if topic is None:
            return []
        own = [*self._of_topic(topic)] if subject_id in {None, topic_id} else []
        return [*own, *self._of_posts(topic, subject_id)]

    def _of_topic(self, topic: Document) -> Iterator[Line]:
        author_id, topic_id = topic["author_id"], topic["_id"]
        yield author_id, Merit.TOPIC, topic_id, POINTS[Merit.TOPIC]
        liked = {"topic_id": topic_id, "liked": True, "user_id": {"$ne": author_id}}
        likes = self.block[MARK.collection].count(liked)
        yield author_id, Merit.LIKE, topic_id, likes * POINTS[Merit.LIKE]

    def _of_posts(self, topic: Document, subject_id: str | None) -> Iterator[Line]:
        one = {} if subject_id is None else {"_id": subject_id}
        posts = self.block[POST.collection].through(
            {"$match": {"topic_id": topic["_id"], "deleted_at": None, **one}},
            {"$project": {"author_id": 1}},
            {"$lookup": _LIKES},
            {"$set": {"likes": _OF_OTHERS}},
        )
        for post in posts:
            author_id, post_id = post["author_id"], post["_id"]
            yield author_id, Merit.POST, post_id, POINTS[Merit.POST]
            yield author_id, Merit.LIKE, post_id, post["likes"] * POINTS[Merit.LIKE]
            if topic["best_answer_id"] == post_id and topic["author_id"] != author_id:
                yield author_id, Merit.BEST_ANSWER, post_id, POINTS[Merit.BEST_ANSWER]


_LIKES: Mapping[str, Any] = {
    "from": LIKE.collection,
    "localField": "_id",
    "foreignField": "post_id",
    "pipeline": [{"$project": {"_id": 0, "user_id": 1}}],
    "as": "likes",
}
_OF_OTHERS = {"$size": {"$filter": {"input": "$likes", "cond": {"$ne": ["$$this.user_id", "$author_id"]}}}}
