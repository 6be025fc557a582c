"""Accounts, registrations, invitations and sessions as rows."""

from datetime import datetime

from sqlalchemy import Boolean, Column, Index, Table, UniqueConstraint

from adapters.sql.tables.schema import (
    METADATA,
    choice,
    counter,
    derived_text,
    identifier,
    instant,
    json,
    pointer,
    reference,
    text,
)
from p2p_core.identity.invitations.model import InvitationStatus
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
    instant("deleted_at", nullable=True),
    derived_text("name_key"),
    derived_text("found_by"),
    pointer("picture_id"),
    UniqueConstraint("address", info={"code": "email_taken"}),
    Index(None, "organization_id"),
    Index(None, "organization_id", "name_key", "id"),
    Index(None, "name_key", "id"),
)

user_expertise = Table(
    "user_expertise",
    METADATA,
    # tags as they are folded, each with one of its spellings: they are looked for by their beginning
    text("folded", primary_key=True),
    reference("user_id", "users", primary_key=True),
    text("tag"),
    Index(None, "user_id"),
    sqlite_with_rowid=False,
)

blocks = Table(
    "blocks",
    METADATA,
    reference("blocker_id", "users", primary_key=True),
    reference("blocked_id", "users", primary_key=True),
    instant("blocked_at"),
    Index(None, "blocked_id"),
    sqlite_with_rowid=False,
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

invitations = Table(
    "invitations",
    METADATA,
    identifier("id"),
    reference("organization_id", "organizations"),
    reference("inviter_id", "users"),
    text("email"),
    text("address"),
    choice("role", Role),
    choice("language", Language),
    instant("created_at"),
    instant("expires_at"),
    json("mailed", tuple[datetime, ...]),
    instant("mailed_at"),
    text("message", nullable=True),
    counter("serial"),
    choice("status", InvitationStatus),
    instant("accepted_at", nullable=True),
    counter("version"),
    pointer("accepted_by"),
    Index(None, "organization_id", "id"),
    Index(None, "organization_id", "mailed_at"),
)
_PENDING = invitations.c.status == InvitationStatus.PENDING
Index(
    "uq_invitations_pending",
    invitations.c.organization_id,
    invitations.c.address,
    unique=True,
    sqlite_where=_PENDING,
    postgresql_where=_PENDING,
    info={"code": "already_invited"},
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
    instant("proven_at", nullable=True),
    UniqueConstraint("token_hash"),
    Index(None, "user_id", "id"),
)
