"""What is done by the clock, as rows."""

from sqlalchemy import Table

from adapters.sql.tables.schema import METADATA, instant, text

schedules = Table(
    "schedules",
    METADATA,
    text("name", primary_key=True),
    text("cron"),
    text("zone"),
    instant("next_at"),
    instant("last_at", nullable=True),
    text("last_result"),
)
