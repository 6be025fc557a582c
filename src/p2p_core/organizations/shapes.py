"""How organizations are described by people and shown to them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from p2p_core.organizations.model import (
    Industry,
    Location,
    OrganizationSettings,
    OrganizationStatus,
    Size,
)
from p2p_core.shared.addresses import content_address
from p2p_core.shared.changes import Changes
from p2p_core.shared.countries import Country
from p2p_core.shared.ids import FileId, OrganizationId
from p2p_core.shared.inputs import KEEP, Input, Items, Keep, Length
from p2p_core.shared.reaching import Domain, Phone, WebAddress
from p2p_core.shared.text import Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrganization(Input):
    """An organization as somebody founds it at sign-up."""

    name: Annotated[str, Length(2, 120)]
    industry: Industry | None = None
    size: Size | None = None
    city: Annotated[str, Length(0, 100)] | None = None
    country: Annotated[str, Country()] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationChanges(Changes):
    """What becomes of an organization's profile and settings; the slug stays, so that links do."""

    name: Annotated[str, Length(2, 120)] | Keep = KEEP
    name_ar: Annotated[str, Length(2, 120)] | Keep | None = KEEP
    description: Annotated[str, Length(0, 2000, Lines.MANY)] | Keep | None = KEEP
    industry: Industry | Keep | None = KEEP
    size: Size | Keep | None = KEEP
    website: Annotated[str, WebAddress(300)] | Keep | None = KEEP
    phone: Annotated[str, Phone()] | Keep | None = KEEP
    address: Annotated[str, Length(0, 300, Lines.MANY)] | Keep | None = KEEP
    city: Annotated[str, Length(0, 100)] | Keep | None = KEEP
    country: Annotated[str, Country()] | Keep | None = KEEP
    location: Location | Keep | None = KEEP
    email_domains: Annotated[tuple[Annotated[str, Domain()], ...], Items(20)] | Keep = KEEP
    require_use_case_approval: bool | Keep = KEEP
    require_second_factor: bool | Keep = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationOverview:
    """An organization as whoever runs the installation looks them over."""

    id: OrganizationId
    name: str
    status: OrganizationStatus
    member_count: int
    created_at: datetime


class PictureSize(StrEnum):
    """The sizes that there are of a picture."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureQuery(Input):
    """Which size of a picture to show."""

    size: PictureSize = PictureSize.MEDIUM


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Addresses of one picture in its fixed sizes."""

    small: str
    medium: str
    large: str


@lru_cache(maxsize=4096)  # pages show the same people again and again, and a picture never changes
def picture_of(file_id: FileId | None) -> Picture | None:
    """The addresses of a file that was made for this: a picture or a logo, in three square sizes."""
    if file_id is None:
        return None
    small, medium, large = (content_address(file_id, f"{size}.webp") for size in PictureSize)
    return Picture(small=small, medium=medium, large=large)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationCard:
    """An organization beside a person's name."""

    id: OrganizationId
    name: str
    logo: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationProfile:
    """An organization as the network sees it."""

    id: OrganizationId
    name: str
    name_ar: str | None
    slug: str
    description: str | None
    industry: Industry | None
    size: Size | None
    website: str | None
    city: str | None
    country: str | None
    logo: Picture | None
    member_count: int


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
