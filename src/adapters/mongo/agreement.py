"""What content in MongoDB says where it has to agree with what people are told elsewhere."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from adapters.mongo.docs import Place
from adapters.mongo.kinds import LIKE, MARK, PEN, POST, WAITING


@dataclass(frozen=True, slots=True)
class MongoAgreement:
    """Reads everything once."""

    place: Place

    def turn(self) -> int:
        """How many transactions there were."""
        pen = self.place[PEN].one({"_id": PEN})
        return int(pen["turns"]) if pen else 0

    def likes(self) -> Iterator[tuple[str, str]]:
        """Each like: of which topic or standing reply, and whose."""
        for mark in self.place[MARK.collection].some({"liked": True}, fields=["topic_id", "user_id"]):
            yield mark["topic_id"], mark["user_id"]
        gone = self.place[POST.collection].some({"deleted_at": {"$ne": None}}, fields=["_id"])
        of_gone = {post["_id"] for post in gone}
        for like in self.place[LIKE.collection].some({}, fields=["post_id", "user_id"]):
            if like["post_id"] not in of_gone:
                yield like["post_id"], like["user_id"]

    def busy(self) -> Collection[str]:
        """Of which topics and replies something is on its way."""
        waiting = self.place[WAITING.collection].some({"is_open": True}, fields=["aggregate"])
        return {event["aggregate"] for event in waiting}
