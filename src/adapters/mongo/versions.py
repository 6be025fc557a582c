"""Saving what people edit: whoever saves an old state is told so."""

from typing import Protocol, TypeVar

from adapters.mongo.block import Block
from adapters.mongo.records import Kept
from p2p_core.shared.errors import Stale


class Versioned(Protocol):
    """An entity whose version says which state it is."""

    version: int

    @property
    def id(self) -> str:
        """Which one it is."""
        ...


T = TypeVar("T", bound=Versioned)


def saved(block: Block, kept: Kept[T], what: str, entity: T) -> None:
    """Store a changed one and raise its version; raises ``Stale`` if somebody was faster."""
    known = {"_id": entity.id, "version": entity.version}
    values = kept.document(entity) | {"version": entity.version + 1}
    if not block[kept.collection].change(known, {"$set": values}):
        raise Stale(what)
    entity.version += 1
