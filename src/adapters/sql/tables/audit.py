"""Who did what, as rows; no foreign keys: what is written down outlives what it tells of."""

from sqlalchemy import Index, Table

from adapters.sql.tables.schema import METADATA, choice, identifier, instant, json, pointer, text
from p2p_core.shared.audit import Action

audit = Table(
    "audit",
    METADATA,
    identifier("id"),
    instant("at"),
    choice("action", Action),
    pointer("actor_id"),
    pointer("organization_id"),
    pointer("subject_id"),
    json("details", dict[str, str]),
    text("network"),
    text("request_id", nullable=True),
    Index(None, "organization_id", "id"),
    Index(None, "actor_id", "id"),
    Index(None, "subject_id", "id"),
)
