"""Request bodies, decoded once and strictly: what can be read in two ways is refused."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from math import isinf
from types import NoneType, UnionType
from typing import Annotated, Any, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

from entrypoints.http.errors import MOST_ERRORS
from entrypoints.http.refusals import MalformedJson
from p2p_core.shared.errors import FieldError, Invalid
from p2p_core.shared.inputs import Input, Items, Keep, checked

Wanted = TypeVar("Wanted", bound=Input)

_LONGEST_NAME = 100


def read_body(body: bytes, kind: type[Wanted]) -> Wanted:
    """Make the input from a JSON body; raises `MalformedJson`, or `Invalid` with every failing field."""
    return build(kind, decoded(body))


def must_be_empty(body: bytes) -> None:
    """Refuse fields sent to an operation that takes none; an empty object is as good as nothing."""
    if body:
        build(Input, decoded(body))


def decoded(body: bytes) -> object:
    """The one value that a JSON text in UTF-8 stands for."""
    try:
        return json.loads(
            body.decode(), object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_finite
        )
    except (ValueError, RecursionError):  # bad UTF-8, bad JSON and giant numbers are all ValueErrors
        raise MalformedJson from None


def build(kind: type[Wanted], data: object) -> Wanted:
    """Make the input from decoded JSON; raises `Invalid` with every failing field."""
    errors: list[FieldError] = []
    values = _values(kind, data, "", errors)
    if errors:
        raise Invalid(*errors)
    return kind(**values)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


_EXACT = 2**53
"""Up to here a float's integers are exact."""


def _finite(digits: str) -> int | float:
    """A number that can be kept; ``3.0`` is the integer 3, as in JSON Schema."""
    number = float(digits)
    if isinf(number):
        raise ValueError("more than any number we keep")
    return int(number) if number.is_integer() and abs(number) <= _EXACT else number


def _no_number(_constant: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


def _values(kind: type[Input], data: object, prefix: str, errors: list[FieldError]) -> dict[str, Any]:
    """The fields that are fine, in normal form; everything else is noted in `errors`."""
    if not isinstance(data, dict):
        errors.append(FieldError(prefix.rstrip(".") or "body", "wrong_type"))
        return {}
    plain_type: type = kind  # the checker takes an input's own class for unhashable
    shape = _shape(plain_type)
    errors += [
        FieldError(f"{prefix}{name}", "required")
        for name, field in shape.items()
        if field.required and name not in data
    ]
    plain: dict[str, object] = {}
    nested: dict[str, object] = {}
    for name in shape.keys() & data.keys():
        value, inner = data[name], shape[name].nested
        if inner and value is not None:
            before = len(errors)
            values = _values(inner, value, f"{prefix}{name}.", errors)
            if len(errors) == before:
                nested[name] = inner(**values)
        elif not shape[name].takes(value):
            errors.append(FieldError(f"{prefix}{name}", "wrong_type"))
        elif each := shape[name].each(value):
            before = len(errors)
            made = _made(each, value, f"{prefix}{name}.", errors)
            if len(errors) == before:
                plain[name] = made
        else:
            plain[name] = value
    normal, found = checked(kind, plain)
    errors += [FieldError(f"{prefix}{error.field}", error.code, error.limit) for error in found[:MOST_ERRORS]]
    _note_strangers(shape, data, prefix, errors)
    return normal | nested


def _made(each: type[Input], items: list[object], prefix: str, errors: list[FieldError]) -> list[Input]:
    """The items that are fine; everything else is noted in `errors`."""
    made = []
    for number, item in enumerate(items):
        before = len(errors)
        values = _values(each, item, f"{prefix}{number}.", errors)
        if len(errors) == before:
            made.append(each(**values))
    return made


def _note_strangers(
    shape: Mapping[str, "Field"], data: Mapping[str, object], prefix: str, errors: list[FieldError]
) -> None:
    """Unknown names come last: there may be more of them than anybody is told."""
    for name in data:
        if len(errors) >= MOST_ERRORS:
            break
        if name not in shape:
            shown = name[:_LONGEST_NAME].encode(errors="replace").decode()
            errors.append(FieldError(f"{prefix}{shown}", "unknown_field"))


class Field:
    """What JSON one field of an input can be made from."""

    __slots__ = ("_each", "_kinds", "_most", "nested", "required")

    def __init__(self, hint: object, *, required: bool) -> None:
        self.required = required
        self._kinds: tuple[type, ...] = ()
        self.nested: type[Input] | None = None
        self._each: type[Input] | None = None
        self._most = min((mark.maximum for mark in _marks(hint) if isinstance(mark, Items)), default=0)
        for part in _parts(hint):
            if part is Keep:  # left out is how a body says "leave it"
                continue
            self.nested = _input(part) or self.nested
            self._each = next((found for item in get_args(part) if (found := _input(item))), self._each)
            self._kinds += (int, float) if part is float else (_json_kind(part),)

    def takes(self, value: object) -> bool:
        """Whether the JSON type fits; what the value says is for the core to judge."""
        return type(value) in self._kinds

    def each(self, value: object) -> type[Input] | None:
        """What each item of a list becomes; a list that is too long is judged before any of them."""
        return self._each if isinstance(value, list) and len(value) <= self._most else None


@cache
def _shape(kind: type) -> dict[str, Field]:
    hints = get_type_hints(kind, include_extras=True)
    return {
        field.name: Field(
            hints[field.name], required=field.default is MISSING and field.default_factory is MISSING
        )
        for field in fields(kind)
    }


def _input(part: object) -> type[Input] | None:
    if isinstance(part, type) and is_dataclass(part) and issubclass(part, Input):
        return part
    return None


def _marks(hint: object) -> tuple[object, ...]:
    """The limits of an annotation."""
    return get_args(hint)[1:] if get_origin(hint) is Annotated else ()


def _parts(hint: object) -> tuple[object, ...]:
    """The alternatives of an annotation, without its limits."""
    if get_origin(hint) is Annotated:
        return _parts(get_args(hint)[0])
    if get_origin(hint) in {Union, UnionType}:
        return tuple(part for alternative in get_args(hint) for part in _parts(alternative))
    return (hint,)


def _json_kind(part: object) -> type:
    """The Python type that the JSON of this annotation decodes to."""
    if get_origin(part) is tuple:
        return list
    part = getattr(part, "__supertype__", part)  # an id is a text
    if part in {bool, int, NoneType}:
        return part
    if part is object:  # one whose fields are its sender's business
        return dict
    return dict if is_dataclass(part) else str
