"""Sessions in SQL."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, delete, or_, select

from adapters.sql.changes import Stored
from adapters.sql.owners import hold_owner
from adapters.sql.recent import RecentSessions
from adapters.sql.records import Shape, matching
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.credentials import second_factors
from adapters.sql.tables.identity import sessions, users
from adapters.sql.tables.organizations import organizations
from p2p_core.identity.sessions.model import Session
from p2p_core.identity.sessions.ports import SignedIn
from p2p_core.shared.ids import SessionId, UserId

SESSION = Stored("session", Session, sessions)
_SAVE = SESSION.update(tells=False)
_HOLD_OWNER = hold_owner(sessions, sessions.c.id)
_END = Statement(delete(sessions).where(sessions.c.id == bindparam("id")), tells=False)
_END_BY_TOKEN = Statement(
    delete(sessions).where(sessions.c.token_hash == bindparam("token_hash")), tells=False
)
_NEWEST = (
    select(sessions.c.id)
    .where(sessions.c.user_id == bindparam("user_id"))
    .order_by(sessions.c.id.desc())
    .limit(bindparam("keep"))
)
_END_OLDEST = Statement(
    delete(sessions).where(sessions.c.user_id == bindparam("user_id"), sessions.c.id.not_in(_NEWEST)),
    tells=False,
)
_END_OTHERS = Statement(
    delete(sessions).where(sessions.c.user_id == bindparam("user_id"), sessions.c.id != bindparam("keep")),
    tells=False,
)
_OWN = SESSION.ordered(sessions.c.id.desc(), sessions.c.user_id == bindparam("user_id"))
# rows that somebody else holds are passed over: they hold them in another order, and there is a next time;
# as a named query it is asked only once, or more than so many could go
_ENDED = (
    select(sessions.c.id)
    .where(
        or_(sessions.c.idle_expires_at <= bindparam("before"), sessions.c.expires_at <= bindparam("before"))
    )
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("ended")
)
_FORGET_ENDED = Statement(delete(sessions).where(sessions.c.id.in_(select(_ENDED.c.id))))

RIGHTS: Mapping[str, ColumnElement[Any]] = {
    **matching(SignedIn, users),
    "user_status": users.c.status,
    "organization_status": organizations.c.status,
    "second_factor_required": organizations.c.settings_require_second_factor,
    "has_second_factor": second_factors.c.confirmed_at.is_not(None),
}
"""What a person may do at this moment, beside what they are recognised by."""


def with_rights(query: Select[Any], proofs: Table) -> Select[Any]:
    """The query from what people are recognised by, joined with what `RIGHTS` tells of them."""
    return (
        query.join_from(proofs, users, proofs.c.user_id == users.c.id)
        .join(organizations, users.c.organization_id == organizations.c.id)
        .outerjoin(second_factors, second_factors.c.id == users.c.id)
    )


_SIGNED_IN = Shape(SignedIn, {**matching(Session, sessions, "session."), **RIGHTS})
FIND = Statement(
    with_rights(select(*_SIGNED_IN.labelled()), sessions).where(
        sessions.c.token_hash == bindparam("token_hash")
    )
)


@dataclass(frozen=True, slots=True)
class SqlSessions:
    """Sessions within a transaction; who is meant is forgotten once it is durable, and nobody else."""

    writes: Writes
    recent: RecentSessions

    def get(self, session_id: SessionId) -> Session:
        self.writes.rows(_HOLD_OWNER, known=session_id)
        return SESSION.get_held(self.writes, session_id)

    def add(self, session: Session) -> None:
        SESSION.add(self.writes, session)

    def save(self, session: Session) -> None:
        self.writes.run(_SAVE, known_id=session.id, **SESSION.record.values(session))
        self._forget(lambda found: found.session.id == session.id)

    def end(self, session_id: SessionId) -> None:
        self.writes.run(_END, id=session_id)
        self._forget(lambda found: found.session.id == session_id)

    def end_by_token(self, token_hash: str) -> None:
        self.writes.run(_END_BY_TOKEN, token_hash=token_hash)
        self._forget(lambda found: found.session.token_hash == token_hash)

    def end_oldest(self, user_id: UserId, keep: int) -> None:
        self.writes.run(_END_OLDEST, user_id=user_id, keep=keep)
        self._forget(lambda found: found.session.user_id == user_id)

    def end_others(self, user_id: UserId, keep: SessionId | None) -> None:
        self.writes.run(_END_OTHERS, user_id=user_id, keep=keep or "")
        self._forget(lambda found: found.session.user_id == user_id)

    def _forget(self, means: Callable[[SignedIn], bool]) -> None:
        self.writes.after_commit(partial(self.recent.forget, means))

    def forget_ended(self, before: datetime, limit: int) -> int:
        return self.writes.run(_FORGET_ENDED, before=before, limit=limit)


@dataclass(frozen=True, slots=True)
class SqlSessionReader:
    """Sessions as every request looks them up."""

    reads: Reads
    remembered: RecentSessions

    def find(self, token_hash: str) -> SignedIn | None:
        asked = self.remembered.asks()
        rows = self.reads.rows(FIND, token_hash=token_hash)
        if not rows:
            return None
        found = _SIGNED_IN.of(rows[0])
        self.remembered.keep(token_hash, found, asked)
        return found

    def recent(self, token_hash: str) -> SignedIn | None:
        return self.remembered.recall(token_hash)

    def of_person(self, user_id: UserId) -> Sequence[Session]:
        return SESSION.all(self.reads, _OWN, user_id=user_id)
