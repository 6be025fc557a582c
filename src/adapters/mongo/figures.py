"""How much was written, counted in MongoDB."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from adapters.mongo.docs import Place
from adapters.mongo.kinds import POST, TOPIC
from p2p_core.dashboard.shapes import Written
from p2p_core.forum.topics.model import Visibility
from p2p_core.shared.ids import OrganizationId, UserId


@dataclass(frozen=True, slots=True)
class MongoFigures:
    """Counts documents."""

    place: Place

    def topics(self, organization_id: OrganizationId, since: datetime) -> int:
        """An organization's topics from then on that aren't deleted."""
        new = {"created_at": {"$gte": since}, "deleted_at": None}
        return self.place[TOPIC.collection].count({"organization_id": organization_id, **new})

    def posts(self, author_ids: Collection[UserId], since: datetime) -> int:
        """These people's replies from then on that aren't deleted."""
        new = {"created_at": {"$gte": since}, "deleted_at": None}
        return self.place[POST.collection].count({"author_id": {"$in": [*author_ids]}, **new})

    def network(self) -> Written:
        """What everybody may read."""
        counted = self.place[TOPIC.collection].through(
            {"$match": {"visibility": Visibility.NETWORK.value, "deleted_at": None}},
            {
                "$group": {
                    "_id": None,
                    "topics": {"$sum": 1},
                    "replies": {"$sum": "$post_count"},
                    "answered": {"$sum": {"$cond": [{"$ne": ["$best_answer_id", None]}, 1, 0]}},
                }
            },
            {"$project": {"_id": 0}},
        )
        return Written(**counted[0]) if counted else Written(topics=0, replies=0, answered=0)
