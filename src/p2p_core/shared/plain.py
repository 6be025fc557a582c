"""Entities as JSON for the people they are about: all that they show of themselves, and no secret."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime


def json_lines(entities: Iterable[object]) -> Iterator[bytes]:
    """A JSON array, one entity a line, in pieces."""
    beginning = b"[\n"
    for entity in entities:
        yield beginning + json.dumps(plain(entity), ensure_ascii=False).encode(errors="replace")
        beginning = b",\n"
    yield b"[]\n" if beginning == b"[\n" else b"\n]\n"


def plain(value: object) -> object:
    """What JSON has a word for; fields that aren't shown when one looks at an entity are secrets."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value) if field.repr}
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value
