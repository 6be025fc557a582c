"""What people are told of, as far as it is still there and theirs to read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from adapters.mongo.docs import Place
from adapters.mongo.kinds import POST, TOPIC
from adapters.mongo.viewers import readable_in
from p2p_core.shared.ids import OrganizationId


@dataclass(frozen=True, slots=True)
class MongoSubjects:
    """Topics and replies, looked up together."""

    place: Place

    def titles(self, organization_id: OrganizationId, topic_ids: Collection[str]) -> Mapping[str, str]:
        """The titles of those topics that an organization's people may read."""
        wanted = {"_id": {"$in": [*topic_ids]}, **readable_in(organization_id)}
        return {
            one["_id"]: one["title"] for one in self.place[TOPIC.collection].some(wanted, fields=["title"])
        }

    def there(self, post_ids: Collection[str]) -> Collection[str]:
        """Those replies that aren't deleted."""
        wanted = {"_id": {"$in": [*post_ids]}, "deleted_at": None}
        return {one["_id"] for one in self.place[POST.collection].some(wanted, fields=["_id"])}
