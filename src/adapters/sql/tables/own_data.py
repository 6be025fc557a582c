"""Exports of people's data, in parts, and wishes to be erased, as rows."""

from sqlalchemy import Index, Table

from adapters.sql.tables.schema import (
    METADATA,
    binary,
    choice,
    counter,
    identifier,
    instant,
    reference,
    text,
)
from p2p_core.own_data.model import Contributions
from p2p_core.shared.language import Language

exports = Table(
    "exports",
    METADATA,
    identifier("id"),
    reference("user_id", "users"),
    instant("requested_at"),
    instant("expires_at"),
    instant("ready_at", nullable=True),
    counter("parts"),
    counter("size"),
    text("packing", nullable=True),
    Index(None, "user_id"),
    Index(None, "expires_at"),
)

export_pieces = Table(
    "export_pieces",
    METADATA,
    reference("export_id", "exports", primary_key=True),
    text("packing", primary_key=True),
    counter("number", primary_key=True),
    binary("content"),
)

erasure_wishes = Table(
    "erasure_wishes",
    METADATA,
    identifier("id"),
    # no references: who is meant goes first, and this last
    text("user_id"),
    text("organization_id"),
    choice("contributions", Contributions),
    text("email"),
    text("first_name"),
    text("last_name"),
    choice("language", Language),
    instant("requested_at"),
    instant("expires_at"),
    Index(None, "expires_at"),
)
