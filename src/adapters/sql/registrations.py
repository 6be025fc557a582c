"""Registrations in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, update

from adapters.sql.changes import Versioned
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.identity import registrations
from p2p_core.identity.registrations.model import Registration
from p2p_core.shared.ids import RegistrationId

REGISTRATION = Versioned("registration", Registration, registrations)

_PENDING_OF_ADDRESS = and_(
    registrations.c.address == bindparam("known_address"),
    registrations.c.ended_at.is_(None),
    registrations.c.expires_at > bindparam("now"),
)
_PENDING = REGISTRATION.ordered(registrations.c.id.desc(), _PENDING_OF_ADDRESS)
_END_ALL = Statement(update(registrations).values(ended_at=bindparam("ended_at")).where(_PENDING_OF_ADDRESS))


@dataclass(frozen=True, slots=True)
class SqlRegistrationReader:
    """Registrations outside a transaction, for sign-in and mails."""

    reads: Reads

    def find(self, registration_id: RegistrationId) -> Registration | None:
        return REGISTRATION.find(self.reads, registration_id)

    def pending(self, address: str, now: datetime) -> Sequence[Registration]:
        return REGISTRATION.all(self.reads, _PENDING, known_address=address, now=now)


@dataclass(frozen=True, slots=True)
class SqlRegistrations:
    """Pending and ended registrations within a transaction."""

    writes: Writes

    def find(self, registration_id: RegistrationId) -> Registration | None:
        return REGISTRATION.find(self.writes, registration_id)

    def pending(self, address: str, now: datetime) -> Sequence[Registration]:
        return REGISTRATION.all(self.writes, _PENDING, known_address=address, now=now)

    def add(self, registration: Registration) -> None:
        REGISTRATION.add(self.writes, registration)

    def save(self, registration: Registration) -> None:
        registration.version = REGISTRATION.save(self.writes, registration)

    def end_all(self, address: str, now: datetime) -> None:
        self.writes.run(_END_ALL, known_address=address, now=now, ended_at=now)
