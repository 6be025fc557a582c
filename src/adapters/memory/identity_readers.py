"""Organizations, accounts, registrations and sessions as they are shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.memory.identity import MemoryOrganizations, MemoryRegistrations, MemoryUsers
from adapters.memory.people import account_of, details_of, person_of, takes_part
from adapters.memory.people_readers import expertise_of, people_page
from adapters.memory.tables import Work
from p2p_core.identity.registrations.model import Registration
from p2p_core.identity.sessions.model import Session
from p2p_core.identity.sessions.ports import SignedIn
from p2p_core.identity.users.model import User, display_name, name_key
from p2p_core.identity.users.shapes import (
    Expertise,
    Mentionable,
    PeopleQuery,
    PersonDetails,
    PersonProfile,
    UserDetails,
    UserProfile,
)
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.organizations.shapes import (
    OrganizationDetails,
    OrganizationOverview,
    OrganizationProfile,
    picture_of,
)
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import OrganizationId, RegistrationId, UserId
from p2p_core.shared.pages import Page


@dataclass(frozen=True, slots=True)
class MemoryOrganizationReader:
    """Organizations as they are shown."""

    work: Work

    def details(self, organization_id: OrganizationId) -> OrganizationDetails:
        with self.work() as tables:
            organization = MemoryOrganizations(tables).get(organization_id)
            members = tables.users.where(
                lambda user: user.organization_id == organization_id and not user.is_deleted
            )
        return OrganizationDetails(
            id=organization.id,
            name=organization.name,
            name_ar=organization.name_ar,
            slug=organization.slug,
            description=organization.description,
            industry=organization.industry,
            size=organization.size,
            website=organization.website,
            phone=organization.phone,
            address=organization.address,
            city=organization.city,
            country=organization.country,
            location=organization.location,
            logo=picture_of(organization.logo_id),
            member_count=len(members),
            status=organization.status,
            settings=organization.settings,
            email_domains=organization.email_domains,
            created_at=organization.created_at,
            version=organization.version,
        )

    def behind(self, organization_id: str, limit: int) -> Sequence[OrganizationOverview]:
        with self.work() as tables:
            known = sorted(key for key in tables.organizations if key > organization_id)[:limit]
        wholes = [self.details(OrganizationId(key)) for key in known]
        names = OrganizationOverview.__dataclass_fields__
        return [OrganizationOverview(**{name: getattr(whole, name) for name in names}) for whole in wholes]

    def profile(self, organization_id: OrganizationId) -> OrganizationProfile:
        whole = self.details(organization_id)
        if whole.status is not OrganizationStatus.ACTIVE:
            raise NotFound("organization")
        return OrganizationProfile(
            **{name: getattr(whole, name) for name in OrganizationProfile.__dataclass_fields__}
        )


@dataclass(frozen=True, slots=True)
class MemoryUserReader:
    """Accounts as they are shown."""

    work: Work

    def details(self, user_id: UserId) -> UserDetails:
        with self.work() as tables:
            user = MemoryUsers(tables).get(user_id)
            if user.is_deleted:
                raise NotFound("user")
            return details_of(tables, user)

    def account(self, user_id: UserId, viewer_id: UserId) -> PersonDetails:
        with self.work() as tables:
            user = MemoryUsers(tables).get(user_id)
            if user.is_deleted:
                raise NotFound("user")
            return account_of(tables, user, viewer_id)

    def profile(self, user_id: UserId, viewer_id: UserId) -> PersonProfile:
        with self.work() as tables:
            user = MemoryUsers(tables).get(user_id)
            if not takes_part(tables, user):
                raise NotFound("user")
            return person_of(tables, user, viewer_id)

    def people(self, query: PeopleQuery) -> Page[UserProfile]:
        with self.work() as tables:
            return people_page(tables, query)

    def expertise(self, part: str, after: str | None, limit: int) -> Sequence[Expertise]:
        with self.work() as tables:
            return expertise_of(tables, part, after, limit)

    def mentionable(self, names: Collection[str], ids: Collection[str]) -> Sequence[Mentionable]:
        with self.work() as tables:
            found = tables.users.where(lambda user: user.id in ids or name_key(user) in names)
            return [
                Mentionable(
                    id=user.id,
                    name=display_name(user.first_name, user.last_name),
                    organization_id=user.organization_id,
                )
                for user in sorted(found, key=lambda user: user.id)
                if takes_part(tables, user)
            ]

    def find_by_address(self, address: str) -> User | None:
        with self.work() as tables:
            return MemoryUsers(tables).find_by_address(address)


@dataclass(frozen=True, slots=True)
class MemoryRegistrationReader:
    """Registrations outside a transaction."""

    work: Work

    def find(self, registration_id: RegistrationId) -> Registration | None:
        with self.work() as tables:
            return MemoryRegistrations(tables).find(registration_id)

    def pending(self, address: str, now: datetime) -> Sequence[Registration]:
        with self.work() as tables:
            return MemoryRegistrations(tables).pending(address, now)


@dataclass(frozen=True, slots=True)
class MemorySessionReader:
    """Sessions as every request looks them up."""

    work: Work

    def find(self, token_hash: str) -> SignedIn | None:
        with self.work() as tables:
            found = tables.sessions.where(lambda session: session.token_hash == token_hash)
            if not found:
                return None
            (session,) = found
            user = MemoryUsers(tables).get(session.user_id)
            organization = MemoryOrganizations(tables).get(user.organization_id)
            factor = tables.second_factors.get(user.id)
        return SignedIn(
            session=session,
            organization_id=user.organization_id,
            role=user.role,
            operator=user.operator,
            language=user.language,
            user_status=user.status,
            organization_status=organization.status,
            second_factor_required=organization.settings.require_second_factor,
            has_second_factor=factor is not None and factor.is_on,
        )

    def recent(self, token_hash: str) -> SignedIn | None:
        return self.find(token_hash)  # it is all in memory

    def of_person(self, user_id: UserId) -> Sequence[Session]:
        with self.work() as tables:
            own = tables.sessions.where(lambda session: session.user_id == user_id)
        return sorted(own, key=lambda session: session.id, reverse=True)
