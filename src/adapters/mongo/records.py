"""Entities to documents and back, derived from their fields; the id is what MongoDB calls ``_id``."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

import msgspec

Document = dict[str, Any]
T = TypeVar("T")


class Kept(Generic[T]):
    """How entities of one kind are kept: every field under its name, and what is worked out from them."""

    def __init__(
        self,
        kind: type[T],
        collection: str,
        derived: Mapping[str, Callable[[T], object]] | None = None,
        key: Callable[[T], str] | None = None,
    ) -> None:
        """``derived`` is written with an entity and never read back; ``key`` is for those without an id."""
        self.kind = kind
        self.collection = collection
        self.derived = derived or {}
        self._key = key
        self.names = tuple(field.name for field in fields(cast("Any", kind)))

    def document(self, entity: T) -> Document:
        """What is stored of an entity."""
        document: Document = msgspec.to_builtins(entity, builtin_types=(datetime,))
        document["_id"] = self._key(entity) if self._key else document.pop("id")
        return document | {name: work_out(entity) for name, work_out in self.derived.items()}

    def entity(self, document: Mapping[str, Any]) -> T:
        """The one in a document."""
        known = {name: document[name] for name in self.names if name in document}
        if "id" in self.names:
            known["id"] = document["_id"]
        return msgspec.convert(known, self.kind)

    def all(self, documents: Iterable[Mapping[str, Any]]) -> list[T]:
        """Those in some documents."""
        return [self.entity(document) for document in documents]
