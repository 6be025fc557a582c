"""Who follows a topic and who likes what, in MongoDB: whom there is to tell, by their ids."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from adapters.mongo.block import Block
from adapters.mongo.kinds import LIKE, MARK
from p2p_core.notifications.inbox.model import Likers
from p2p_core.shared.ids import PostId, TopicId, UserId


@dataclass(frozen=True, slots=True)
class MongoAudience:
    """Followers and likers, within a transaction."""

    block: Block

    def followers(self, topic_id: TopicId, behind: str, limit: int) -> Sequence[UserId]:
        """So many who follow a topic, by their ids, from behind one of them."""
        following = {"topic_id": topic_id, "user_id": {"$gt": behind}, "following": True}
        found = self.block[MARK.collection].some(following, [("user_id", 1)], limit, ["user_id"])
        return [UserId(mark["user_id"]) for mark in found]

    def likers(
        self, topic_id: TopicId, post_id: PostId | None, without: Collection[UserId], rather: UserId
    ) -> Likers:
        """Who likes a reply, or a topic, but for some; named is rather this one, if they do."""
        of = LIKE if post_id else MARK
        liking = {"post_id": post_id} if post_id else {"topic_id": topic_id, "liked": True}
        likes, others = self.block[of.collection], {**liking, "user_id": {"$nin": [*without]}}
        last = likes.some(others, [("user_id", -1)], 1, ["user_id"])
        named = rather not in without and likes.one({**liking, "user_id": rather}, ["user_id"]) is not None
        return Likers(likes.count(others), rather if named else (last[0]["user_id"] if last else None))
