"""What people are told of, as far as it is still there and theirs to read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from adapters.mongo.docs import Place
from adapters.mongo.kinds import POST, TOPIC
from adapters.mongo.viewers import on_this_side
from p2p_core.shared.ids import OrganizationId

Subject = tuple[str, bool]
"""A topic's title, and whether it is deleted."""


@dataclass(frozen=True, slots=True)
class MongoSubjects:
    """Topics and replies, looked up together."""

    place: Place

    def topics(self, organization_id: OrganizationId, topic_ids: Collection[str]) -> Mapping[str, Subject]:
        """Those topics that no wall stands before for an organization's people, deleted ones too."""
        wanted = {"_id": {"$in": [*topic_ids]}, **on_this_side(organization_id)}
        found = self.place[TOPIC.collection].some(wanted, fields=["title", "deleted_at"])
        return {one["_id"]: (one["title"], one["deleted_at"] is not None) for one in found}

    def there(self, post_ids: Collection[str]) -> Collection[str]:
        """Those replies that aren't deleted."""
        wanted = {"_id": {"$in": [*post_ids]}, "deleted_at": None}
        return {one["_id"] for one in self.place[POST.collection].some(wanted, fields=["_id"])}
