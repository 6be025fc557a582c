"""The schema, one module a slice; importing this package makes all of its tables known to METADATA."""

from adapters.sql.tables import (
    audit,
    credentials,
    drafts,
    events,
    files,
    forum,
    identity,
    inbox,
    moderation,
    notifications,
    once,
    organizations,
    own_data,
    reputation,
    upkeep,
)
from adapters.sql.tables.schema import METADATA

__all__ = [
    "METADATA",
    "audit",
    "credentials",
    "drafts",
    "events",
    "files",
    "forum",
    "identity",
    "inbox",
    "moderation",
    "notifications",
    "once",
    "organizations",
    "own_data",
    "reputation",
    "upkeep",
]
