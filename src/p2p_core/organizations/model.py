"""What is true of an organization."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from p2p_core.shared.changes import Changes
from p2p_core.shared.folding import folded
from p2p_core.shared.ids import FileId, OrganizationId
from p2p_core.shared.inputs import Input, Range
from p2p_core.shared.text import normal_form

_SLUG_LENGTH = 60
_NOT_A_WORD = re.compile(r"[\W_]+")


class Industry(StrEnum):
    """What a manufacturer makes."""

    ELECTRONICS = "electronics"
    AUTOMOTIVE = "automotive"
    PLASTICS = "plastics"
    TEXTILES = "textiles"
    FOOD_BEVERAGE = "food_beverage"
    PHARMACEUTICALS = "pharmaceuticals"
    CHEMICALS = "chemicals"
    METALS = "metals"
    AEROSPACE = "aerospace"
    CONSTRUCTION_MATERIALS = "construction_materials"
    ENERGY = "energy"
    LOGISTICS = "logistics"
    AGRICULTURE = "agriculture"
    TECHNOLOGY = "technology"
    OTHER = "other"


class Size(StrEnum):
    """How many people work there."""

    TO_10 = "1-10"
    TO_50 = "11-50"
    TO_200 = "51-200"
    TO_1000 = "201-1000"
    OVER_1000 = "1000+"


class OrganizationStatus(StrEnum):
    """Whether an organization takes part at present."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Location(Input):
    """A place on Earth in WGS 84 degrees; 0 is a value."""

    lat: Annotated[float, Range(-90, 90)]
    lng: Annotated[float, Range(-180, 180)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationSettings:
    """What an organization's admins decide for all its people."""

    require_use_case_approval: bool = False
    allow_public_use_cases: bool = True
    require_second_factor: bool = False


@dataclass(slots=True, kw_only=True)
class Organization:
    """A company on the platform; its name is exact and never rebuilt from the slug."""

    id: OrganizationId
    name: str
    slug: str
    created_at: datetime
    name_ar: str | None = None
    description: str | None = None
    industry: Industry | None = None
    size: Size | None = None
    website: str | None = None
    phone: str | None = None
    address: str | None = None
    city: str | None = None
    country: str | None = None
    location: Location | None = None
    email_domains: tuple[str, ...] = ()
    """Which domains are its own, for its people to know; whom its admins invite needs none of them."""
    settings: OrganizationSettings = field(default_factory=OrganizationSettings)
    storage_quota: int = 10 * 1024**3
    """How many bytes of files it may keep."""
    status: OrganizationStatus = OrganizationStatus.ACTIVE
    logo_id: FileId | None = None
    version: int = 1

    def end(self) -> None:
        """Take part no more: nobody is left."""
        self.status = OrganizationStatus.SUSPENDED

    def edit(self, changes: Changes) -> bool:
        """Take over what was given of the profile and the settings; false when nothing differs."""
        before = replace(self)
        given = changes.given()
        switches = OrganizationSettings.__dataclass_fields__.keys() & given.keys()
        settings = {name: given.pop(name) for name in switches}
        self.settings = replace(self.settings, **settings)  # type: ignore[arg-type]  # they are switches
        for name, value in given.items():
            setattr(self, name, value)
        return self != before

    def show(self, logo_id: FileId | None) -> FileId | None:
        """Have another logo, or none; the one before."""
        before, self.logo_id = self.logo_id, logo_id
        return before


def found_by(organization: Organization) -> str:
    """The words an organization is found by, folded."""
    return "\n".join(folded(name) for name in (organization.name, organization.name_ar) if name)


def slug_of(name: str) -> str:
    """A name as part of an address: lower-case words of any script, joined by hyphens, 60 at most.

    Marks that belong to letters (vowels in Arabic, accents) are left out; a name without letters or
    digits gives ``organization``.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if unicodedata.category(c) != "Mn")
    words = _NOT_A_WORD.sub("-", unicodedata.normalize("NFC", plain)).strip("-")
    return normal_form(words[:_SLUG_LENGTH].strip("-")) or "organization"
