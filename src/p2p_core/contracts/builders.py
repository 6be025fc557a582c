"""Entities with every field filled by something that isn't its default: a lost column shows."""

from datetime import UTC, datetime, timedelta
from itertools import count

from p2p_core.forum.categories.model import Category
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.identity.access_tokens.model import AccessToken
from p2p_core.identity.devices.model import Device
from p2p_core.identity.invitations.model import Invitation
from p2p_core.identity.registrations.model import Registration
from p2p_core.identity.second_factors.model import Challenge, SecondFactor
from p2p_core.identity.sessions.model import Session
from p2p_core.identity.users.model import User, UserStatus
from p2p_core.organizations.model import (
    Industry,
    Location,
    Organization,
    OrganizationSettings,
    OrganizationStatus,
    Size,
)
from p2p_core.organizations.shapes import NewOrganization
from p2p_core.shared.actor import Role
from p2p_core.shared.ids import (
    AccessTokenId,
    CategoryId,
    ChallengeId,
    DeviceId,
    FileId,
    InvitationId,
    OrganizationId,
    PostId,
    RegistrationId,
    SessionId,
    TopicId,
    UserId,
    uuid7,
)
from p2p_core.shared.language import Language

NOON = datetime(2026, 3, 5, 12, 0, 0, 123_000, tzinfo=UTC)
ARABIC = "صيانةٌ وقائيّة «R&D» — 85% <b>"
_numbers = count(1)


def an_id() -> str:
    """An id like the real ones; later ones sort later."""
    number = next(_numbers)
    return uuid7(1_770_000_000_000 + number, number)


def an_organization(slug: str = "riyadh-plastics", name: str = "Riyadh Plastics") -> Organization:
    """A company that filled in everything."""
    return Organization(
        id=OrganizationId(an_id()),
        name=name,
        slug=slug,
        created_at=NOON,
        name_ar="بلاستيك الرياض",
        description=f"{ARABIC}\n\tsecond line",
        industry=Industry.PLASTICS,
        size=Size.TO_200,
        website="https://plastics.example",
        phone="+966 11 000 0000",
        address="King Fahd Road 1",
        city="الرياض",
        country="SA",
        location=Location(24.7136, 0.0),
        email_domains=("plastics.example", "بلاستيك.example"),
        settings=OrganizationSettings(
            require_use_case_approval=True, allow_public_use_cases=False, require_second_factor=True
        ),
        storage_quota=5 * 1024**3,
        status=OrganizationStatus.SUSPENDED,
        logo_id=FileId(an_id()),
        version=3,
    )


def a_user(organization: Organization, address: str = "sara@plastics.example") -> User:
    """A person who filled in everything."""
    return User(
        id=UserId(an_id()),
        organization_id=organization.id,
        email=address.upper(),
        address=address,
        password_hash="$hash$",
        first_name="سارة",
        last_name="O'Neil",
        role=Role.ADMIN,
        language=Language.ARABIC,
        created_at=NOON,
        title="Plant manager",
        bio=f"{ARABIC}\nsecond line",
        phone="+966 50 000 0000",
        expertise_tags=("PLC programming", "الصيانة"),
        status=UserStatus.INACTIVE,
        operator=True,
        timezone="Europe/Berlin",
        last_seen_at=NOON + timedelta(hours=1),
        picture_id=FileId(an_id()),
        version=4,
    )


def a_registration(address: str = "omar@metals.example", created_at: datetime = NOON) -> Registration:
    """A pending sign-up that filled in everything."""
    return Registration(
        id=RegistrationId(an_id()),
        email=address.upper(),
        address=address,
        password_hash="$hash$",
        first_name="عمر",
        last_name="O'Neil",
        organization=NewOrganization(
            name=f"{ARABIC} Metals", industry=Industry.METALS, size=Size.OVER_1000, city="جدة", country="SA"
        ),
        language=Language.ARABIC,
        created_at=created_at,
        expires_at=created_at + timedelta(hours=24),
        serial=2,
        version=5,
    )


def an_invitation(
    inviter: User, address: str = "omar@metals.example", created_at: datetime = NOON
) -> Invitation:
    """A pending invitation that was sent twice."""
    return Invitation(
        id=InvitationId(an_id()),
        organization_id=inviter.organization_id,
        inviter_id=inviter.id,
        email=address.upper(),
        address=address,
        role=Role.ADMIN,
        language=Language.ARABIC,
        created_at=created_at,
        expires_at=created_at + timedelta(days=7),
        mailed=(created_at, created_at + timedelta(hours=1)),
        mailed_at=created_at + timedelta(hours=1),
        message=f"{ARABIC}\nsecond line",
        accepted_by=UserId(an_id()),
        serial=2,
        version=5,
    )


def a_session(user: User, token_hash: str, created_at: datetime = NOON) -> Session:
    """A remembered session."""
    return Session(
        id=SessionId(an_id()),
        user_id=user.id,
        token_hash=token_hash,
        remember_me=True,
        device="Mozilla/5.0 ‮ odd",  # noqa: PLE2502 - a device may call itself anything
        network="2001:db8::1",
        created_at=created_at,
        last_used_at=created_at + timedelta(minutes=1),
        idle_expires_at=created_at + timedelta(days=14),
        expires_at=created_at + timedelta(days=30),
        proven_at=created_at + timedelta(minutes=2),
    )


def a_device(user: User, token_hash: str, last_used_at: datetime = NOON) -> Device:
    """A browser that was signed in with."""
    return Device(
        id=DeviceId(an_id()),
        user_id=user.id,
        token_hash=token_hash,
        name=f"Firefox {ARABIC}",
        network="2001:db8::1",
        created_at=NOON,
        last_used_at=last_used_at,
        expires_at=last_used_at + timedelta(days=365),
    )


def a_second_factor(user: User) -> SecondFactor:
    """An app that is asked for codes."""
    return SecondFactor(
        id=user.id,
        salt="salt",
        key_id="key",
        created_at=NOON,
        confirmed_at=NOON + timedelta(minutes=1),
        last_step=58_000_000,
        recovery_hashes=("a" * 64, "b" * 64),
    )


def a_challenge(user: User, token_hash: str) -> Challenge:
    """A sign-in of which a code is missing."""
    return Challenge(
        id=ChallengeId(an_id()),
        user_id=user.id,
        token_hash=token_hash,
        remember_me=True,
        created_at=NOON,
        expires_at=NOON + timedelta(minutes=10),
        tries=3,
    )


def an_access_token(user: User, token_hash: str) -> AccessToken:
    """A script's secret."""
    return AccessToken(
        id=AccessTokenId(an_id()),
        user_id=user.id,
        name=ARABIC,
        token_hash=token_hash,
        scopes=("read", "write"),
        created_at=NOON,
        expires_at=NOON + timedelta(days=90),
        last_used_at=NOON + timedelta(hours=1),
    )


def a_category(slug: str = "maintenance", position: int = 7) -> Category:
    """A shelf."""
    return Category(
        id=CategoryId(an_id()),
        slug=slug,
        name=f"Maintenance {slug}",
        name_ar="الصيانة",
        description="Keeping equipment healthy",
        description_ar="المحافظة على المعدات",
        colour="#b45309",
        position=position,
        version=2,
    )


def a_topic(author: User, category: Category, at: datetime = NOON) -> Topic:
    """A private topic without replies."""
    return Topic(
        id=TopicId(an_id()),
        category_id=category.id,
        author_id=author.id,
        organization_id=author.organization_id,
        visibility=Visibility.ORGANIZATION,
        title=f"temp < 40 and pressure > 3 bar, {ARABIC}",
        body=f"| a | b |\n|---|---|\n| {ARABIC} | 85% |",
        body_html="<table></table>",
        excerpt="a b 85%",
        tags=("PLC", "C++", "صيانة"),
        created_at=at,
        updated_at=at + timedelta(seconds=1),
        last_activity_at=at,
        pinned=True,
        locked=True,
        version=6,
    )


def a_post(author: User, topic: Topic, parent: Post | None, seq: int, place: int) -> Post:
    """A reply at its place."""
    return Post(
        id=PostId(an_id()),
        topic_id=topic.id,
        parent_id=parent.id if parent else None,
        depth=parent.depth + 1 if parent else 0,
        seq=seq,
        place=place,
        author_id=author.id,
        body=f"{ARABIC}\n\n{seq}",
        body_html=f"<p>{seq}</p>",
        created_at=NOON + timedelta(seconds=seq),
        edited_at=NOON + timedelta(days=1),
        version=7,
    )
