"""Notifications and what people want to be told, as rows."""

from sqlalchemy import Boolean, Column, Index, Table, UniqueConstraint

from adapters.sql.tables.forum import only_where
from adapters.sql.tables.schema import (
    METADATA,
    choice,
    counter,
    identifier,
    instant,
    never_negative,
    pointer,
    reference,
    text,
)
from p2p_core.notifications.inbox.model import Email, Kind, Verdict

SHOWN = ("listed = 1 AND hidden = 0 AND count > 0", "listed AND NOT hidden AND count > 0")
NEW = ("listed = 1 AND hidden = 0 AND count > seen", "listed AND NOT hidden AND count > seen")
"""As SQLite and as PostgreSQL find it in a query."""

notifications = Table(
    "notifications",
    METADATA,
    identifier("id"),
    reference("user_id", "users"),
    choice("kind", Kind),
    # the forum may be kept elsewhere: no foreign key can watch over these
    text("topic_id"),
    pointer("post_id"),
    reference("actor_id", "users"),
    instant("happened_at"),
    counter("count"),
    counter("seen"),
    Column("listed", Boolean, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("mailed", Boolean, nullable=False),
    text("about"),
    # notices alone have these: an intervention's or a report's id, what was decided, and why
    pointer("deed_id"),
    choice("outcome", Verdict, nullable=True),
    text("reason", nullable=True),
    UniqueConstraint("user_id", "about"),
    *never_negative("count", "seen"),
    Index("ix_notifications_shown", "user_id", "happened_at", "id", **only_where(*SHOWN)),
    # everybody asks every half minute how much is new: that reads this index and nothing else, for which
    # SQLite wants what the condition is about in it as well
    Index("ix_notifications_new", "user_id", "listed", "hidden", "count", "seen", **only_where(*NEW)),
    Index(None, "about"),
    Index(None, "topic_id"),
    Index(None, "actor_id"),
    Index(None, "happened_at"),
)

notification_preferences = Table(
    "notification_preferences",
    METADATA,
    identifier("id"),
    reference("user_id", "users"),
    choice("kind", Kind),
    Column("in_app", Boolean, nullable=False),
    choice("email", Email),
    Index(None, "user_id"),
)
