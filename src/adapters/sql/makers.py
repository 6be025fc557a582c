"""Functions over rows, written out once as an expression instead of looped over for each row.

That takes a quarter of the time. The names in such an expression are those of our own dataclasses' fields
and of what is put beside it, never anything from outside.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from types import MemberDescriptorType
from typing import Any, Protocol

from msgspec import Raw
from msgspec.json import encode

from adapters.sql.statements import Convert, Row


class Maker(Protocol):
    """Writes the parts of an expression over ``row``."""

    def value(self, place: int) -> str:
        """What stands at a place of the row."""
        ...

    def fixed(self, value: object) -> str:
        """What is the same in all."""
        ...

    def whole(self, kind: type, parts: Mapping[str, str]) -> str:
        """One made of its fields, in their order."""
        ...


class _Known:
    """The things that an expression refers to, by names of their own."""

    def __init__(self, conversions: Mapping[int, Convert]) -> None:
        """``conversions`` by place, for what isn't taken as the database gives it."""
        self._conversions = conversions
        self._known: dict[str, object] = {}

    def refer(self, thing: object) -> str:
        """The name of a thing."""
        name = f"known_{len(self._known)}"
        self._known[name] = thing
        return name

    def value(self, place: int) -> str:
        """What stands at a place of the row."""
        convert = self._conversions.get(place)
        return f"{self.refer(convert)}(row[{place}])" if convert else f"row[{place}]"

    def function(self, expression: str) -> Callable[[Row], Any]:
        """The function of a row that gives the expression's value."""
        made: Callable[[Row], Any] = eval(f"lambda row: {expression}", self._known)  # noqa: S307 - see above
        return made


class ViewMaker(_Known):
    """Makes dataclasses."""

    def fixed(self, value: object) -> str:
        """What is the same in all."""
        return self.refer(value)

    def whole(self, kind: type, parts: Mapping[str, str]) -> str:
        """The call that makes one."""
        return (
            f"{self.refer(_constructor(kind))}({', '.join(f'{name}={part}' for name, part in parts.items())})"
        )


class PlainMaker(_Known):
    """Makes dicts, which encode to the same JSON as the dataclasses."""

    def fixed(self, value: object) -> str:
        """What is the same in all, encoded already."""
        return self.refer(Raw(encode(value)))

    def whole(self, kind: type, parts: Mapping[str, str]) -> str:
        """The display of one."""
        del kind
        return f"{{{', '.join(f'{name!r}: {part}' for name, part in parts.items())}}}"


def _constructor(kind: type) -> Callable[..., object]:
    """What makes a view: writing its slots takes half the time of a frozen dataclass's own ``__init__``."""
    names = [field.name for field in fields(kind)]
    slots = [getattr(kind, name, None) for name in names]
    if hasattr(kind, "__post_init__") or not all(isinstance(slot, MemberDescriptorType) for slot in slots):
        return kind
    known: dict[str, object] = {"_kind": kind, "_new": object.__new__}  # no field begins like that
    known |= {f"set_{name}": getattr(kind, name).__set__ for name in names}
    writes = ", ".join(f"set_{name}(_made, {name})" for name in names)
    source = f"lambda *, {', '.join(names)}: (_made := _new(_kind), {writes})[0]"
    maker: Callable[..., object] = eval(source, known)  # noqa: S307 - see above
    return maker
