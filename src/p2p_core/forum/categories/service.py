"""What can be done with categories."""

from dataclasses import dataclass

from p2p_core.forum.categories.model import FIRST_CATEGORIES, Category
from p2p_core.forum.categories.ports import CategoryReader, CategoryTransaction
from p2p_core.forum.categories.shapes import CategoryDetails, CategoryQuery
from p2p_core.shared.actor import Actor
from p2p_core.shared.ids import CategoryId, Ids
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of
from p2p_core.shared.transactions import Begin

_BINDING = "categories"
_FIRST_PAGE = CategoryQuery()


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryService:
    """List the categories; give a new platform its first ones."""

    begin: Begin[CategoryTransaction]
    categories: CategoryReader
    ids: Ids

    def list(self, _actor: Actor, query: CategoryQuery = _FIRST_PAGE) -> Page[CategoryDetails]:
        """A page of them in their order; there are few, so they are always read together."""
        after = decode_cursor(_BINDING, query.cursor, int, str)
        found = self.categories.all()
        behind = [category for category in found if after is None or _key(category) > after]
        page = page_of(behind, query.limit, _BINDING, _key)
        return page.counted(len(found) if query.count else None)

    def install_first(self) -> int:
        """Give a platform without any category its first ones, and say how many that were."""
        with self.begin() as tx:
            if tx.categories.count():
                return 0
            for position, first in enumerate(FIRST_CATEGORIES, 1):
                tx.categories.add(
                    Category(
                        id=CategoryId(self.ids.new()),
                        slug=first.slug,
                        name=first.name,
                        name_ar=first.name_ar,
                        description=first.description,
                        description_ar=first.description_ar,
                        colour=first.colour,
                        position=position,
                    )
                )
        return len(FIRST_CATEGORIES)


def _key(category: CategoryDetails) -> Key:
    return (category.position, category.id)
