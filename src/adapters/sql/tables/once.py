"""Requests that were done and may come again, as rows."""

from sqlalchemy import Table

from adapters.sql.tables.schema import METADATA, instant, text

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
