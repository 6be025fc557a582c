"""How much was written, counted in MongoDB."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from adapters.mongo.docs import Place
from adapters.mongo.kinds import POST, TOPIC
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
