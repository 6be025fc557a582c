"""What the index needs from a store."""

from collections.abc import Sequence
from typing import Protocol

from p2p_core.forum.indexing.model import Entry, Source, Words
from p2p_core.shared.transactions import Transaction


class SearchIndex(Protocol):
    """The index within a transaction; to be written last in it, since others may wait for it.

    What is deleted stays in it, and is not found; what is removed for good leaves it by itself.
    """

    def put(self, entry: Entry) -> None:
        """Index what is new."""
        ...

    def change(self, subject_id: str, version: int, words: Words) -> None:
        """Index what was changed, as it is from this version on."""
        ...

    def renew(self, entry: Entry) -> bool:
        """Index it anew, if it still has the version that the entry was made of."""
        ...


class IndexTransaction(Transaction, Protocol):
    """What is changed together with the index."""

    @property
    def index(self) -> SearchIndex:
        """The index."""
        ...


class SourceReader(Protocol):
    """Everything that belongs into the index."""

    def topics(self, after: str, limit: int) -> Sequence[Source]:
        """Topics, deleted ones too, in the order of their ids."""
        ...

    def posts(self, after: str, limit: int) -> Sequence[Source]:
        """The same of replies."""
        ...

    def missing(self, limit: int) -> Sequence[Source]:
        """Some topics, or replies, that are not in the index, or not as they are now."""
        ...
