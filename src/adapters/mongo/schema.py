"""Collections with their indexes and validators, of one version: ``migrate`` makes them, a start checks."""

import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from adapters.mongo.kinds import (
    CATEGORY,
    DONE,
    EDIT,
    ENTRIES,
    INTERVENTION,
    LIKE,
    MARK,
    MENTION,
    POST,
    REPORT,
    TOPIC,
    WAITING,
    Indexed,
)
from adapters.mongo.records import Kept

VERSION = 1
"""Raised with every change of what stands here."""
CODES: Mapping[str, str] = {"slug": "slug_taken"}
"""Unique indexes whose breach the core knows by a code."""
_DOWN = -1
_ORDERS = ("last_activity_at", "created_at", "like_count", "hot", "attention")


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index by its name, with its fields in their order."""

    name: str
    keys: Sequence[tuple[str, int]]
    unique: bool = False
    only: Mapping[str, object] | None = None
    """Which documents are in it; all without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A collection as it has to be."""

    name: str
    rules: Mapping[str, Any]
    indexes: Sequence[Index]


def _index(name: str, *keys: str, unique: bool = False, only: Mapping[str, object] | None = None) -> Index:
    """Fields that begin with a minus are in falling order."""
    order = tuple((key.removeprefix("-"), _DOWN if key.startswith("-") else 1) for key in keys)
    return Index(name=name, keys=order, unique=unique, only=only)


def rules_of(kind: type, more: Mapping[str, object], never_negative: Sequence[str]) -> Mapping[str, Any]:
    """What a document of a kind has to look like; nothing else may be in it."""
    hints = get_type_hints(kind)
    fields: dict[str, object] = {
        ("_id" if name == "id" else name): _rule(hint) for name, hint in hints.items()
    }
    fields = {"_id": {"bsonType": "string"}, **fields, **more}
    fields |= {name: {"bsonType": ["int", "long"], "minimum": 0} for name in never_negative}
    return {
        "$jsonSchema": {
            "bsonType": "object",
            "required": sorted(fields),
            "additionalProperties": False,
            "properties": fields,
        }
    }


def _rule(hint: object) -> dict[str, object]:
    """What a value of this type is as BSON."""
    parts = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    rules = [_plain_rule(part) for part in parts]
    kinds = [kind for rule in rules for kind in rule["bsonType"]]
    values = [value for rule in rules for value in rule.get("enum", [])]
    if values and "null" in kinds:
        values.append(None)
    return {"bsonType": kinds} | ({"enum": values} if values else {})


def _plain_rule(hint: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever stands in an annotation
    hint = getattr(hint, "__supertype__", hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"bsonType": ["string"], "enum": [one.value for one in hint]}
    return {"bsonType": _KINDS[get_origin(hint) or hint]}


_KINDS: Mapping[object, list[str]] = {
    str: ["string"],
    int: ["int", "long"],
    bool: ["bool"],
    datetime: ["date"],
    tuple: ["array"],
    dict: ["object"],
    types.NoneType: ["null"],
}
_NUMBER: Mapping[str, object] = {"bsonType": ["int", "long"]}
_SWITCH: Mapping[str, object] = {"bsonType": ["bool"]}


def _collection(
    kept: Kept[Any],
    *indexes: Index,
    more: Mapping[str, object] | None = None,
    never_negative: Sequence[str] = (),
) -> Collection:
    rules = rules_of(kept.kind, more or {}, never_negative)
    return Collection(name=kept.collection, rules=rules, indexes=indexes)


COLLECTIONS: Sequence[Collection] = (
    _collection(
        CATEGORY,
        _index("slug", "slug", unique=True),
        _index("position", "position", "_id"),
        never_negative=("topic_count",),
    ),
    _collection(
        TOPIC,
        # every list a page can show, in its order, the id last: pages cost the same at any depth
        *(_index(f"by_{order}", f"-{order}", "-_id") for order in _ORDERS),
        *(_index(f"category_by_{order}", "category_id", f"-{order}", "-_id") for order in _ORDERS),
        *(
            _index(f"{whose}_by_{order}", f"{whose}_id", f"-{order}", "-_id")
            for whose in ("author", "organization")
            for order in _ORDERS[:2]
        ),
        *(_index(f"tag_by_{order}", "tags", f"-{order}", "-_id") for order in _ORDERS[:2]),
        _index("deleted", "deleted_at", only={"deleted_at": {"$type": "date"}}),
        more={"attention": _NUMBER},
        never_negative=(
            "post_count",
            "like_count",
            "view_count",
            "follower_count",
            "bookmark_count",
            "replier_count",
        ),
    ),
    _collection(
        POST,
        _index("number", "topic_id", "seq", unique=True),
        _index("level", "topic_id", "parent_id", "place", unique=True),
        _index("level_by_likes", "topic_id", "parent_id", "-like_count", "-place"),
        _index("below", "parent_id", "shown", "place"),
        _index("author_in_topic", "topic_id", "author_id"),
        _index("author", "author_id", "_id"),
        _index("deleted", "deleted_at", only={"deleted_at": {"$type": "date"}}),
        more={"shown": _SWITCH},
        never_negative=("reply_count", "like_count"),
    ),
    _collection(LIKE, _index("post", "post_id"), _index("user", "user_id")),
    _collection(MARK, _index("topic", "topic_id", "user_id"), _index("user", "user_id", "topic_id")),
    _collection(
        EDIT,
        _index("subject", "subject_id", "-_id"),
        _index("topic", "topic_id"),
        _index("editor", "editor_id"),
    ),
    _collection(
        MENTION, _index("subject", "subject_id"), _index("user", "user_id"), _index("topic", "topic_id")
    ),
    Collection(
        name=ENTRIES,
        rules=rules_of(Indexed, {}, ()),
        indexes=(
            _index("number", "number", unique=True),
            _index("words", "words", "-number"),
            _index("head", "head", "-number"),
            _index("topic", "topic_id"),
        ),
    ),
    _collection(
        REPORT,
        _index("open", "target_id", "reporter_id", unique=True, only={"status": "open"}),
        _index("status", "status", "_id"),
        _index("organization", "organization_id", "_id"),
        _index("topic", "topic_id"),
        _index("reporter", "reporter_id"),
        _index("author", "author_id"),
    ),
    _collection(
        INTERVENTION,
        _index("subject", "subject_id"),
        _index("topic", "topic_id"),
        _index("author", "author_id"),
    ),
    _collection(
        WAITING,
        _index("open", "is_open", "_id"),
        _index("aggregate", "aggregate", "is_open", "_id"),
        _index("names", "names"),
        _index("buried", "buried_at", only={"buried_at": {"$type": "date"}}),
        more={"names": {"bsonType": ["array"]}},
    ),
    _collection(DONE, _index("at", "at"), _index("caller", "caller")),
)
