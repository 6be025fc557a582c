"""Files and the storage they take up as rows."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, and_
from sqlalchemy import text as sql_text

from adapters.sql.tables.schema import (
    METADATA,
    choice,
    counter,
    defaulted_text,
    identifier,
    instant,
    json,
    never_negative,
    reference,
    text,
)
from p2p_core.files.model import Audience, FileStatus, Flaw, Purpose, Variant

files = Table(
    "files",
    METADATA,
    identifier("id"),
    reference("owner_id", "users"),
    reference("organization_id", "organizations"),
    choice("purpose", Purpose),
    text("name"),
    text("media_type"),
    Column("size", BigInteger, nullable=False),
    instant("created_at"),
    instant("expires_at", nullable=True),
    text("sha256"),
    choice("status", FileStatus),
    choice("audience", Audience),
    text("attached_to", nullable=True),
    choice("reason", Flaw, nullable=True),
    Column("width", Integer, nullable=True),
    Column("height", Integer, nullable=True),
    Column("duration", Integer, nullable=True),
    text("placeholder", nullable=True),
    text("part"),
    json("variants", tuple[Variant, ...]),
    instant("deleted_at", nullable=True),
    counter("version"),
    Column("position", Integer, nullable=False, server_default=sql_text("0")),
    defaulted_text("description"),
    Index(None, "organization_id"),
    Index(None, "owner_id", "id"),
    Index(None, "attached_to"),
    *never_negative("size"),
)

IS_THERE = files.c.deleted_at.is_(None)
IS_UNFINISHED = and_(files.c.status == "uploading", IS_THERE)
IS_UNATTACHED = and_(files.c.attached_to.is_(None), files.c.status != "uploading", IS_THERE)
IS_DELETED = files.c.deleted_at.is_not(None)

# only what is swept up is looked for: these stay small however many files there are
Index("ix_files_unfinished", files.c.expires_at, sqlite_where=IS_UNFINISHED, postgresql_where=IS_UNFINISHED)
Index("ix_files_unattached", files.c.created_at, sqlite_where=IS_UNATTACHED, postgresql_where=IS_UNATTACHED)
Index("ix_files_deleted", files.c.deleted_at, sqlite_where=IS_DELETED, postgresql_where=IS_DELETED)

storage = Table(
    "storage",
    METADATA,
    reference("organization_id", "organizations", primary_key=True),
    Column("used", BigInteger, nullable=False),
    *never_negative("used"),
)
