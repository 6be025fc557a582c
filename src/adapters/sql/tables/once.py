"""Requests that were done and may come again, and what is still to be done elsewhere, as rows."""

from sqlalchemy import BigInteger, Column, Integer, Table

from adapters.sql.tables.schema import METADATA, binary, instant, text

done_requests = Table(
    "done_requests",
    METADATA,
    text("caller", primary_key=True),
    text("operation", primary_key=True),
    text("key", primary_key=True),
    text("content"),
    text("result"),
    # old ones are looked for by it
    instant("at", index=True),
    sqlite_with_rowid=False,
)

content_owed = Table(
    "content_owed",
    METADATA,
    # one row: what the last operation changed that changed both stores
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("turn", BigInteger, nullable=False),
    binary("changes"),
)
