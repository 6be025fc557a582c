"""How organizations are described by people and shown to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from p2p_core.organizations.model import (
    Industry,
    Location,
    OrganizationSettings,
    OrganizationStatus,
    Size,
)
from p2p_core.shared.countries import Country
from p2p_core.shared.ids import OrganizationId
from p2p_core.shared.inputs import Input, Length


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrganization(Input):
    """An organization as somebody founds it at sign-up."""

    name: Annotated[str, Length(2, 120)]
    industry: Industry | None = None
    size: Size | None = None
    city: Annotated[str, Length(0, 100)] | None = None
    country: Annotated[str, Country()] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Addresses of one picture in its fixed sizes."""

    small: str
    medium: str
    large: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationCard:
    """An organization beside a person's name."""

    id: OrganizationId
    name: str
    logo: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationDetails:
    """An organization as its own people see it."""

    id: OrganizationId
    name: str
    name_ar: str | None
    slug: str
    description: str | None
    industry: Industry | None
    size: Size | None
    website: str | None
    phone: str | None
    address: str | None
    city: str | None
    country: str | None
    location: Location | None
    logo: Picture | None
    member_count: int
    status: OrganizationStatus
    settings: OrganizationSettings
    email_domains: tuple[str, ...]
    created_at: datetime
    version: int
