"""The ledger of reputation, and everybody's total, as rows."""

from sqlalchemy import Index, Table

from adapters.sql.tables.schema import (
    METADATA,
    choice,
    counter,
    identifier,
    instant,
    never_negative,
    reference,
    text,
)
from p2p_core.forum.reputation.model import Merit

reputation = Table(
    "reputation",
    METADATA,
    identifier("id"),
    reference("user_id", "users"),
    choice("merit", Merit),
    # no references: a line stays when what it is for has gone for good
    text("subject_id"),
    text("topic_id"),
    counter("points"),
    instant("at"),
    Index(None, "user_id"),
    Index(None, "topic_id", "subject_id"),
)

standings = Table(
    "standings",
    METADATA,
    reference("user_id", "users", primary_key=True),
    counter("points"),
    *never_negative("points"),
)
