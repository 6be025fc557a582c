"""Requests for new passwords in SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, update

from adapters.sql.changes import Stored
from adapters.sql.expiry import forget_expired, forgetting
from adapters.sql.owners import hold_owner
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.credentials import password_resets
from p2p_core.identity.passwords.model import PasswordReset
from p2p_core.shared.ids import PasswordResetId

RESET = Stored("password reset", PasswordReset, password_resets)
_HOLD_OWNER = hold_owner(password_resets, password_resets.c.id)
_SAVE = RESET.update()
_END_ALL = Statement(
    update(password_resets)
    .values(ended_at=bindparam("new_end"))
    .where(
        password_resets.c.address == bindparam("known_address"),
        password_resets.c.ended_at.is_(None),
        password_resets.c.expires_at > bindparam("now"),
    )
)
_FORGET_EXPIRED = forgetting(password_resets, password_resets.c.expires_at)


@dataclass(frozen=True, slots=True)
class SqlPasswordResets:
    """Requests for new passwords within a transaction."""

    writes: Writes

    def find(self, reset_id: PasswordResetId) -> PasswordReset | None:
        self.writes.rows(_HOLD_OWNER, known=reset_id)
        return RESET.find_held(self.writes, reset_id)

    def add(self, reset: PasswordReset) -> None:
        RESET.add(self.writes, reset)

    def save(self, reset: PasswordReset) -> None:
        self.writes.run(_SAVE, known_id=reset.id, **RESET.record.values(reset))

    def end_all(self, address: str, now: datetime) -> None:
        self.writes.run(_END_ALL, known_address=address, now=now, new_end=now)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return forget_expired(self.writes, _FORGET_EXPIRED, before, limit)


@dataclass(frozen=True, slots=True)
class SqlPasswordResetReader:
    """Requests for new passwords outside a transaction."""

    reads: Reads

    def find(self, reset_id: PasswordResetId) -> PasswordReset | None:
        return RESET.find(self.reads, reset_id)
