"""Wishes for other addresses in SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, update

from adapters.sql.changes import Stored
from adapters.sql.expiry import forget_expired, forgetting
from adapters.sql.owners import hold_owner
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.credentials import email_changes
from p2p_core.identity.email_changes.model import EmailChange
from p2p_core.shared.ids import EmailChangeId, UserId

CHANGE = Stored("e-mail change", EmailChange, email_changes)
_HOLD_OWNER = hold_owner(email_changes, email_changes.c.id)
_SAVE = CHANGE.update()
_END_ALL = Statement(
    update(email_changes)
    .values(ended_at=bindparam("new_end"))
    .where(
        email_changes.c.user_id == bindparam("known_user"),
        email_changes.c.ended_at.is_(None),
        email_changes.c.expires_at > bindparam("now"),
    )
)
_FORGET_EXPIRED = forgetting(email_changes, email_changes.c.expires_at)


@dataclass(frozen=True, slots=True)
class SqlEmailChanges:
    """Wishes for other addresses within a transaction."""

    writes: Writes

    def find(self, change_id: EmailChangeId) -> EmailChange | None:
        self.writes.rows(_HOLD_OWNER, known=change_id)
        return CHANGE.find_held(self.writes, change_id)

    def add(self, change: EmailChange) -> None:
        CHANGE.add(self.writes, change)

    def save(self, change: EmailChange) -> None:
        self.writes.run(_SAVE, known_id=change.id, **CHANGE.record.values(change))

    def end_all(self, user_id: UserId, now: datetime) -> None:
        self.writes.run(_END_ALL, known_user=user_id, now=now, new_end=now)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return forget_expired(self.writes, _FORGET_EXPIRED, before, limit)


@dataclass(frozen=True, slots=True)
class SqlEmailChangeReader:
    """Wishes for other addresses outside a transaction."""

    reads: Reads

    def find(self, change_id: EmailChangeId) -> EmailChange | None:
        return CHANGE.find(self.reads, change_id)
