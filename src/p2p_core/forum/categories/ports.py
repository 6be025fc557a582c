"""What categories need from a store."""

from collections.abc import Sequence
from typing import Protocol

from p2p_core.forum.categories.model import Category
from p2p_core.forum.categories.shapes import CategoryDetails
from p2p_core.shared.ids import CategoryId
from p2p_core.shared.transactions import Transaction


class Categories(Protocol):
    """Categories within a transaction."""

    def find(self, category_id: CategoryId) -> Category | None:
        """The category with this id."""
        ...

    def count(self) -> int:
        """How many there are."""
        ...

    def add(self, category: Category) -> bool:
        """Store a new one; false, and nothing is stored, when its slug is taken."""
        ...

    def topic_added(self, category_id: CategoryId) -> None:
        """Count one more topic, atomically."""
        ...


class CategoryTransaction(Transaction, Protocol):
    """What categories are changed with."""

    @property
    def categories(self) -> Categories:
        """Categories."""
        ...


class CategoryReader(Protocol):
    """Categories as they are shown."""

    def all(self) -> Sequence[CategoryDetails]:
        """Every category, by position."""
        ...
