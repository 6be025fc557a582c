"""People and organizations in any view."""

from adapters.memory.blocked import blocks
from adapters.memory.identity import MemoryOrganizations, MemoryUsers
from adapters.memory.tables import Tables
from p2p_core.identity.sessions.policy import may_take_part
from p2p_core.identity.users.model import User, display_name
from p2p_core.identity.users.shapes import PersonCard, PersonDetails, PersonProfile, UserDetails, UserProfile
from p2p_core.organizations.shapes import OrganizationCard, picture_of
from p2p_core.shared.ids import OrganizationId, UserId


def details_of(tables: Tables, user: User) -> UserDetails:
    """All of an account."""
    return UserDetails(
        id=user.id,
        email=user.email,
        first_name=user.first_name,
        last_name=user.last_name,
        display_name=display_name(user.first_name, user.last_name),
        title=user.title,
        bio=user.bio,
        phone=user.phone,
        expertise_tags=user.expertise_tags,
        picture=picture_of(user.picture_id),
        role=user.role,
        status=user.status,
        email_verified=True,
        language=user.language,
        timezone=user.timezone,
        organization=organization_card(tables, user.organization_id),
        reputation=tables.standings.get(user.id) or 0,
        created_at=user.created_at,
        last_seen_at=user.last_seen_at,
        version=user.version,
    )


def profile_of(tables: Tables, user: User) -> UserProfile:
    """What the network sees of an account."""
    whole = details_of(tables, user)
    return UserProfile(**{name: getattr(whole, name) for name in UserProfile.__dataclass_fields__})


def account_of(tables: Tables, user: User, viewer_id: UserId) -> PersonDetails:
    """All of an account, as somebody looks at it."""
    whole = details_of(tables, user)
    shown = {name: getattr(whole, name) for name in UserDetails.__dataclass_fields__}
    return PersonDetails(**shown, blocked=blocks(tables, viewer_id, user.id))


def person_of(tables: Tables, user: User, viewer_id: UserId) -> PersonProfile:
    """What the network sees of an account, as somebody looks at it."""
    profile = profile_of(tables, user)
    shown = {name: getattr(profile, name) for name in UserProfile.__dataclass_fields__}
    return PersonProfile(**shown, blocked=blocks(tables, viewer_id, user.id))


def takes_part(tables: Tables, user: User) -> bool:
    """Whether the network sees the person at all."""
    organization = MemoryOrganizations(tables).get(user.organization_id)
    return not user.is_deleted and may_take_part(user.status, organization.status)


def organization_card(tables: Tables, organization_id: OrganizationId) -> OrganizationCard:
    """An organization beside a name."""
    organization = MemoryOrganizations(tables).get(organization_id)
    return OrganizationCard(id=organization.id, name=organization.name, logo=picture_of(organization.logo_id))


def person_card(tables: Tables, user_id: UserId) -> PersonCard:
    """A person beside what they wrote."""
    user = MemoryUsers(tables).get(user_id)
    return PersonCard(
        id=user.id,
        display_name=display_name(user.first_name, user.last_name),
        picture=picture_of(user.picture_id),
        organization=organization_card(tables, user.organization_id),
    )
