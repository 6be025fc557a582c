"""JSON Schemas of inputs and views, derived from their annotations: limits stand in the core alone."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from p2p_core.forum.categories.model import LONGEST_SLUG, Colour, Slug
from p2p_core.identity.users.model import LONGEST_ADDRESS, EmailAddress
from p2p_core.shared.countries import Country
from p2p_core.shared.inputs import KEEP, AnyText, Form, Input, Items, Keep, Length, Password, Range
from p2p_core.shared.moments import LONGEST_MOMENT, Moment
from p2p_core.shared.open_objects import MOST_DEEP, Open
from p2p_core.shared.pages import Page
from p2p_core.shared.reaching import Domain, Phone, WebAddress
from p2p_core.shared.text import Lines
from p2p_core.shared.timezones import TIMEZONES, Timezone

Schema = dict[str, Any]

_STORABLE = {
    Lines.ONE: r"^[^\u0000-\u001F\u007F-\u009F\u2028\u2029]*$",
    Lines.MANY: r"^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]*$",
}
"""Which characters can be kept, as regular expressions of JSON Schema; the rule itself is the core's."""

_PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bytes: {"type": "string", "format": "binary"},
    datetime: {"type": "string", "format": "date-time"},
    NoneType: {"type": "null"},
    object: {},
}


class Schemas:
    """The components of one document: each class is described once and referred to by its name."""

    def __init__(self) -> None:
        self.components: dict[str, Schema] = {}

    def of(self, hint: Any) -> Schema:  # noqa: ANN401 - annotations have no common type
        """The schema of an annotation."""
        origin, parts = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return _limited(self.of(parts[0]), parts[1:])
        if origin in {Union, UnionType}:
            return self._any([part for part in parts if part is not Keep])
        if origin is tuple:
            return {"type": "array", "items": self.of(parts[0])}
        if origin is Page:
            return self._page(parts[0])
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(parts[1])}
        return self._one(getattr(hint, "__supertype__", hint))  # an id is a text

    def _any(self, parts: Sequence[object]) -> Schema:
        return self.of(parts[0]) if len(parts) == 1 else {"anyOf": [self.of(part) for part in parts]}

    def _one(self, kind: type) -> Schema:
        if kind in _PLAIN:
            return dict(_PLAIN[kind])
        if kind.__name__ not in self.components:
            self.components[kind.__name__] = {}  # its name first, since it may contain itself
            self.components[kind.__name__] = self._described(kind)
        return {"$ref": f"#/components/schemas/{kind.__name__}"}

    def _described(self, kind: type) -> Schema:
        if issubclass(kind, StrEnum):
            return {"type": "string", "enum": [str(member) for member in kind]}
        if not is_dataclass(kind):
            raise TypeError(f"there is no schema for {kind!r}")
        hints = get_type_hints(kind, include_extras=True)
        is_input = issubclass(kind, Input)
        properties = {field.name: self.of(hints[field.name]) for field in fields(kind)}
        required = [field.name for field in fields(kind)]
        if is_input:  # answers have every key, requests only those without a default
            required = [f.name for f in fields(kind) if f.default is MISSING]
            for field in fields(kind):
                if field.default not in (MISSING, None, KEEP):
                    properties[field.name] = {**properties[field.name], "default": _plain(field.default)}
        schema: Schema = {"type": "object", "properties": properties, "required": required}
        if is_input:
            schema["additionalProperties"] = False
        return schema

    def _page(self, item: object) -> Schema:
        return {
            "type": "object",
            "properties": {
                "items": {"type": "array", "items": self.of(item)},
                "next_cursor": {"type": ["string", "null"], "pattern": "^[A-Za-z0-9_-]+$"},
                "total": {
                    "type": "integer",
                    "description": "Only with `count=true`; a search says 10,001 for more than 10,000",
                },
            },
            "required": ["items", "next_cursor"],
        }


def parameter(field: str) -> str:
    """What a field is called in a query: Python keeps some words for itself, such as ``from``."""
    return field.removesuffix("_")


def parameters(schemas: Schemas, query: type[Input]) -> list[Schema]:
    """The query parameters of a list."""
    hints = get_type_hints(query, include_extras=True)
    found = []
    for field in fields(query):
        schema = schemas.of(hints[field.name])
        if "anyOf" in schema:  # a parameter that isn't sent is how a query says "none"
            (schema,) = (part for part in schema["anyOf"] if part != _PLAIN[NoneType])
        if field.default is not MISSING and field.default is not None:
            schema = {**schema, "default": _plain(field.default)}
        required = field.default is MISSING
        found.append({"name": parameter(field.name), "in": "query", "required": required, "schema": schema})
    return found


def _limited(schema: Schema, rules: Sequence[object]) -> Schema:
    """The schema with the core's limits in the words of JSON Schema."""
    for rule in rules:
        schema |= _FORMS.get(type(rule), {})
        match rule:
            case Length(minimum, maximum, lines):
                schema |= {"minLength": minimum, "maxLength": maximum, "pattern": _STORABLE[lines]}
            case Password(minimum, maximum):
                schema |= {"minLength": minimum, "maxLength": maximum}
            case AnyText(maximum):
                schema |= {"maxLength": maximum}
            case Form(pattern, maximum):
                schema |= {"maxLength": maximum, "pattern": f"^{pattern}$"}
            case Items(maximum, may_repeat):
                schema |= {"maxItems": maximum} | ({} if may_repeat else {"uniqueItems": True})
            case Range(minimum, maximum):
                schema |= {"minimum": minimum, "maximum": maximum}
            case WebAddress(maximum) | Phone(maximum):
                schema |= {"minLength": 1, "maxLength": maximum, **_IN_ONE_LINE, **schema}
            case _:
                pass
    return schema


_ANY_FIELDS = f"Up to {MOST_DEEP} levels deep, whole numbers of 64 bits, text without lone surrogates."
_IN_ONE_LINE = {"pattern": _STORABLE[Lines.ONE]}
_FORMS: Mapping[type, Schema] = {
    Password: {"format": "password"},
    EmailAddress: {"format": "email", "maxLength": LONGEST_ADDRESS},
    WebAddress: {"format": "uri", "pattern": "^https://"},
    Domain: {"minLength": 1, "maxLength": 253, **_IN_ONE_LINE},
    Moment: {"format": "date-time", "maxLength": LONGEST_MOMENT},
    Timezone: {"maxLength": max(map(len, TIMEZONES))},
    Country: {"pattern": "^[A-Z]{2}$"},
    Open: {"type": "object", "description": _ANY_FIELDS},
    Slug: {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": LONGEST_SLUG},
    Colour: {"pattern": "^#[0-9A-Fa-f]{6}$"},
}
"""What a value looks like, where that can be told."""


def _plain(value: object) -> object:
    """A default as JSON has it."""
    return list(value) if isinstance(value, tuple) else value
