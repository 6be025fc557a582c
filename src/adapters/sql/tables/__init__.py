"""The schema, one module a slice; importing this package makes all of its tables known to METADATA."""

from adapters.sql.tables import (
    audit,
    credentials,
    events,
    files,
    forum,
    identity,
    inbox,
    notifications,
    once,
    organizations,
    own_data,
    upkeep,
)
from adapters.sql.tables.schema import METADATA

__all__ = [
    "METADATA",
    "audit",
    "credentials",
    "events",
    "files",
    "forum",
    "identity",
    "inbox",
    "notifications",
    "once",
    "organizations",
    "own_data",
    "upkeep",
]
