"""Registrations in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, select, update

from adapters.sql.changes import Versioned, held
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
_HOLD_PENDING = REGISTRATION.hold(_PENDING_OF_ADDRESS, order=registrations.c.id.desc())
# verifying one registration ends the others of its address: whoever wants some of them takes all, in one
# order, or two people who verify at once would each wait for what the other holds
_HOLD_ADDRESS = Statement(
    held(
        select(registrations.c.id)
        .where(registrations.c.address == bindparam("known_address"))
        .order_by(registrations.c.id.desc())
    )
)
_ADDRESS_OF = Statement(select(registrations.c.address).where(registrations.c.id == bindparam("known_id")))
_END_ALL = Statement(update(registrations).values(ended_at=bindparam("ended_at")).where(_PENDING_OF_ADDRESS))

# rows that somebody else holds are passed over: they hold them in another order, and there is a next time;
# as a named query it is asked only once, or more than so many could go
_OVER = (
    select(registrations.c.id)
    .where(func.coalesce(registrations.c.ended_at, registrations.c.expires_at) < bindparam("before"))
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("over")
)
_FORGET_OVER = Statement(delete(registrations).where(registrations.c.id.in_(select(_OVER.c.id))))


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
        for (address,) in self.writes.rows(_ADDRESS_OF, known_id=registration_id):
            self.writes.rows(_HOLD_ADDRESS, known_address=address)
        return REGISTRATION.find(self.writes, registration_id)

    def pending(self, address: str, now: datetime) -> Sequence[Registration]:
        return REGISTRATION.all(self.writes, _HOLD_PENDING, known_address=address, now=now)

    def add(self, registration: Registration) -> None:
        REGISTRATION.add(self.writes, registration)

    def save(self, registration: Registration) -> None:
        registration.version = REGISTRATION.save(self.writes, registration)

    def end_all(self, address: str, now: datetime) -> None:
        self.writes.rows(_HOLD_ADDRESS, known_address=address)
        self.writes.run(_END_ALL, known_address=address, now=now, ended_at=now)

    def forget_over(self, before: datetime, limit: int) -> int:
        return self.writes.run(_FORGET_OVER, before=before, limit=limit)
