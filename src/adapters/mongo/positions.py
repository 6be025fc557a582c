"""Where a page goes on: cursors as conditions, for lists in falling order with the id last."""

from collections.abc import Mapping
from typing import Any

from p2p_core.shared.errors import FieldError, Invalid

MOST = 2**63 - 1
"""The largest whole number a document keeps."""


def behind(first: str, value: object, second: str, last: object) -> Mapping[str, Any]:
    """What comes after this in falling order of both."""
    return {"$or": [{first: {"$lt": value}}, {first: value, second: {"$lt": last}}]}


def no_such_place() -> Invalid:
    """A cursor that no page ends with."""
    return Invalid(FieldError("cursor", "invalid_cursor"), code="invalid_cursor")
