"""Drafts as rows."""

from collections.abc import Mapping

from sqlalchemy import BigInteger, Column, Index, Table, UniqueConstraint

from adapters.sql.tables.schema import METADATA, counter, identifier, instant, json, reference, text

drafts = Table(
    "drafts",
    METADATA,
    identifier("id"),
    reference("user_id", "users"),
    text("key"),
    Column("sequence", BigInteger, nullable=False),
    instant("created_at"),
    instant("updated_at"),
    counter("version"),
    json("body", Mapping[str, object]),
    UniqueConstraint("user_id", "key"),
    Index(None, "user_id", "updated_at", "id"),
    Index(None, "updated_at"),
)
