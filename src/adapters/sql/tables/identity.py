"""Accounts, registrations and sessions as rows."""

from sqlalchemy import Boolean, Column, Index, Table, UniqueConstraint

from adapters.sql.tables.schema import (
    METADATA,
    choice,
    counter,
    identifier,
    instant,
    json,
    reference,
    text,
)
from p2p_core.identity.users.model import UserStatus
from p2p_core.organizations.shapes import NewOrganization
from p2p_core.shared.actor import Role
from p2p_core.shared.language import Language

users = Table(
    "users",
    METADATA,
    identifier("id"),
    reference("organization_id", "organizations"),
    text("email"),
    text("address"),
    text("password_hash"),
    text("first_name"),
    text("last_name"),
    choice("role", Role),
    choice("language", Language),
    instant("created_at"),
    text("title", nullable=True),
    text("bio", nullable=True),
    text("phone", nullable=True),
    json("expertise_tags", tuple[str, ...]),
    choice("status", UserStatus),
    Column("operator", Boolean, nullable=False),
    text("timezone"),
    instant("last_seen_at", nullable=True),
    counter("version"),
    UniqueConstraint("address", info={"code": "email_taken"}),
    Index(None, "organization_id"),
)

registrations = Table(
    "registrations",
    METADATA,
    identifier("id"),
    text("email"),
    text("address"),
    text("password_hash"),
    text("first_name"),
    text("last_name"),
    json("organization", NewOrganization),
    choice("language", Language),
    instant("created_at"),
    instant("expires_at"),
    counter("serial"),
    instant("ended_at", nullable=True),
    counter("version"),
    Index(None, "address", "id"),
)

sessions = Table(
    "sessions",
    METADATA,
    identifier("id"),
    reference("user_id", "users"),
    text("token_hash"),
    Column("remember_me", Boolean, nullable=False),
    text("device"),
    text("network"),
    instant("created_at"),
    instant("last_used_at"),
    instant("idle_expires_at"),
    instant("expires_at"),
    UniqueConstraint("token_hash"),
    Index(None, "user_id", "id"),
)
