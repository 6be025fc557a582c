"""Rows to dataclasses and back, derived from columns and fields and checked when the module is imported.

A mapper written by hand forgets a column in silence; this one refuses to start when fields and
columns are not exactly the same. A nested dataclass takes the columns whose names begin with the
field's: ``location_lat`` in tables, ``author.organization.name`` in the labels of views.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import reduce
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import ColumnElement, FromClause, Label, Table

from adapters.sql.dialects import DIALECTS
from adapters.sql.statements import Convert, Row

T = TypeVar("T")
Build = Callable[[Row], Any]
NOTHING: Mapping[str, object] = {}


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

    def builder(self) -> Build:
        """The function that makes one from a row whose values are converted already."""
        kind, places, fixed = self.kind, self.places, self.fixed
        nested = tuple(
            (name, plan.optional_builder() if may_miss else plan.builder())
            for name, plan, may_miss in self.nested
        )

        def build(row: Row) -> object:
            values = {name: row[place] for name, place in places}
            for name, inner in nested:
                values[name] = inner(row)
            values.update(fixed)
            return kind(**values)

        return build

    def optional_builder(self) -> Build:
        """The same for something that isn't there when all its columns are empty."""
        build, places = self.builder(), tuple(self.every_place())
        return lambda row: build(row) if any(row[place] is not None for place in places) else None


class Shape(Generic[T]):
    """How rows of certain columns become dataclasses of one kind."""

    def __init__(
        self,
        kind: type[T],
        columns: Mapping[str, ColumnElement[Any]],
        separator: str = ".",
        fixed: Mapping[str, object] = NOTHING,
    ) -> None:
        self.columns = dict(columns)
        places = {name: place for place, name in enumerate(columns)}
        plan = _planned(kind, places, separator, fixed, "")
        unused = set(columns) - {list(columns)[place] for place in plan.every_place()}
        if unused:
            raise Mismatch(f"{kind.__name__} has no field for {', '.join(sorted(unused))}")
        self._build = plan.builder()
        self._conversions: dict[str, tuple[tuple[int, Convert], ...]] = {}

    def labelled(self) -> list[Label[Any]]:
        """The columns to select, in the order in which rows are read."""
        return [column.label(name) for name, column in self.columns.items()]

    def of(self, row: Row, dialect: str = "sqlite") -> T:
        """The one in a row."""
        built: T = self._build(self._converted(row, dialect))
        return built

    def all(self, rows: Iterable[Row], dialect: str = "sqlite") -> list[T]:
        """Those in some rows."""
        return [self.of(row, dialect) for row in rows]

    def _converted(self, row: Row, dialect: str) -> Row:
        conversions = self._conversions.get(dialect)
        if conversions is None:
            conversions = self._conversions.setdefault(dialect, self._found(dialect))
        values = list(row)
        for place, convert in conversions:
            values[place] = convert(values[place])
        return tuple(values)

    def _found(self, dialect: str) -> tuple[tuple[int, Convert], ...]:
        known = DIALECTS[dialect]
        processors = (
            column.type.dialect_impl(known).result_processor(known, None) for column in self.columns.values()
        )
        return tuple((place, convert) for place, convert in enumerate(processors) if convert is not None)


class Record(Shape[T]):
    """An entity and its table: each field has its column, each column its field, ``kept_by_store`` apart."""

    def __init__(self, kind: type[T], table: Table, kept_by_store: Iterable[str] = ()) -> None:
        kept = set(kept_by_store)
        columns: dict[str, ColumnElement[Any]] = {c.name: c for c in table.c if c.name not in kept}
        super().__init__(kind, columns, separator="_")
        self._read = {name: _reader(kind, name) for name in columns}

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
