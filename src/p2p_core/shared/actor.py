"""Who acts: the signed-in person every operation is asked by, or a visitor nobody knows yet."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from p2p_core.shared.errors import Forbidden
from p2p_core.shared.ids import AccessTokenId, OrganizationId, SessionId, UserId
from p2p_core.shared.language import Language

PROOF_LASTS = timedelta(minutes=10)
"""How long a password or code counts as proof for acts that are hard to undo."""


class Role(StrEnum):
    """What a person is within their own organization."""

    ADMIN = "admin"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A verified, active person with the rights they have at this very request."""

    user_id: UserId
    organization_id: OrganizationId
    role: Role
    session_id: SessionId | None = None
    """The session they are signed in with; none where a script acts with an access token."""
    token_id: AccessTokenId | None = None
    operator: bool = False
    """Whether the person looks after the whole platform; granted from the command line only."""
    proven_at: datetime | None = None
    """When they last showed in this session, by password or code, that it is them."""


THE_HOUSE = Actor(
    user_id=UserId("the house"),
    organization_id=OrganizationId("the house"),
    role=Role.ADMIN,
    session_id=SessionId("the house"),
    operator=True,
)
"""Whoever runs the installation, at its command line: an operator, and nobody's account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is known of somebody who isn't signed in."""

    network: str = ""
    """The address the request came from, as the edge trusts it; empty when there is none."""
    device: str = ""
    """What the browser calls itself; empty for programs that don't say."""
    language: Language = Language.ENGLISH
    device_secret: str = field(default="", repr=False)
    """What an earlier sign-in left in the browser; empty where nobody signed in before."""


def must_be_operator(actor: Actor) -> None:
    """Refuse whoever doesn't look after the whole platform."""
    if not actor.operator:
        raise Forbidden


def must_have_proven(actor: Actor, now: datetime) -> None:
    """Refuse a risky act of somebody who hasn't shown lately that they are who is signed in."""
    if actor.proven_at is None or now - actor.proven_at > PROOF_LASTS:
        raise Forbidden("reauth_required")
