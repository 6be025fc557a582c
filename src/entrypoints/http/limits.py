"""What a client may send, told from the core's own limits, so that programs can say no before they send."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from litestar.response.base import ASGIResponse

from entrypoints.http.answers import encoded, public
from entrypoints.http.arrival import LONGEST_BODY, LONGEST_READ
from entrypoints.http.call import Call
from entrypoints.http.retries import LONGEST_KEY
from entrypoints.http.routes import Operation, declared, route
from entrypoints.http.schemas import Schema, Schemas, parameter
from p2p_core.files.model import Purpose
from p2p_core.files.policy import (
    ALLOWANCES,
    LONGEST_VIDEO,
    MOST_AT_ONCE,
    MOST_FRAMES,
    MOST_PIXELS,
    MOST_UNPACKED,
    Allowance,
)
from p2p_core.shared.budgets import SPENDS, RequestBudgets, Spent
from p2p_core.shared.inputs import Input
from p2p_core.shared.once import KEPT_FOR

_NULL = {"type": "null"}
_OWNERS = {Spent.REQUESTS: "session or network", Spent.CLIENT_ERRORS: "network"}
"""Whose a budget is, where it isn't a person's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLimits:
    """What one field takes; the bounds are of a text's characters, a list's items or a number's value."""

    type: str
    required: bool
    nullable: bool
    minimum: int | None
    maximum: int | None
    pattern: str | None
    format: str | None
    choices: tuple[str, ...] | None
    items: "FieldLimits | None"
    fields: "Mapping[str, FieldLimits] | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLimits:
    """What any body has to keep to."""

    media_types: tuple[str, ...]
    max_bytes: int
    max_seconds: int
    """How long it may take to arrive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLimits:
    """What an Idempotency-Key is, and for how long it is known."""

    max_length: int
    kept_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLimits:
    """What may be uploaded for one purpose."""

    media_types: Mapping[str, tuple[str, ...]]
    """Each with the endings its names may have."""
    max_bytes: int
    """In one request."""
    max_upload_bytes: int
    """Piece by piece."""
    max_pixels: int
    max_frames: int
    max_unpacked_bytes: int
    """Of archives, and of documents that are archives."""
    max_video_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLimits:
    """How often something may be asked for; more is 429 ``rate_limited``."""

    times: int
    within_seconds: int
    per: str
    """Whose it is."""
    operations: tuple[str, ...] | None
    """What spends it; ``null`` where everything does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Types, sizes and lengths of everything a client can send, by the names of the OpenAPI document."""

    body: BodyLimits
    idempotency_key: KeyLimits
    budgets: Mapping[str, BudgetLimits]
    """By what is spent: requests, posts, searches, uploads, client errors."""
    inputs: Mapping[str, Mapping[str, FieldLimits]]
    """Bodies, by shape and field."""
    queries: Mapping[str, Mapping[str, FieldLimits]]
    """Query parameters, by operation and name."""
    files: Mapping[str, FileLimits]
    """Files, by purpose."""


@route("GET", "/api/v1/limits", Operation(id="getLimits", tag="Operation", session=False, gives=Limits))
async def get_limits(call: Call) -> ASGIResponse:
    """Types, sizes and lengths of everything a client can send, and how often it may."""
    return public(call, _told(call.web.budgets.budgets))


@cache
def _told(budgets: RequestBudgets) -> bytes:
    from entrypoints.http.operations import API  # noqa: PLC0415 - this operation is one of them

    return encoded(limits_of([operation for *_, operation in declared(API)], budgets))


def limits_of(operations: Iterable[Operation], budgets: RequestBudgets) -> Limits:
    """The limits of all that these operations take, and how often they may be asked for."""
    schemas = Schemas()
    inputs, queries = {}, {}
    for operation in operations:
        if operation.takes:
            inputs[operation.takes.__name__] = _fields_of(schemas, operation.takes)
        if operation.query:
            queries[operation.id] = _fields_of(schemas, operation.query)
    return Limits(
        body=BodyLimits(
            media_types=("application/json",), max_bytes=LONGEST_BODY, max_seconds=int(LONGEST_READ)
        ),
        idempotency_key=KeyLimits(max_length=LONGEST_KEY, kept_seconds=int(KEPT_FOR.total_seconds())),
        budgets={spent: _budget(budgets, spent) for spent in Spent},
        inputs=dict(sorted(inputs.items())),
        queries=dict(sorted(queries.items())),
        files={purpose.value: _file_limits(ALLOWANCES[purpose]) for purpose in Purpose},
    )


def _file_limits(allowance: Allowance) -> FileLimits:
    return FileLimits(
        media_types={one.media_type: one.endings for one in allowance.formats},
        max_bytes=min(allowance.most, MOST_AT_ONCE),
        max_upload_bytes=max(allowance.most, allowance.most_of_video),
        max_pixels=MOST_PIXELS,
        max_frames=MOST_FRAMES,
        max_unpacked_bytes=MOST_UNPACKED,
        max_video_seconds=LONGEST_VIDEO,
    )


def _budget(budgets: RequestBudgets, spent: Spent) -> BudgetLimits:
    budget, everything = budgets.of(spent), spent is Spent.REQUESTS
    return BudgetLimits(
        times=budget.times,
        within_seconds=int(budget.within.total_seconds()),
        per=_OWNERS.get(spent, "person"),
        operations=None if everything else tuple(sorted(one for one, its in SPENDS.items() if its is spent)),
    )


def _fields_of(schemas: Schemas, shape: type[Input]) -> Mapping[str, FieldLimits]:
    schemas.of(shape)
    return _fields(schemas, schemas.components[shape.__name__])


def _fields(schemas: Schemas, schema: Schema) -> Mapping[str, FieldLimits]:
    return {
        parameter(name): _field(schemas, field, required=name in schema["required"])
        for name, field in schema["properties"].items()
    }


def _field(schemas: Schemas, schema: Schema, *, required: bool) -> FieldLimits:
    alternatives: list[Schema] = schema.get("anyOf", [schema])
    (found,) = (_whole(schemas, one) for one in alternatives if one != _NULL)
    return FieldLimits(
        type=found["type"],
        required=required,
        nullable=_NULL in alternatives,
        minimum=_first(found, "minLength", "minItems", "minimum"),
        maximum=_first(found, "maxLength", "maxItems", "maximum"),
        pattern=found.get("pattern"),
        format=found.get("format"),
        choices=tuple(found["enum"]) if "enum" in found else None,
        items=_field(schemas, found["items"], required=True) if "items" in found else None,
        fields=_fields(schemas, found) if "properties" in found else None,
    )


def _whole(schemas: Schemas, schema: Schema) -> Schema:
    """The schema itself where there is only its name."""
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    return schemas.components[name] if name else schema


def _first(schema: Schema, *names: str) -> Any:  # noqa: ANN401 - JSON
    return next((schema[name] for name in names if name in schema), None)
