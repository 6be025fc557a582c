"""What can be done with categories."""

from dataclasses import dataclass

from p2p_core.forum.categories.model import FIRST_CATEGORIES, Category
from p2p_core.forum.categories.ports import CategoryReader, CategoryTransaction
from p2p_core.forum.categories.shapes import CategoryDetails
from p2p_core.shared.actor import Actor
from p2p_core.shared.ids import CategoryId, Ids
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryService:
    """List the categories; give a new platform its first ones."""

    begin: Begin[CategoryTransaction]
    categories: CategoryReader
    ids: Ids

    def list(self, _actor: Actor) -> Page[CategoryDetails]:
        """All of them, in their order; few enough for one page."""
        return Page(tuple(self.categories.all()), None)

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
