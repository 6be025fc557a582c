"""How categories are shown."""

from dataclasses import dataclass

from p2p_core.shared.ids import CategoryId
from p2p_core.shared.inputs import Input
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryQuery(Input):
    """Which categories to list: all of them in their order, and from where on."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryDetails:
    """A category with the number of topics in it that everybody may read."""

    id: CategoryId
    slug: str
    name: str
    name_ar: str
    description: str
    description_ar: str
    colour: str
    position: int
    topic_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCard:
    """A category beside a topic."""

    id: CategoryId
    slug: str
    name: str
    name_ar: str
    colour: str
