"""Query parameters, read as strictly as bodies: unknown, repeated and unreadable ones are refused."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl

from entrypoints.http.errors import MOST_ERRORS
from entrypoints.http.schemas import parameter
from p2p_core.shared.errors import FieldError, Invalid
from p2p_core.shared.inputs import Input, checked

Wanted = TypeVar("Wanted", bound=Input)

_SWITCH = {"true": True, "false": False}
_LONGEST_NAME = 100
_LONGEST_KEPT = 200


def read_query(query_string: bytes, kind: type[Wanted]) -> Wanted:
    """Make the input from a query; raises `Invalid` with every failing parameter."""
    if len(query_string) > _LONGEST_KEPT:
        return _read(query_string, kind)
    hashable: Any = kind  # the checker takes an input's own class for unhashable
    known: Wanted = _known(query_string, hashable)
    return known


def _read(query_string: bytes, kind: type[Wanted]) -> Wanted:
    errors: list[FieldError] = []
    plain_type: type = kind  # the checker takes an input's own class for unhashable
    kinds = _kinds(plain_type)
    values: dict[str, Any] = {}
    for name, text in _pairs(query_string, kinds, errors).items():
        field, plain = kinds[name]
        before = len(errors)
        value = _value(name, text, plain, errors)
        if len(errors) == before:
            values[field] = value
    normal, found = checked(kind, values)
    errors += [replace(error, field=parameter(error.field)) for error in found] + [
        FieldError(parameter(field.name), "required")
        for field in fields(kind)
        if field.default is MISSING and field.name not in values
    ]
    if errors:
        raise Invalid(*errors, code=_code(errors))
    return kind(**normal)


_known = lru_cache(1024)(_read)  # inputs can't change, and most queries are the same few


def must_have_no_query(query_string: bytes) -> None:
    """Refuse any parameter where none means anything."""
    if query_string:
        read_query(query_string, Input)


def _pairs(query_string: bytes, known: Mapping[str, object], errors: list[FieldError]) -> dict[str, str]:
    try:
        pairs = parse_qsl(query_string.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:  # percent signs that stand for no UTF-8, or bytes that have no business here
        errors.append(FieldError("query", "wrong_type"))
        return {}
    counts = Counter(name for name, _ in pairs)
    strangers = [name[:_LONGEST_NAME] for name in counts if name not in known][:MOST_ERRORS]
    errors += [FieldError(name, "unknown_parameter") for name in strangers]
    errors += [FieldError(name, "repeated") for name, times in counts.items() if name in known and times > 1]
    return {name: text for name, text in pairs if name in known and counts[name] == 1}


def _value(name: str, text: str, kind: object, errors: list[FieldError]) -> object:
    if kind is bool:
        if text not in _SWITCH:
            errors.append(FieldError(name, "not_a_switch"))
        return _SWITCH.get(text)
    if kind is int:
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(2**63))):
            errors.append(FieldError(name, "not_a_number"))
            return None
        return int(text)
    return text


@cache
def _kinds(query: type) -> Mapping[str, tuple[str, object]]:
    """The field and the plain type of each parameter."""
    return {parameter(name): (name, _kind(hint)) for name, hint in get_type_hints(query).items()}


def _kind(hint: object) -> object:
    if get_origin(hint) is Annotated:
        return _kind(get_args(hint)[0])
    if get_origin(hint) in {Union, UnionType}:
        return next(_kind(part) for part in get_args(hint) if part is not NoneType)
    return hint


def _code(errors: list[FieldError]) -> str:
    """A cursor that can't be read is told by its own code, if nothing else is wrong."""
    return "invalid_cursor" if {error.field for error in errors} == {"cursor"} else "validation_failed"
