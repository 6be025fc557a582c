"""Organizations as rows."""

from sqlalchemy import BigInteger, Boolean, Column, Float, Table, UniqueConstraint

from adapters.sql.tables.schema import (
    METADATA,
    choice,
    counter,
    derived_text,
    identifier,
    instant,
    json,
    pointer,
    text,
)
from p2p_core.organizations.model import Industry, OrganizationStatus, Size

organizations = Table(
    "organizations",
    METADATA,
    identifier("id"),
    text("name"),
    text("slug"),
    instant("created_at"),
    text("name_ar", nullable=True),
    text("description", nullable=True),
    choice("industry", Industry, nullable=True),
    choice("size", Size, nullable=True),
    text("website", nullable=True),
    text("phone", nullable=True),
    text("address", nullable=True),
    text("city", nullable=True),
    text("country", nullable=True),
    # two columns and not one value: distances are searched by index
    Column("location_lat", Float, nullable=True),
    Column("location_lng", Float, nullable=True),
    json("email_domains", tuple[str, ...]),
    Column("settings_require_use_case_approval", Boolean, nullable=False),
    Column("settings_allow_public_use_cases", Boolean, nullable=False),
    Column("settings_require_second_factor", Boolean, nullable=False),
    Column("storage_quota", BigInteger, nullable=False),
    choice("status", OrganizationStatus),
    counter("version"),
    derived_text("found_by"),
    pointer("logo_id"),
    UniqueConstraint("slug", info={"code": "slug_taken"}),
)
