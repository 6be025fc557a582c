"""Documents of one collection: read by anybody, or read and changed within a transaction."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Any

from pymongo import ReturnDocument
from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.database import Database

from adapters.mongo.records import Document
from adapters.mongo.steps import Step
from adapters.mongo.unstorable import Unstorable

Filter = Mapping[str, Any]
Change = Mapping[str, Any] | Sequence[Mapping[str, Any]]
Guard = Callable[[], AbstractContextManager[None]]
"""Around each command: whether it may be given at all, and what its failure means."""
Hears = Callable[[Step], None]
"""Is told of everything that was changed."""


def nobody(_: Step) -> None:
    """Who hears of changes that are made outside of transactions."""


@dataclass(frozen=True, slots=True)
class Docs:
    """One collection's documents; nothing that comes from people is ever the name of a field or an operator.

    What no document can hold is found in none.
    """

    _of: Collection[Document]
    _session: ClientSession | None
    _guarded: Guard
    _heard: Hears = nobody

    def one(self, where: Filter, fields: Sequence[str] | None = None) -> Document | None:
        """The first one that is wanted."""
        with suppress(Unstorable), self._guarded():
            return self._of.find_one(where, fields, session=self._session)
        return None

    def some(
        self,
        where: Filter,
        order: Sequence[tuple[str, int]] = (),
        limit: int = 0,
        fields: Sequence[str] | None = None,
    ) -> list[Document]:
        """All that are wanted, or up to so many, in this order."""
        with suppress(Unstorable), self._guarded():
            found = self._of.find(where, fields, session=self._session, limit=limit)
            return list(found.sort(list(order)) if order else found)
        return []

    def through(self, *stages: Mapping[str, Any]) -> list[Document]:
        """What comes out of a pipeline."""
        with suppress(Unstorable), self._guarded():
            return list(self._of.aggregate([*stages], session=self._session))
        return []

    def count(self, where: Filter, most: int = 0) -> int:
        """How many there are, counted so far as anybody wants to know."""
        with suppress(Unstorable), self._guarded():
            limit = {"limit": most} if most else {}
            return self._of.count_documents(where, session=self._session, **limit)
        return 0

    def add(self, document: Document) -> None:
        """Store a new one."""
        with self._guarded():
            self._of.insert_one(document, session=self._session)
            self._tell("insert_one", document)

    def add_if_absent(self, where: Filter, document: Document) -> bool:
        """Store a new one; false, and nothing is stored, where there is such a one already."""
        with self._guarded():
            new = {"$setOnInsert": document}
            done = self._of.update_one(where, new, upsert=True, session=self._session)
            self._tell("update_one", where, new, upsert=True)
            return done.upserted_id is not None

    def change(self, where: Filter, change: Change) -> bool:
        """Change the one that is wanted; false when there is none."""
        with self._guarded():
            done = self._of.update_one(where, change, session=self._session)
            self._tell("update_one", where, change)
            return done.matched_count == 1

    def put(self, where: Filter, change: Change) -> None:
        """Change the one that is wanted, or make it."""
        with self._guarded():
            self._of.update_one(where, change, upsert=True, session=self._session)
            self._tell("update_one", where, change, upsert=True)

    def changed(self, where: Filter, change: Change) -> Document | None:
        """Change the one that is wanted, and answer with it as it is then."""
        with self._guarded():
            done = self._of.find_one_and_update(
                where, change, return_document=ReturnDocument.AFTER, session=self._session
            )
            self._tell("update_one", where, change)
            return done

    def change_all(self, where: Filter, change: Change) -> int:
        """Change all that are wanted, and say how many that were."""
        with self._guarded():
            done = self._of.update_many(where, change, session=self._session)
            self._tell("update_many", where, change)
            return done.matched_count

    def drop(self, where: Filter) -> int:
        """Take away all that are wanted, and say how many that were."""
        with self._guarded():
            done = self._of.delete_many(where, session=self._session)
            self._tell("delete_many", where)
            return done.deleted_count

    def _tell(self, do: str, *what: Any, upsert: bool = False) -> None:  # noqa: ANN401 - what drivers take
        self._heard(Step(self._of.name, do, what, upsert))


@dataclass(frozen=True, slots=True)
class Place:
    """Where documents are: a database, as everybody sees it or as a transaction does."""

    database: Database[Document]
    guarded: Guard
    session: ClientSession | None = None
    heard: Hears = nobody

    def __getitem__(self, name: str) -> Docs:
        """A collection by its name."""
        return Docs(self.database[name], self.session, self.guarded, self.heard)
