"""What second factors need from a store and from an installation's keys."""

from datetime import datetime
from typing import Protocol

from p2p_core.identity.second_factors.model import Challenge, SecondFactor
from p2p_core.identity.users.ports import Users
from p2p_core.organizations.ports import Organizations
from p2p_core.shared.ids import ChallengeId, UserId
from p2p_core.shared.transactions import Transaction


class SecondFactors(Protocol):
    """Second factors within a transaction."""

    def find(self, user_id: UserId) -> SecondFactor | None:
        """The person's second factor, on or still to be confirmed."""
        ...

    def put(self, factor: SecondFactor) -> None:
        """Store it in place of whatever the person had."""
        ...

    def drop(self, user_id: UserId) -> None:
        """Forget it; nothing happens when there is none."""
        ...


class Challenges(Protocol):
    """Sign-ins that wait for a code, within a transaction."""

    def find(self, token_hash: str) -> Challenge | None:
        """The one with this secret, whatever its age."""
        ...

    def add(self, challenge: Challenge) -> None:
        """Store a new one."""
        ...

    def save(self, challenge: Challenge) -> None:
        """Store a changed one; one that ended meanwhile stays ended."""
        ...

    def end(self, challenge_id: ChallengeId) -> None:
        """Forget it."""
        ...

    def end_all(self, user_id: UserId) -> None:
        """Forget all of a person's."""
        ...

    def forget_expired(self, before: datetime, limit: int) -> int:
        """Forget up to so many that are over, and say how many that were."""
        ...


class SecondFactorTransaction(Transaction, Protocol):
    """What second factors are kept with."""

    @property
    def second_factors(self) -> SecondFactors:
        """Second factors."""
        ...

    @property
    def challenges(self) -> Challenges:
        """Sign-ins that wait for a code."""
        ...

    @property
    def users(self) -> Users:
        """Accounts."""
        ...

    @property
    def organizations(self) -> Organizations:
        """Organizations."""
        ...


class FactorKeys(Protocol):
    """An installation's keys, from which the secrets of second factors are derived."""

    def newest(self) -> str:
        """The name of the key that new ones are derived from."""
        ...

    def secret(self, key_id: str, salt: str) -> bytes | None:
        """The secret of 160 bits for a salt; ``None`` when the key is gone."""
        ...
