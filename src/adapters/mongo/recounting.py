"""Counters put right after replies or marks were taken away, in MongoDB: worked out from what is left."""

from collections.abc import Collection
from dataclasses import dataclass

from adapters.mongo.block import Block
from adapters.mongo.kinds import CATEGORY, MARK, POST, TOPIC
from adapters.mongo.marks import MongoMarks
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Topic, Visibility, heat


@dataclass(frozen=True, slots=True)
class Recounting:
    """Counts anew, within a transaction."""

    block: Block

    def after(self, gone: Collection[Post], others: Collection[str] = ()) -> None:
        """Put right what counted the dropped replies, or marks on other topics, and is still there."""
        for post in gone:
            if not post.is_deleted:
                MongoMarks(self.block).reply_gone(post.topic_id, post.seq, post.author_id)
        self._replies({post.parent_id for post in gone if post.parent_id})
        for topic_id in sorted({*others, *(post.topic_id for post in gone)}):
            found = self.block[TOPIC.collection].one({"_id": topic_id})
            if found:
                self._topic(TOPIC.entity(found))

    def category(self, category_id: str) -> None:
        """Count a category's topics."""
        open_to_all = {"visibility": Visibility.NETWORK.value, "deleted_at": None}
        count = self.block[TOPIC.collection].count({"category_id": category_id, **open_to_all})
        self.block[CATEGORY.collection].change({"_id": category_id}, {"$set": {"topic_count": count}})

    def _replies(self, above: Collection[str]) -> None:
        """Put right what counted the dropped replies; a tombstone may go with them."""
        waiting = [*above]
        while waiting:
            found = self.block[POST.collection].one({"_id": waiting.pop()})
            if found is None:
                continue
            parent = POST.entity(found)
            was_shown = parent.is_shown
            left = self.block[POST.collection].some(
                {"topic_id": parent.topic_id, "parent_id": parent.id}, [("place", 1)], fields=["shown"]
            )
            # the next reply's place is counted on from here, so the places close up, the lowest first
            for place, reply in enumerate(left, 1):
                self.block[POST.collection].change({"_id": reply["_id"]}, {"$set": {"place": place}})
            parent.last_place = len(left)
            parent.reply_count = sum(bool(reply["shown"]) for reply in left)
            self.block[POST.collection].change({"_id": parent.id}, {"$set": POST.document(parent)})
            if parent.parent_id and was_shown and not parent.is_shown:
                waiting.append(parent.parent_id)

    def _topic(self, topic: Topic) -> None:
        left = self.block[POST.collection].some(
            {"topic_id": topic.id, "deleted_at": None}, [("seq", -1)], fields=["author_id", "created_at"]
        )
        last = left[0] if left else None
        topic.post_count = len(left)
        topic.last_post_id = last["_id"] if last else None
        topic.last_activity_at = last["created_at"] if last else topic.created_at
        topic.like_count = self._marks(topic.id, liked=True)
        topic.follower_count = self._marks(topic.id, following=True)
        topic.bookmark_count = self._marks(topic.id, bookmarked_at={"$ne": None})
        topic.replier_count = len({post["author_id"] for post in left} - {topic.author_id})
        topic.hot = heat(topic.like_count, topic.replier_count, topic.created_at, topic.created_at)
        is_there = topic.best_answer_id in {post["_id"] for post in left}
        topic.best_answer_id = topic.best_answer_id if is_there else None
        self.block[TOPIC.collection].change({"_id": topic.id}, {"$set": TOPIC.document(topic)})

    def _marks(self, topic_id: str, **wanted: object) -> int:
        return self.block[MARK.collection].count({"topic_id": topic_id, **wanted})
