"""How categories are written and shown."""

from dataclasses import dataclass
from typing import Annotated

from p2p_core.forum.categories.model import DEFAULT_COLOUR, Colour, Slug
from p2p_core.shared.changes import Changes
from p2p_core.shared.ids import CategoryId
from p2p_core.shared.inputs import KEEP, Input, Keep, Length, Range
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit

CategoryName = Annotated[str, Length(2, 80)]
CategoryDescription = Annotated[str, Length(0, 300)]
Position = Annotated[int, Range(0, 10_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCategory(Input):
    """A category as an operator puts it up."""

    name: CategoryName
    name_ar: CategoryName
    slug: Annotated[str, Slug()] | None = None
    """Without one it is made from the words of the name."""
    description: CategoryDescription = ""
    description_ar: CategoryDescription = ""
    colour: Annotated[str, Colour()] = DEFAULT_COLOUR
    position: Position | None = None
    """Without one it comes last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryChanges(Changes):
    """What becomes of a category."""

    name: CategoryName | Keep = KEEP
    name_ar: CategoryName | Keep = KEEP
    slug: Annotated[str, Slug()] | Keep = KEEP
    description: CategoryDescription | Keep = KEEP
    description_ar: CategoryDescription | Keep = KEEP
    colour: Annotated[str, Colour()] | Keep = KEEP
    position: Position | Keep = KEEP


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
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCard:
    """A category beside a topic."""

    id: CategoryId
    slug: str
    name: str
    name_ar: str
    colour: str
