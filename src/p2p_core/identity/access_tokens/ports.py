"""What access tokens need from a store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from p2p_core.identity.access_tokens.model import AccessToken
from p2p_core.identity.users.model import UserStatus
from p2p_core.identity.users.ports import Users
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.shared.actor import Role
from p2p_core.shared.ids import AccessTokenId, OrganizationId, UserId
from p2p_core.shared.language import Language
from p2p_core.shared.transactions import Transaction


class AccessTokens(Protocol):
    """Access tokens within a transaction."""

    def get(self, token_id: AccessTokenId) -> AccessToken:
        """The token; raises ``NotFound``."""
        ...

    def count(self, user_id: UserId, now: datetime) -> int:
        """How many of a person's can be used."""
        ...

    def add(self, token: AccessToken) -> None:
        """Store a new one."""
        ...

    def used(self, token_id: AccessTokenId, now: datetime) -> None:
        """Note its last use; nothing happens when it has ended."""
        ...

    def end(self, token_id: AccessTokenId) -> None:
        """Forget it."""
        ...

    def end_all(self, user_id: UserId) -> None:
        """Forget all of a person's."""
        ...

    def forget_expired(self, before: datetime, limit: int) -> int:
        """Forget up to so many that are over, and say how many that were."""
        ...


class AccessTokenTransaction(Transaction, Protocol):
    """What access tokens are kept with."""

    @property
    def access_tokens(self) -> AccessTokens:
        """Access tokens."""
        ...

    @property
    def users(self) -> Users:
        """Accounts."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A token with its person's present rights, from one query."""

    token: AccessToken
    organization_id: OrganizationId
    role: Role
    operator: bool
    language: Language
    user_status: UserStatus
    organization_status: OrganizationStatus
    second_factor_required: bool
    """Whether the organization requires one of its admins."""
    has_second_factor: bool


class AccessTokenReader(Protocol):
    """Access tokens as requests look them up, and as their owner sees them."""

    def find(self, token_hash: str) -> Bearer | None:
        """The token with this secret, whatever its age and its person's status."""
        ...

    def of_person(self, user_id: UserId) -> Sequence[AccessToken]:
        """All of a person's tokens, the newest first, whatever their age."""
        ...
