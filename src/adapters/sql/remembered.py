"""What is read often and alike for many is remembered, and forgotten by whatever writes to its tables.

A tag of the cache is a table's name. Whoever adds an operation that writes to one need not know of this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from adapters.sql.block import Block
from adapters.sql.recent import RecentSessions
from adapters.sql.tables.forum import categories
from p2p_core.forum.categories.ports import CategoryReader
from p2p_core.forum.categories.shapes import CategoryDetails
from p2p_core.shared.cache import Cache
from p2p_core.shared.ids import CategoryId

TAGS = frozenset({categories.name})
"""Tables that something remembered was read from."""

_BACKSTOP = timedelta(minutes=1)
"""For changes nobody told of: a process that was killed between its commit and its telling."""
_KEY = "categories"
_DECODER = msgspec.json.Decoder(list[CategoryDetails])
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a store's process remembers."""

    recent: RecentSessions
    cache: Cache | None = None

    def heed(self, block: Block) -> None:
        """Forget what was made from the tables that a transaction wrote to; it is durable by now."""
        self.recent.heed(block.changed)
        if self.cache and not TAGS.isdisjoint(block.written):
            self.cache.forget(*TAGS & block.written)

    def categories(self, reader: CategoryReader) -> CategoryReader:
        """The reader, asked only when nobody remembers."""
        return RememberedCategories(reader, self.cache) if self.cache else reader


@dataclass(frozen=True, slots=True)
class RememberedCategories:
    """The categories as a whole are remembered; a single one is always read."""

    reader: CategoryReader
    cache: Cache

    def all(self) -> Sequence[CategoryDetails]:
        looked = self.cache.look(_KEY, categories.name)
        if looked.value is not None:
            try:
                return _DECODER.decode(looked.value)
            except msgspec.DecodeError:  # another version of this program wrote it
                pass
        found = self.reader.all()
        self.cache.keep(_KEY, _encode(found), _BACKSTOP, looked)
        return found

    def details(self, category_id: CategoryId) -> CategoryDetails:
        return self.reader.details(category_id)
