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
        """The category with this id; nobody else changes or removes it until the transaction ends."""
        ...

    def get(self, category_id: CategoryId) -> Category:
        """The same; raises ``NotFound``."""
        ...

    def count(self) -> int:
        """How many there are."""
        ...

    def add(self, category: Category) -> bool:
        """Store a new one; false, and nothing is stored, when its slug is taken."""
        ...

    def save(self, category: Category) -> None:
        """Store a changed one and raise its version.

        Raises ``Stale`` if somebody was faster, ``AlreadyExists`` (``slug_taken``) if its slug is another's.
        """
        ...

    def holds_topics(self, category_id: CategoryId) -> bool:
        """Whether any topic stands in it, private ones too."""
        ...

    def remove(self, category_id: CategoryId) -> None:
        """Take it away; to be asked for only if it holds no topics."""
        ...

    def last_position(self) -> int:
        """The highest position of all; 0 when there is none."""
        ...

    def topic_added(self, category_id: CategoryId) -> None:
        """Count one more topic, atomically."""
        ...

    def topic_removed(self, category_id: CategoryId) -> None:
        """Count one topic less, atomically."""
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

    def details(self, category_id: CategoryId) -> CategoryDetails:
        """One category; raises ``NotFound``."""
        ...
