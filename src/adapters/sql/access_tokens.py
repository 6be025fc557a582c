"""Access tokens in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from adapters.sql.changes import Stored
from adapters.sql.expiry import forget_expired, forgetting
from adapters.sql.owners import hold_owner
from adapters.sql.records import Shape, matching
from adapters.sql.sessions import RIGHTS, with_rights
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.credentials import access_tokens
from p2p_core.identity.access_tokens.model import AccessToken
from p2p_core.identity.access_tokens.ports import Bearer
from p2p_core.shared.ids import AccessTokenId, UserId

TOKEN = Stored("access token", AccessToken, access_tokens)
_HOLD_OWNER = hold_owner(access_tokens, access_tokens.c.id)
_OF = access_tokens.c.user_id == bindparam("known_user")
_COUNT = Statement(
    select(func.count()).select_from(access_tokens).where(_OF, access_tokens.c.expires_at > bindparam("now"))
)
_OWN = TOKEN.ordered(access_tokens.c.id.desc(), _OF)
_ONE = access_tokens.c.id == bindparam("known_id")
_USED = Statement(update(access_tokens).values(last_used_at=bindparam("now")).where(_ONE))
_END = Statement(delete(access_tokens).where(_ONE))
_END_ALL = Statement(delete(access_tokens).where(_OF))
_FORGET_EXPIRED = forgetting(access_tokens, access_tokens.c.expires_at)

_BEARER = Shape(Bearer, {**matching(AccessToken, access_tokens, "token."), **RIGHTS})
FIND = Statement(
    with_rights(select(*_BEARER.labelled()), access_tokens).where(
        access_tokens.c.token_hash == bindparam("token_hash")
    )
)


@dataclass(frozen=True, slots=True)
class SqlAccessTokens:
    """Access tokens within a transaction."""

    writes: Writes

    def get(self, token_id: AccessTokenId) -> AccessToken:
        self.writes.rows(_HOLD_OWNER, known=token_id)
        return TOKEN.get_held(self.writes, token_id)

    def count(self, user_id: UserId, now: datetime) -> int:
        ((number,),) = self.writes.rows(_COUNT, known_user=user_id, now=now)
        return int(number)

    def add(self, token: AccessToken) -> None:
        TOKEN.add(self.writes, token)

    def used(self, token_id: AccessTokenId, now: datetime) -> None:
        self.writes.run(_USED, known_id=token_id, now=now)

    def end(self, token_id: AccessTokenId) -> None:
        self.writes.run(_END, known_id=token_id)

    def end_all(self, user_id: UserId) -> None:
        self.writes.run(_END_ALL, known_user=user_id)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return forget_expired(self.writes, _FORGET_EXPIRED, before, limit)


@dataclass(frozen=True, slots=True)
class SqlAccessTokenReader:
    """Access tokens as requests look them up, and as their owner sees them."""

    reads: Reads

    def find(self, token_hash: str) -> Bearer | None:
        rows = self.reads.rows(FIND, token_hash=token_hash)
        return _BEARER.of(rows[0]) if rows else None

    def of_person(self, user_id: UserId) -> Sequence[AccessToken]:
        return TOKEN.all(self.reads, _OWN, known_user=user_id)
