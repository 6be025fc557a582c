"""What drafts need from a store."""

from datetime import datetime
from typing import Protocol

from p2p_core.drafts.model import Draft
from p2p_core.drafts.shapes import DraftDetails, DraftQuery
from p2p_core.shared.ids import DraftId, UserId
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Transaction


class PublishedDrafts(Protocol):
    """Drafts as those see them who publish what was one."""

    def drop_under(self, user_id: UserId, key: str) -> None:
        """Forget the one that a person has under this key, if there is one."""
        ...


class PublishingTransaction(Transaction, Protocol):
    """What is published with."""

    @property
    def drafts(self) -> PublishedDrafts:
        """Drafts."""
        ...


class Drafts(PublishedDrafts, Protocol):
    """Drafts within a transaction."""

    def find(self, user_id: UserId, key: str) -> Draft | None:
        """The one that a person has under this key; nobody else changes the person's until the end."""
        ...

    def count(self, user_id: UserId) -> int:
        """How many a person has; to be asked after ``find``."""
        ...

    def add(self, draft: Draft) -> None:
        """Store a new one."""
        ...

    def save(self, draft: Draft) -> None:
        """Store a changed one and raise its version."""
        ...

    def drop(self, draft_id: DraftId) -> None:
        """Forget it."""
        ...

    def forget_old(self, before: datetime, limit: int) -> int:
        """Forget up to so many that nobody went on with since then, and say how many those were."""
        ...


class DraftTransaction(Transaction, Protocol):
    """What drafts are changed with."""

    @property
    def drafts(self) -> Drafts:
        """Drafts."""
        ...


class DraftReader(Protocol):
    """Drafts as their authors see them."""

    def find(self, user_id: UserId, key: str) -> Draft | None:
        """The one that a person has under this key."""
        ...

    def page(self, user_id: UserId, query: DraftQuery) -> Page[DraftDetails]:
        """Some of a person's drafts, what changed last first; raises ``Invalid`` for a foreign cursor."""
        ...
