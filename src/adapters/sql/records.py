"""Rows to dataclasses and back, derived from columns and fields and checked when the module is imported.

A mapper written by hand forgets a column in silence; this one refuses to start when fields and
columns are not exactly the same. A nested dataclass takes the columns whose names begin with the
field's: ``location_lat`` in tables, ``author.organization.name`` in the labels of views.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property, reduce
from operator import attrgetter
from types import MemberDescriptorType, NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import ColumnElement, FromClause, Label, Table

from adapters.sql.dialects import DIALECTS
from adapters.sql.statements import Convert, Row

T = TypeVar("T")
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

    def expression(self, known: dict[str, object], conversions: Mapping[int, Convert]) -> str:
        """The call that makes one from ``row``; what it refers to is added to ``known``."""
        arguments = [f"{name}={_value(known, conversions, place)}" for name, place in self.places]
        for name, plan, may_miss in self.nested:
            made = plan.expression(known, conversions)
            is_empty = " and ".join(f"row[{place}] is None" for place in plan.every_place())
            arguments.append(f"{name}=None if {is_empty} else {made}" if may_miss else f"{name}={made}")
        arguments += [f"{name}={_refer(known, value)}" for name, value in self.fixed]
        return f"{_refer(known, _maker(self.kind))}({', '.join(arguments)})"


def _maker(kind: type) -> Callable[..., object]:
    """What makes a view: writing its slots takes half the time of a frozen dataclass's own ``__init__``."""
    names = [field.name for field in fields(kind)]
    slots = [getattr(kind, name, None) for name in names]
    if hasattr(kind, "__post_init__") or not all(isinstance(slot, MemberDescriptorType) for slot in slots):
        return kind
    known: dict[str, object] = {"kind": kind, "new": object.__new__}
    known |= {f"set_{name}": getattr(kind, name).__set__ for name in names}
    writes = ", ".join(f"set_{name}(made, {name})" for name in names)
    source = f"lambda *, {', '.join(names)}: (made := new(kind), {writes})[0]"
    maker: Callable[..., object] = eval(source, known)  # noqa: S307 - an expression of our own fields' names
    return maker


def _value(known: dict[str, object], conversions: Mapping[int, Convert], place: int) -> str:
    if convert := conversions.get(place):
        return f"{_refer(known, convert)}(row[{place}])"
    return f"row[{place}]"


def _refer(known: dict[str, object], thing: object) -> str:
    name = f"known_{len(known)}"
    known[name] = thing
    return name


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

    def labelled(self) -> list[Label[Any]]:
        """The columns to select, in the order in which rows are read."""
        return [column.label(name) for name, column in self.columns.items()]

    def of(self, row: Row) -> T:
        """The one in a row."""
        return self._build(row)

    def all(self, rows: Iterable[Row]) -> list[T]:
        """Those in some rows."""
        return list(map(self._build, rows))

    @cached_property
    def _build(self) -> Callable[[Row], T]:
        known: dict[str, object] = {}
        source = f"lambda row: {self._plan.expression(known, self._conversions())}"
        # written out once instead of looped over for each row, which takes four times as long; all names
        # in it are those of our own dataclasses' fields
        built: Callable[[Row], T] = eval(source, known)  # noqa: S307
        return built

    def _conversions(self) -> Mapping[int, Convert]:
        """By place; databases keep everything alike, and the one with fewest types needs them all."""
        dialect = DIALECTS["sqlite"]
        processors = (
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in self.columns.values()
        )
        return {place: convert for place, convert in enumerate(processors) if convert is not None}


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
