"""Categories in MongoDB."""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.mongo.block import Block
from adapters.mongo.docs import Place
from adapters.mongo.kinds import CATEGORY, TOPIC
from adapters.mongo.records import Document
from adapters.mongo.versions import saved
from p2p_core.forum.categories.model import Category
from p2p_core.forum.categories.shapes import CategoryCard, CategoryDetails
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import CategoryId


@dataclass(frozen=True, slots=True)
class MongoCategories:
    """Categories within a transaction."""

    block: Block

    def find(self, category_id: CategoryId) -> Category | None:
        found = self.block[CATEGORY.collection].one({"_id": category_id})
        return CATEGORY.entity(found) if found else None

    def get(self, category_id: CategoryId) -> Category:
        category = self.find(category_id)
        if category is None:
            raise NotFound("category")
        return category

    def count(self) -> int:
        return self.block[CATEGORY.collection].count({})

    def add(self, category: Category) -> bool:
        document = CATEGORY.document(category) | {"topic_count": 0}
        return self.block[CATEGORY.collection].add_if_absent({"slug": category.slug}, document)

    def save(self, category: Category) -> None:
        saved(self.block, CATEGORY, "category", category)

    def holds_topics(self, category_id: CategoryId) -> bool:
        return self.block[TOPIC.collection].one({"category_id": category_id}, ["_id"]) is not None

    def remove(self, category_id: CategoryId) -> None:
        self.block[CATEGORY.collection].drop({"_id": category_id})

    def last_position(self) -> int:
        last = self.block[CATEGORY.collection].some({}, [("position", -1)], 1, ["position"])
        return int(last[0]["position"]) if last else 0

    def topic_added(self, category_id: CategoryId) -> None:
        self._count(category_id, 1)

    def topic_removed(self, category_id: CategoryId) -> None:
        self._count(category_id, -1)

    def _count(self, category_id: CategoryId, by: int) -> None:
        self.block[CATEGORY.collection].change({"_id": category_id}, {"$inc": {"topic_count": by}})


@dataclass(frozen=True, slots=True)
class MongoCategoryReader:
    """Categories as they are shown."""

    place: Place

    def all(self) -> Sequence[CategoryDetails]:
        found = self.place[CATEGORY.collection].some({}, [("position", 1), ("_id", 1)])
        return [_details(document) for document in found]

    def details(self, category_id: CategoryId) -> CategoryDetails:
        found = self.place[CATEGORY.collection].one({"_id": category_id})
        if found is None:
            raise NotFound("category")
        return _details(found)


def card(document: Document) -> CategoryCard:
    """A category beside a topic."""
    return CategoryCard(
        id=document["_id"],
        slug=document["slug"],
        name=document["name"],
        name_ar=document["name_ar"],
        colour=document["colour"],
    )


def _details(document: Document) -> CategoryDetails:
    category = CATEGORY.entity(document)
    return CategoryDetails(
        id=category.id,
        slug=category.slug,
        name=category.name,
        name_ar=category.name_ar,
        description=category.description,
        description_ar=category.description_ar,
        colour=category.colour,
        position=category.position,
        topic_count=document["topic_count"],
        version=category.version,
    )
