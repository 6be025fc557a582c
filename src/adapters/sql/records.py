"""Rows to dataclasses and back, derived from columns and fields and checked when the module is imported.

A mapper written by hand forgets a column in silence; this one refuses to start when fields and
columns are not exactly the same. A nested dataclass takes the columns whose names begin with the
field's: ``location_lat`` in tables, ``author.organization.name`` in the labels of views.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property, partial, reduce
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Boolean, ColumnElement, FromClause, Label, Table
from sqlalchemy.types import TypeEngine

from adapters.sql.dialects import DIALECTS
from adapters.sql.makers import Maker, PlainMaker, ViewMaker
from adapters.sql.statements import Convert, Row
from adapters.sql.tables.schema import KeptAsJson
from p2p_core.shared.pages import LazyItems

T = TypeVar("T")
NOTHING: Mapping[str, object] = {}
_SWITCH = {0: False, 1: True, None: None}


class Mismatch(TypeError):
    """Fields and columns differ."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one dataclass is made from a row: which place each plain field takes, and what is nested."""

    kind: type
    places: tuple[tuple[str, int], ...]
    nested: tuple[tuple[str, "_Plan", bool], ...]
    fixed: tuple[tuple[str, object], ...]

    def every_place(self) -> Iterable[int]:
        """All places in the row that it or what is nested in it takes."""
        yield from (place for _, place in self.places)
        for _, plan, _ in self.nested:
            yield from plan.every_place()

    def every_switch(self) -> Iterable[int]:
        """Those of them that are true or false."""
        hints = get_type_hints(self.kind)
        yield from (place for name, place in self.places if _optional(hints[name])[0] is bool)
        for _, plan, _ in self.nested:
            yield from plan.every_switch()

    def expression(self, maker: Maker) -> str:
        """What makes one from ``row``."""
        parts = {name: maker.value(place) for name, place in self.places}
        for name, plan, may_miss in self.nested:
            made = plan.expression(maker)
            is_empty = " and ".join(f"row[{place}] is None" for place in plan.every_place())
            parts[name] = f"(None if {is_empty} else {made})" if may_miss else made
        parts |= {name: maker.fixed(value) for name, value in self.fixed}
        return maker.whole(self.kind, {field.name: parts[field.name] for field in fields(self.kind)})


class Shape(Generic[T]):
    """How rows of certain columns become dataclasses of one kind."""

    def __init__(
        self,
        kind: type[T],
        columns: Mapping[str, ColumnElement[Any]],
        separator: str = ".",
        fixed: Mapping[str, object] = NOTHING,
        supplied: Iterable[str] = (),
    ) -> None:
        """``fixed`` fields are the same in all; ``supplied`` ones stand behind the columns in each row."""
        self.columns = dict(columns)
        names = [*columns, *supplied]
        places = {name: place for place, name in enumerate(names)}
        self._plan = _planned(kind, places, separator, fixed, "")
        unused = set(names) - {names[place] for place in self._plan.every_place()}
        if unused:
            raise Mismatch(f"{kind.__name__} has no field for {', '.join(sorted(unused))}")
        types = [column.type for column in columns.values()]
        places_of_switches = {place for place in self._plan.every_switch() if place < len(types)}
        numbers = [names[place] for place in places_of_switches if not isinstance(types[place], Boolean)]
        if numbers:
            raise Mismatch(f"{kind.__name__} wants true or false of {', '.join(sorted(numbers))}")

    def place(self, name: str) -> int:
        """Where a column stands in each row."""
        return list(self.columns).index(name)

    def labelled(self) -> list[Label[Any]]:
        """The columns to select, in the order in which rows are read."""
        return [column.label(name) for name, column in self.columns.items()]

    def of(self, row: Row) -> T:
        """The one in a row."""
        return self._build(row)

    def all(self, rows: Iterable[Row]) -> list[T]:
        """Those in some rows."""
        return list(map(self._build, rows))

    def plain(self, rows: Iterable[Row]) -> list[object]:
        """The same as dicts, which encode to the same JSON in a third of the time."""
        return list(map(self.plain_of, rows))

    def items(self, rows: Sequence[Row]) -> LazyItems[T]:
        """Those in some rows, made into what is asked for when somebody asks."""
        return LazyItems(partial(self.all, rows), partial(self.plain, rows))

    @cached_property
    def _build(self) -> Callable[[Row], T]:
        maker = ViewMaker(self._by_place(_as_values))
        built: Callable[[Row], T] = maker.function(self._plan.expression(maker))
        return built

    @cached_property
    def plain_of(self) -> Callable[[Row], object]:
        """The dict of a row."""
        maker = PlainMaker(self._by_place(_as_json))
        return maker.function(self._plan.expression(maker))

    def _by_place(self, conversion: Callable[[TypeEngine[Any]], Convert | None]) -> Mapping[int, Convert]:
        converted = {place: conversion(column.type) for place, column in enumerate(self.columns.values())}
        return {place: convert for place, convert in converted.items() if convert is not None}


def _as_values(kind: TypeEngine[Any]) -> Convert | None:
    """Databases keep everything alike, and the one with fewest types needs all conversions."""
    dialect = DIALECTS["sqlite"]
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _as_json(kind: TypeEngine[Any]) -> Convert | None:
    match kind:
        case KeptAsJson():
            return kind.as_json()
        case Boolean():
            return _SWITCH.__getitem__
        case _:
            return _as_values(kind)


class Record(Shape[T]):
    """An entity and its table: each field has its column, each column its field, but for some columns.

    Those ``kept_by_store`` the entity doesn't know; those that are ``derived`` from it are written with
    it and never read back.
    """

    def __init__(
        self,
        kind: type[T],
        table: Table,
        kept_by_store: Iterable[str] = (),
        derived: Mapping[str, Callable[[T], object]] | None = None,
    ) -> None:
        derived = derived or {}
        left_out = {*kept_by_store, *derived}
        columns: dict[str, ColumnElement[Any]] = {c.name: c for c in table.c if c.name not in left_out}
        super().__init__(kind, columns, separator="_")
        self._read = {name: _reader(kind, name) for name in columns} | dict(derived)
        self.written = tuple(self._read)
        """The columns that are written with an entity."""

    def values(self, entity: T) -> dict[str, object]:
        """What is stored of an entity, by column."""
        return {name: read(entity) for name, read in self._read.items()}


def matching(kind: type, table: FromClause, prefix: str = "") -> dict[str, ColumnElement[Any]]:
    """The columns of a table that are called like a view's fields, by the labels the view wants."""
    found: dict[str, ColumnElement[Any]] = {}
    for path in _paths(kind):
        if (name := "_".join(path)) in table.c:
            found[prefix + ".".join(path)] = table.c[name]
    return found


def _paths(kind: type) -> Iterable[tuple[str, ...]]:
    for name, hint in get_type_hints(kind).items():
        yield (name,)
        inner, _ = _optional(hint)
        if isinstance(inner, type) and is_dataclass(inner) and inner is not kind:
            yield from ((name, *path) for path in _paths(inner))


def _planned(
    kind: type, places: Mapping[str, int], separator: str, fixed: Mapping[str, object], prefix: str
) -> _Plan:
    hints = get_type_hints(kind)
    plain: list[tuple[str, int]] = []
    nested: list[tuple[str, _Plan, bool]] = []
    constant: list[tuple[str, object]] = []
    for field in fields(kind):
        name = prefix + field.name
        inner, may_miss = _optional(hints[field.name])
        if name in places:
            plain.append((field.name, places[name]))
        elif name in fixed:
            constant.append((field.name, fixed[name]))
        elif is_dataclass(inner) and isinstance(inner, type):
            plan = _planned(inner, places, separator, fixed, name + separator)
            nested.append((field.name, plan, may_miss))
        else:
            raise Mismatch(f"no column for {kind.__name__}.{field.name} ({name})")
    return _Plan(kind, tuple(plain), tuple(nested), tuple(constant))


def _optional(hint: object) -> tuple[object, bool]:
    if get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint):
        others = [part for part in get_args(hint) if part is not NoneType]
        return (others[0] if len(others) == 1 else hint), True
    return hint, False


def _reader(kind: type, column: str) -> Callable[[Any], object]:
    path = _path(kind, column)
    if len(path) == 1:
        return attrgetter(path[0])
    return lambda entity: reduce(
        lambda found, name: None if found is None else getattr(found, name), path, entity
    )


def _path(kind: type, column: str) -> list[str]:
    hints = get_type_hints(kind)
    if column in hints:
        return [column]
    for name, hint in hints.items():
        inner, _ = _optional(hint)
        if column.startswith(name + "_") and isinstance(inner, type) and is_dataclass(inner):
            return [name, *_path(inner, column.removeprefix(name + "_"))]
    raise Mismatch(f"no field of {kind.__name__} for column {column}")
