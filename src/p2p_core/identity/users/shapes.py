"""How people are shown, look for each other, and change their own profile."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from p2p_core.identity.users.model import UserStatus
from p2p_core.organizations.model import Industry
from p2p_core.organizations.shapes import OrganizationCard, Picture
from p2p_core.shared.actor import Role
from p2p_core.shared.changes import Changes
from p2p_core.shared.folding import folded, folded_words
from p2p_core.shared.ids import OrganizationId, UserId
from p2p_core.shared.inputs import KEEP, Input, Items, Keep, Length
from p2p_core.shared.language import Language
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit
from p2p_core.shared.reaching import Phone
from p2p_core.shared.text import Lines
from p2p_core.shared.timezones import Timezone

PersonName = Annotated[str, Length(1, 50)]
JobTitle = Annotated[str, Length(0, 100)]
ExpertiseTag = Annotated[str, Length(2, 30)]

SUGGESTED_EXPERTISE = (
    "lean manufacturing",
    "six sigma",
    "quality control",
    "automation",
    "PLC programming",
    "industrial IoT",
    "maintenance",
    "safety",
    "supply chain",
    "inventory management",
    "cost reduction",
    "energy efficiency",
    "digital transformation",
    "ERP",
    "data analytics",
    "AI/ML",
    "robotics",
    "3D printing",
    "sustainability",
    "regulatory compliance",
)
"""Suggested before anybody has used them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A person beside what they wrote."""

    id: UserId
    display_name: str
    picture: Picture | None
    organization: OrganizationCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentionable:
    """Somebody who can be mentioned."""

    id: UserId
    name: str
    organization_id: OrganizationId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanges(Changes):
    """What becomes of one's own profile; address, role, status and organization never change here."""

    first_name: PersonName | Keep = KEEP
    last_name: PersonName | Keep = KEEP
    title: JobTitle | Keep | None = KEEP
    bio: Annotated[str, Length(0, 2000, Lines.MANY)] | Keep | None = KEEP
    phone: Annotated[str, Phone()] | Keep | None = KEEP
    expertise_tags: Annotated[tuple[ExpertiseTag, ...], Items(10)] | Keep = KEEP
    language: Language | Keep = KEEP
    timezone: Annotated[str, Timezone()] | Keep = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleQuery(Input):
    """Which people of the whole network to list, by name, and from where on."""

    q: Annotated[str, Length(1, 100)] | None = None
    """Words of their name, title, expertise or organization."""
    expertise: ExpertiseTag | None = None
    industry: Industry | None = None
    """Of their organization, as the city."""
    city: Annotated[str, Length(1, 100)] | None = None
    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What all has to be found."""
        return folded_words(self.q or "")

    @property
    def binding(self) -> str:
        """What a cursor is bound to: everything that decides which list it is."""
        industry = self.industry and self.industry.value
        return repr(("people", self.words, self.expertise and folded(self.expertise), industry, self.city))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertiseQuery(Input):
    """Which expertise to suggest, in the order of the alphabet, and from where on."""

    q: Annotated[str, Length(1, 50)] | None = None
    """A part of it."""
    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None

    @property
    def part(self) -> str:
        """The part as tags are folded."""
        return folded(self.q or "")

    @property
    def binding(self) -> str:
        """What a cursor is bound to."""
        return repr(("expertise", self.part))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expertise:
    """A suggestion, and how many people of the network have it now."""

    tag: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UserProfile:
    """A person as the network sees them: without address and telephone."""

    id: UserId
    first_name: str
    last_name: str
    display_name: str
    title: str | None
    bio: str | None
    expertise_tags: tuple[str, ...]
    picture: Picture | None
    role: Role
    status: UserStatus
    email_verified: bool
    language: Language
    timezone: str
    organization: OrganizationCard
    reputation: int
    """What the forum's formula gives for what they contributed."""
    created_at: datetime
    last_seen_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonProfile(UserProfile):
    """One of them as somebody looks at their page."""

    blocked: bool
    """Whether who looks blocks them; nobody else is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDetails:
    """A person's account as they see it themselves, and their organization's admins."""

    id: UserId
    email: str
    first_name: str
    last_name: str
    display_name: str
    title: str | None
    bio: str | None
    phone: str | None
    expertise_tags: tuple[str, ...]
    picture: Picture | None
    role: Role
    status: UserStatus
    email_verified: bool
    language: Language
    timezone: str
    organization: OrganizationCard
    reputation: int
    """What the forum's formula gives for what they contributed."""
    created_at: datetime
    last_seen_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails(UserDetails):
    """The same as they, or an admin of their organization, look at their page."""

    blocked: bool
    """Whether who looks blocks them; nobody else is told."""
