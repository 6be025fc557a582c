"""What people show who they are with, and how often it was tried, as rows."""

from sqlalchemy import Boolean, Column, Index, Table, UniqueConstraint

from adapters.sql.tables.schema import METADATA, counter, identifier, instant, json, reference, text

tallies = Table(
    "tallies",
    METADATA,
    identifier("id"),
    counter("count"),
    instant("until", nullable=True),
    instant("expires_at"),
    Index(None, "expires_at"),
)

devices = Table(
    "devices",
    METADATA,
    identifier("id"),
    reference("user_id", "users"),
    text("token_hash"),
    text("name"),
    text("network"),
    instant("created_at"),
    instant("last_used_at"),
    instant("expires_at"),
    # people share browsers: one secret, a row for each of them
    UniqueConstraint("token_hash", "user_id"),
    Index(None, "user_id", "last_used_at", "id"),
    Index(None, "expires_at"),
)

second_factors = Table(
    "second_factors",
    METADATA,
    reference("id", "users", primary_key=True),
    text("salt"),
    text("key_id"),
    instant("created_at"),
    instant("confirmed_at", nullable=True),
    counter("last_step"),
    json("recovery_hashes", tuple[str, ...]),
)

challenges = Table(
    "challenges",
    METADATA,
    identifier("id"),
    reference("user_id", "users"),
    text("token_hash"),
    Column("remember_me", Boolean, nullable=False),
    instant("created_at"),
    instant("expires_at"),
    counter("tries"),
    UniqueConstraint("token_hash"),
    Index(None, "user_id"),
    Index(None, "expires_at"),
)

password_resets = Table(
    "password_resets",
    METADATA,
    identifier("id"),
    text("address"),
    # nobody's where the address has no account: asking costs the same
    reference("user_id", "users", nullable=True),
    instant("created_at"),
    instant("expires_at"),
    instant("ended_at", nullable=True),
    Index(None, "address"),
    Index(None, "user_id"),
    Index(None, "expires_at"),
)

email_changes = Table(
    "email_changes",
    METADATA,
    identifier("id"),
    reference("user_id", "users"),
    # no reference: the session may end before the change does
    text("session_id"),
    text("old_email"),
    text("email"),
    text("address"),
    instant("created_at"),
    instant("expires_at"),
    instant("ended_at", nullable=True),
    Index(None, "user_id"),
    Index(None, "expires_at"),
)

access_tokens = Table(
    "access_tokens",
    METADATA,
    identifier("id"),
    reference("user_id", "users"),
    text("name"),
    text("token_hash"),
    json("scopes", tuple[str, ...]),
    instant("created_at"),
    instant("expires_at"),
    instant("last_used_at", nullable=True),
    UniqueConstraint("token_hash"),
    Index(None, "user_id", "id"),
    Index(None, "expires_at"),
)
