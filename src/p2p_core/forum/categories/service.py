"""What can be done with categories."""

from dataclasses import dataclass

from p2p_core.forum.categories.model import FIRST_CATEGORIES, Category, slug_in
from p2p_core.forum.categories.policy import must_manage_categories
from p2p_core.forum.categories.ports import CategoryReader, CategoryTransaction
from p2p_core.forum.categories.shapes import CategoryChanges, CategoryDetails, CategoryQuery, NewCategory
from p2p_core.shared.actor import Actor
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.errors import AlreadyExists, Conflict, FieldError, Invalid
from p2p_core.shared.ids import CategoryId, Ids
from p2p_core.shared.once import Once
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of
from p2p_core.shared.transactions import Begin

_BINDING = "categories"
_FIRST_PAGE = CategoryQuery()


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryService:
    """List the categories, put up others, change them, take them away; give a new platform its first ones."""

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

    def details(self, _actor: Actor, category_id: CategoryId) -> CategoryDetails:
        """One category; raises ``NotFound``."""
        return self.categories.details(category_id)

    def create(self, actor: Actor, new: NewCategory, once: Once | None = None) -> CategoryDetails:
        """Put up a category.

        Raises ``Forbidden``, ``Invalid`` on ``slug`` when none is given and none can be made of the name,
        or ``AlreadyExists`` (``slug_taken``).
        """
        must_manage_categories(actor)
        category = self._category(new)
        with self.begin(once) as tx:
            if new.position is None:
                category.place_behind(tx.categories.last_position())
            if not tx.categories.add(category):
                raise AlreadyExists("slug_taken")
            tx.result(category.id)
        return self.categories.details(category.id)

    def edit(
        self,
        actor: Actor,
        category_id: CategoryId,
        changes: CategoryChanges,
        expected: Expected = WHICHEVER,
    ) -> CategoryDetails:
        """Change a category.

        Raises ``Forbidden``, ``NotFound``, ``Stale``, or ``AlreadyExists`` (``slug_taken``).
        """
        must_manage_categories(actor)
        with self.begin() as tx:
            category = tx.categories.get(category_id)
            expected.must_include("category", category.version)
            if category.edit(changes):
                tx.categories.save(category)
        return self.categories.details(category_id)

    def remove(self, actor: Actor, category_id: CategoryId, expected: Expected = WHICHEVER) -> None:
        """Take away a category without topics.

        Raises ``Forbidden``, ``NotFound``, ``Stale``, or ``Conflict`` (``category_not_empty``).
        """
        must_manage_categories(actor)
        with self.begin() as tx:
            category = tx.categories.get(category_id)
            expected.must_include("category", category.version)
            if tx.categories.holds_topics(category_id):
                raise Conflict("category_not_empty")
            tx.categories.remove(category_id)

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

    def _category(self, new: NewCategory) -> Category:
        slug = new.slug or slug_in(new.name)
        if not slug:
            raise Invalid(FieldError("slug", "required"))
        return Category(
            id=CategoryId(self.ids.new()),
            slug=slug,
            name=new.name,
            name_ar=new.name_ar,
            description=new.description,
            description_ar=new.description_ar,
            colour=new.colour,
            position=new.position or 0,
        )


def _key(category: CategoryDetails) -> Key:
    return (category.position, category.id)
