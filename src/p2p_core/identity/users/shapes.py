"""How people are shown."""

from dataclasses import dataclass
from datetime import datetime

from p2p_core.identity.users.model import UserStatus
from p2p_core.organizations.shapes import OrganizationCard, Picture
from p2p_core.shared.actor import Role
from p2p_core.shared.ids import UserId
from p2p_core.shared.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A person beside what they wrote."""

    id: UserId
    display_name: str
    picture: Picture | None
    organization: OrganizationCard


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDetails:
    """A person's account as they see it themselves."""

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
    created_at: datetime
    last_seen_at: datetime | None
    version: int
