"""Categories in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, select, update

from adapters.sql.changes import Versioned
from adapters.sql.records import Shape, matching
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.forum import categories, topics
from p2p_core.forum.categories.model import Category
from p2p_core.forum.categories.shapes import CategoryDetails
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import CategoryId

CATEGORY = Versioned("category", Category, categories, beginning={"topic_count": 0})
_ADD = CATEGORY.insertion_if_absent("slug")
_COUNT = Statement(select(func.count()).select_from(categories))
_LAST_POSITION = Statement(select(func.coalesce(func.max(categories.c.position), 0)))
_HOLDS_TOPICS = Statement(select(topics.c.id).where(topics.c.category_id == bindparam("of")).limit(1))
_REMOVE = Statement(delete(categories).where(categories.c.id == bindparam("known_id")))
_TOPIC_ADDED = Statement(
    update(categories)
    .values(topic_count=categories.c.topic_count + 1)
    .where(categories.c.id == bindparam("known_id"))
)

_TOPIC_REMOVED = Statement(
    update(categories)
    .values(topic_count=categories.c.topic_count - 1)
    .where(categories.c.id == bindparam("known_id"))
)

_DETAILS = Shape(CategoryDetails, matching(CategoryDetails, categories))
_ONE = Statement(select(*_DETAILS.labelled()).where(categories.c.id == bindparam("id")))
_ALL = Statement(select(*_DETAILS.labelled()).order_by(categories.c.position, categories.c.id))


@dataclass(frozen=True, slots=True)
class SqlCategories:
    """Categories within a transaction."""

    writes: Writes

    def find(self, category_id: CategoryId) -> Category | None:
        return CATEGORY.find_held(self.writes, category_id)

    def get(self, category_id: CategoryId) -> Category:
        return CATEGORY.get_held(self.writes, category_id)

    def count(self) -> int:
        return int(self.writes.rows(_COUNT)[0][0])

    def add(self, category: Category) -> bool:
        return CATEGORY.add_if_absent(self.writes, _ADD, category)

    def save(self, category: Category) -> None:
        category.version = CATEGORY.save(self.writes, category)

    def holds_topics(self, category_id: CategoryId) -> bool:
        return bool(self.writes.rows(_HOLDS_TOPICS, of=category_id))

    def remove(self, category_id: CategoryId) -> None:
        self.writes.run(_REMOVE, known_id=category_id)

    def last_position(self) -> int:
        return int(self.writes.rows(_LAST_POSITION)[0][0])

    def topic_added(self, category_id: CategoryId) -> None:
        self.writes.run(_TOPIC_ADDED, known_id=category_id)

    def topic_removed(self, category_id: CategoryId) -> None:
        self.writes.run(_TOPIC_REMOVED, known_id=category_id)


@dataclass(frozen=True, slots=True)
class SqlCategoryReader:
    """Categories as they are shown."""

    reads: Reads

    def all(self) -> Sequence[CategoryDetails]:
        return _DETAILS.all(self.reads.rows(_ALL))

    def details(self, category_id: CategoryId) -> CategoryDetails:
        rows = self.reads.rows(_ONE, id=category_id)
        if not rows:
            raise NotFound("category")
        return _DETAILS.of(rows[0])
