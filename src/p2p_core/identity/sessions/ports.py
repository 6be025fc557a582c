"""What sessions need from a store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol

from p2p_core.identity.second_factors.policy import role_in_force
from p2p_core.identity.sessions.model import Session
from p2p_core.identity.sessions.policy import may_take_part
from p2p_core.identity.sessions.shapes import Recognized, SessionDetails, details_of
from p2p_core.identity.users.model import UserStatus
from p2p_core.identity.users.ports import Users
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.organizations.ports import Organizations
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.ids import OrganizationId, SessionId, UserId
from p2p_core.shared.language import Language
from p2p_core.shared.transactions import Transaction


class Sessions(Protocol):
    """Sessions within a transaction."""

    def get(self, session_id: SessionId) -> Session:
        """The session; raises ``NotFound``."""
        ...

    def add(self, session: Session) -> None:
        """Store a new one."""
        ...

    def save(self, session: Session) -> None:
        """Store a changed one; a session that ended meanwhile stays ended."""
        ...

    def end(self, session_id: SessionId) -> None:
        """Forget it; nothing happens when it is gone already."""
        ...

    def end_by_token(self, token_hash: str) -> None:
        """Forget the session with this secret, if there is one."""
        ...

    def end_oldest(self, user_id: UserId, keep: int) -> None:
        """Forget all of a person's sessions but the newest so many."""
        ...

    def forget_ended(self, before: datetime, limit: int) -> int:
        """Forget up to so many that could not be used any more before then, and say how many those were."""
        ...

    def end_others(self, user_id: UserId, keep: SessionId | None) -> None:
        """Forget all of a person's sessions but this one; without one, all of them."""
        ...


class SessionTransaction(Transaction, Protocol):
    """What people are signed in with."""

    @property
    def sessions(self) -> Sessions:
        """Sessions."""
        ...

    @property
    def users(self) -> Users:
        """Accounts."""
        ...

    @property
    def organizations(self) -> Organizations:
        """Organizations."""
        ...


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A session with its person's present rights, from one query; what follows from it is made once."""

    session: Session
    organization_id: OrganizationId
    role: Role
    operator: bool
    language: Language
    user_status: UserStatus
    organization_status: OrganizationStatus
    second_factor_required: bool
    """Whether the organization requires one of its admins."""
    has_second_factor: bool

    @cached_property
    def actor(self) -> Actor:
        """The person with these rights."""
        return Actor(
            user_id=self.session.user_id,
            organization_id=self.organization_id,
            role=role_in_force(
                self.role, required=self.second_factor_required, has_factor=self.has_second_factor
            ),
            session_id=self.session.id,
            operator=self.operator,
            proven_at=self.session.proven_at,
        )

    @cached_property
    def details(self) -> SessionDetails:
        """The session as its owner sees it."""
        return details_of(self.session)

    @cached_property
    def may_take_part(self) -> bool:
        """Whether they and their organization are active."""
        return may_take_part(self.user_status, self.organization_status)

    @cached_property
    def recognized(self) -> Recognized:
        """What a request of theirs is told, as long as no use needs to be written down."""
        return Recognized(
            actor=self.actor,
            session=self.details,
            language=self.language,
            use_is_due=False,
            second_factor=self.has_second_factor,
        )


class SessionReader(Protocol):
    """Sessions as every request looks them up."""

    def find(self, token_hash: str) -> SignedIn | None:
        """The session with this secret, whatever its age and its person's status."""
        ...

    def recent(self, token_hash: str) -> SignedIn | None:
        """The same without waiting for anything, if it was found within the last second.

        What has changed meanwhile through this store isn't told any more.
        """
        ...

    def of_person(self, user_id: UserId) -> Sequence[Session]:
        """All of a person's sessions, the newest first, whatever their age."""
        ...
