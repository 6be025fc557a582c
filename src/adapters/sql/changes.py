"""The statements that store an entity, derived from its record so that no column is forgotten."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, Table, bindparam, insert, literal, select, update

from adapters.sql.dialects import among, insert_if_absent, insert_or_hold, insert_or_replace
from adapters.sql.records import Record
from adapters.sql.statements import Reads, Statement, Writes
from p2p_core.shared.errors import NotFound, Stale

T = TypeVar("T")
Derived = Mapping[str, Callable[[T], object]]
"""Columns that are worked out from an entity whenever it is written."""
NOTHING: Mapping[str, int] = {}


def held(rows: Select[Any]) -> Select[Any]:
    """Rows that nobody else may change until the transaction ends, though others may refer to them.

    Only PostgreSQL needs it: SQLite has one writer at a time.
    """
    return rows.with_for_update(key_share=True)


class Stored(Generic[T]):
    """An entity's record with the statements every aggregate needs; each repository says which it offers."""

    def __init__(
        self,
        what: str,
        kind: type[T],
        table: Table,
        beginning: Mapping[str, int] = NOTHING,
        derived: Derived[T] | None = None,
    ) -> None:
        """``beginning`` gives the first values of columns that the store keeps beside the entity."""
        self.record = Record(kind, table, kept_by_store=beginning, derived=derived)
        self._what = what
        self._table = table
        self._columns = [table.c[name] for name in self.record.columns]
        self._values = self._bound(beginning)
        self._insert = Statement(insert(table).values(self._values))
        self._get = self.query(table.c.id == bindparam("id"))
        self._hold = self.hold(table.c.id == bindparam("id"))

    def selection(self, *conditions: ColumnElement[bool]) -> Select[Any]:
        """What chooses whole entities, to be ordered and cut."""
        return select(*self._columns).where(*conditions)

    def query(self, *conditions: ColumnElement[bool]) -> Statement:
        """A query for whole entities."""
        return Statement(self.selection(*conditions))

    def ordered(self, order: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Statement:
        """A query for whole entities in some order."""
        return Statement(select(*self._columns).where(*conditions).order_by(order))

    def hold(self, *conditions: ColumnElement[bool], order: ColumnElement[Any] | None = None) -> Statement:
        """A query for whole entities that nobody else may change until the transaction ends."""
        return Statement(held(select(*self._columns).where(*conditions).order_by(order)))

    def hold_among(
        self, column: ColumnElement[str], name: str, *conditions: ColumnElement[bool]
    ) -> Statement:
        """The same for those with one of many values, given as JSON; always held in one order."""
        chosen = select(*self._columns).where(*conditions).order_by(self._table.c.id)
        return Statement(among(column, name, lambda is_one: held(chosen.where(is_one))))

    def insertion_if_absent(self, *unique: str) -> Statement:
        """The statement that adds one unless its unique columns are taken."""
        return Statement(insert_if_absent(self._table, self._values, *unique))

    def insertion_or_hold(self, *unique: str) -> Statement:
        """The statement that adds one unless it is there, and gives what is there then, held by it."""
        return Statement(insert_or_hold(self._table, self._values, self._columns, *unique))

    def insertion_or_replacement(self, *unique: str) -> Statement:
        """The statement that stores one in place of what is there."""
        return Statement(insert_or_replace(self._table, self._values, *unique))

    def update(self, *conditions: ColumnElement[bool], tells: bool = True) -> Statement:
        """The statement that stores all of an entity's columns anew; the id is called ``known_id``."""
        changed = {name: bindparam(name, type_=self._table.c[name].type) for name in self.record.written}
        del changed["id"]
        known = self._table.c.id == bindparam("known_id")
        return Statement(update(self._table).values(changed).where(known, *conditions), tells=tells)

    def find(self, reads: Reads, entity_id: str) -> T | None:
        """The one with this id."""
        return self.first(reads, self._get, id=entity_id)

    def get(self, reads: Reads, entity_id: str) -> T:
        """The one with this id; raises ``NotFound``."""
        found = self.find(reads, entity_id)
        if found is None:
            raise NotFound(self._what)
        return found

    def find_held(self, writes: Writes, entity_id: str) -> T | None:
        """The one with this id, which nobody else may change until the transaction ends."""
        return self.first(writes, self._hold, id=entity_id)

    def get_held(self, writes: Writes, entity_id: str) -> T:
        """The same; raises ``NotFound``."""
        found = self.find_held(writes, entity_id)
        if found is None:
            raise NotFound(self._what)
        return found

    def first(self, reads: Reads, query: Statement, **values: object) -> T | None:
        """The first one a query finds."""
        rows = reads.rows(query, **values)
        return self.record.of(rows[0]) if rows else None

    def all(self, reads: Reads, query: Statement, **values: object) -> list[T]:
        """Those a query finds."""
        return self.record.all(reads.rows(query, **values))

    def add(self, writes: Writes, entity: T) -> None:
        """Store a new one."""
        writes.run(self._insert, **self.record.values(entity))

    def add_if_absent(self, writes: Writes, insertion: Statement, entity: T) -> bool:
        """Store a new one; false, and nothing is stored, when it is there already."""
        return writes.run(insertion, **self.record.values(entity)) == 1

    def _bound(self, beginning: Mapping[str, int]) -> dict[str, ColumnElement[Any]]:
        bound: dict[str, ColumnElement[Any]] = {
            name: bindparam(name, type_=self._table.c[name].type) for name in self.record.written
        }
        return bound | {name: literal(value) for name, value in beginning.items()}


class Versioned(Stored[T]):
    """An entity that people edit: whoever saves an old state is told so."""

    def __init__(
        self,
        what: str,
        kind: type[T],
        table: Table,
        beginning: Mapping[str, int] = NOTHING,
        derived: Derived[T] | None = None,
    ) -> None:
        super().__init__(what, kind, table, beginning, derived)
        self._save = self.update(table.c.version == bindparam("known_version"))

    def save(self, writes: Writes, entity: T) -> int:
        """Store a changed one under the next version, and answer with it; raises ``Stale``."""
        values = self.record.values(entity)
        version = values["version"]
        if not isinstance(version, int):
            raise TypeError("a version is a whole number")
        changed = {**values, "version": version + 1, "known_version": version, "known_id": values["id"]}
        if writes.run(self._save, **changed) == 0:
            raise Stale(self._what)
        return version + 1
