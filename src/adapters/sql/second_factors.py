"""Second factors, and sign-ins that wait for a code, in SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete

from adapters.sql.changes import Stored
from adapters.sql.expiry import forget_expired, forgetting
from adapters.sql.owners import hold_owner
from adapters.sql.statements import Statement, Writes
from adapters.sql.tables.credentials import challenges, second_factors
from p2p_core.identity.second_factors.model import Challenge, SecondFactor
from p2p_core.shared.ids import ChallengeId, UserId

FACTOR = Stored("second factor", SecondFactor, second_factors)
_PUT = FACTOR.insertion_or_replacement("id")
_DROP = Statement(delete(second_factors).where(second_factors.c.id == bindparam("known_id")))

CHALLENGE = Stored("challenge", Challenge, challenges)
_HOLD_OWNER = hold_owner(challenges, challenges.c.token_hash)
_FIND = CHALLENGE.hold(challenges.c.token_hash == bindparam("known_hash"))
_SAVE = CHALLENGE.update()
_END = Statement(delete(challenges).where(challenges.c.id == bindparam("known_id")))
_END_ALL = Statement(delete(challenges).where(challenges.c.user_id == bindparam("known_user")))
_FORGET_EXPIRED = forgetting(challenges, challenges.c.expires_at)


@dataclass(frozen=True, slots=True)
class SqlSecondFactors:
    """Second factors within a transaction."""

    writes: Writes

    def find(self, user_id: UserId) -> SecondFactor | None:
        return FACTOR.find_held(self.writes, user_id)

    def put(self, factor: SecondFactor) -> None:
        FACTOR.add_if_absent(self.writes, _PUT, factor)

    def drop(self, user_id: UserId) -> None:
        self.writes.run(_DROP, known_id=user_id)


@dataclass(frozen=True, slots=True)
class SqlChallenges:
    """Sign-ins that wait for a code, within a transaction."""

    writes: Writes

    def find(self, token_hash: str) -> Challenge | None:
        self.writes.rows(_HOLD_OWNER, known=token_hash)
        return CHALLENGE.first(self.writes, _FIND, known_hash=token_hash)

    def add(self, challenge: Challenge) -> None:
        CHALLENGE.add(self.writes, challenge)

    def save(self, challenge: Challenge) -> None:
        self.writes.run(_SAVE, known_id=challenge.id, **CHALLENGE.record.values(challenge))

    def end(self, challenge_id: ChallengeId) -> None:
        self.writes.run(_END, known_id=challenge_id)

    def end_all(self, user_id: UserId) -> None:
        self.writes.run(_END_ALL, known_user=user_id)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return forget_expired(self.writes, _FORGET_EXPIRED, before, limit)
