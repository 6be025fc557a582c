"""How categories are shown."""

from dataclasses import dataclass

from p2p_core.shared.ids import CategoryId


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryDetails:
    """A category with the number of topics that stand in it."""

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
