"""Organizations, accounts, registrations and sessions within a transaction."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.memory.tables import Tables
from p2p_core.identity.registrations.model import Registration
from p2p_core.identity.sessions.model import Session
from p2p_core.identity.users.model import User
from p2p_core.organizations.model import Organization
from p2p_core.shared.errors import AlreadyExists, NotFound, Stale
from p2p_core.shared.ids import OrganizationId, RegistrationId, SessionId, UserId


@dataclass(frozen=True, slots=True)
class MemoryOrganizations:
    """Organizations in memory."""

    tables: Tables

    def get(self, organization_id: OrganizationId) -> Organization:
        organization = self.tables.organizations.get(organization_id)
        if organization is None:
            raise NotFound("organization")
        return organization

    def hold(self, organization_id: OrganizationId) -> Organization:
        return self.get(organization_id)

    def add(self, organization: Organization) -> bool:
        if self.tables.organizations.where(lambda other: other.slug == organization.slug):
            return False
        self.tables.organizations.put(organization.id, organization)
        return True

    def save(self, organization: Organization) -> None:
        if self.get(organization.id).version != organization.version:
            raise Stale("organization")
        organization.version += 1
        self.tables.organizations.put(organization.id, organization)


@dataclass(frozen=True, slots=True)
class MemoryUsers:
    """Accounts in memory."""

    tables: Tables

    def get(self, user_id: UserId) -> User:
        user = self.tables.users.get(user_id)
        if user is None:
            raise NotFound("user")
        return user

    def find_by_address(self, address: str) -> User | None:
        return next(iter(self.tables.users.where(lambda user: user.address == address)), None)

    def among(self, addresses: Collection[str]) -> Sequence[User]:
        return self.tables.users.where(lambda user: user.address in addresses)

    def has_other_active_admin(self, user: User) -> bool:
        return bool(
            self.tables.users.where(
                lambda other: (
                    other.organization_id == user.organization_id
                    and other.id != user.id
                    and other.is_active_admin
                )
            )
        )

    def is_alone(self, user: User) -> bool:
        return not self.tables.users.where(
            lambda one: (
                one.organization_id == user.organization_id and one.id != user.id and not one.is_deleted
            )
        )

    def add(self, user: User) -> bool:
        if self.find_by_address(user.address):
            return False
        self.tables.users.put(user.id, user)
        return True

    def save(self, user: User) -> None:
        if self.get(user.id).version != user.version:
            raise Stale("user")
        owner = self.find_by_address(user.address)
        if owner and owner.id != user.id:
            raise AlreadyExists("email_taken")
        user.version += 1
        self.tables.users.put(user.id, user)

    def rehash(self, user_id: UserId, password_hash: str) -> None:
        user = self.get(user_id)
        user.password_hash = password_hash
        self.tables.users.put(user_id, user)

    def seen(self, user_id: UserId, now: datetime) -> None:
        user = self.get(user_id)
        user.last_seen_at = now
        self.tables.users.put(user_id, user)


@dataclass(frozen=True, slots=True)
class MemoryRegistrations:
    """Registrations in memory."""

    tables: Tables

    def find(self, registration_id: RegistrationId) -> Registration | None:
        return self.tables.registrations.get(registration_id)

    def pending(self, address: str, now: datetime) -> Sequence[Registration]:
        found = self.tables.registrations.where(lambda r: r.address == address and r.is_pending(now))
        return sorted(found, key=lambda registration: registration.id, reverse=True)

    def add(self, registration: Registration) -> None:
        self.tables.registrations.put(registration.id, registration)

    def save(self, registration: Registration) -> None:
        kept = self.find(registration.id)
        if kept is None or kept.version != registration.version:
            raise Stale("registration")
        registration.version += 1
        self.tables.registrations.put(registration.id, registration)

    def end_all(self, address: str, now: datetime) -> None:
        for registration in self.pending(address, now):
            registration.ended_at = now
            self.tables.registrations.put(registration.id, registration)

    def forget_over(self, before: datetime, limit: int) -> int:
        over = self.tables.registrations.where(lambda found: (found.ended_at or found.expires_at) < before)
        for registration in over[:limit]:
            self.tables.registrations.drop(registration.id)
        return len(over[:limit])


@dataclass(frozen=True, slots=True)
class MemorySessions:
    """Sessions in memory."""

    tables: Tables

    def get(self, session_id: SessionId) -> Session:
        session = self.tables.sessions.get(session_id)
        if session is None:
            raise NotFound("session")
        return session

    def add(self, session: Session) -> None:
        self.tables.sessions.put(session.id, session)

    def save(self, session: Session) -> None:
        if session.id in self.tables.sessions:
            self.tables.sessions.put(session.id, session)

    def end(self, session_id: SessionId) -> None:
        self.tables.sessions.drop(session_id)

    def end_by_token(self, token_hash: str) -> None:
        for session in self.tables.sessions.where(lambda session: session.token_hash == token_hash):
            self.tables.sessions.drop(session.id)

    def end_oldest(self, user_id: UserId, keep: int) -> None:
        own = self.tables.sessions.where(lambda session: session.user_id == user_id)
        newest_first = sorted(own, key=lambda session: session.id, reverse=True)
        for session in newest_first[keep:]:
            self.tables.sessions.drop(session.id)

    def forget_ended(self, before: datetime, limit: int) -> int:
        ended = self.tables.sessions.where(lambda session: not session.is_live(before))
        for session in ended[:limit]:
            self.tables.sessions.drop(session.id)
        return len(ended[:limit])

    def end_others(self, user_id: UserId, keep: SessionId | None) -> None:
        for session in self.tables.sessions.where(lambda session: session.user_id == user_id):
            if session.id != keep:
                self.tables.sessions.drop(session.id)
