"""The outbox, and which reactions have happened, as rows."""

from sqlalchemy import Column, Index, Integer, Table, and_
from sqlalchemy import text as sql

from adapters.sql.tables.schema import METADATA, counter, identifier, instant, json, text

outbox = Table(
    "outbox",
    METADATA,
    identifier("id"),
    text("aggregate"),
    text("name"),
    json("body", dict[str, str]),
    instant("happened_at"),
    instant("due_at"),
    counter("attempts"),
    instant("leased_until", nullable=True),
    instant("finished_at", nullable=True),
    instant("buried_at", nullable=True),
    text("reason"),
    text("cause", nullable=True),
    text("worker", nullable=True),
    # with a default of the database's own: servers of the version before know nothing of it
    Column("lost", Integer, nullable=False, server_default=sql("0")),
)

IS_OPEN = and_(outbox.c.finished_at.is_(None), outbox.c.buried_at.is_(None))
"""Whether anything is left to do for an event."""

# only what is open is ever looked for: however long the history, these stay as small as the backlog
Index(
    "ix_outbox_open_aggregate_id",
    outbox.c.aggregate,
    outbox.c.id,
    sqlite_where=IS_OPEN,
    postgresql_where=IS_OPEN,
)
Index("ix_outbox_open_id", outbox.c.id, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
_BURIED = outbox.c.buried_at.is_not(None)
Index("ix_outbox_buried_id", outbox.c.id, sqlite_where=_BURIED, postgresql_where=_BURIED)

reactions = Table(
    "reactions",
    METADATA,
    text("event_id", primary_key=True),
    text("reaction", primary_key=True),
    instant("happened_at"),
    sqlite_with_rowid=False,
)
