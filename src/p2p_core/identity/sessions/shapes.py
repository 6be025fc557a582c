"""What is asked and answered at the door."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from p2p_core.identity.sessions.model import Session
from p2p_core.identity.users.shapes import UserDetails
from p2p_core.organizations.shapes import OrganizationDetails
from p2p_core.shared.actor import Actor
from p2p_core.shared.ids import SessionId
from p2p_core.shared.inputs import Input, Length, Password
from p2p_core.shared.language import Language
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIn(Input):
    """Credentials; anything that can't be right simply isn't, so the limits only keep giants out."""

    email: Annotated[str, Length(1, 320)]
    password: Annotated[str, Password(1, 1024)] = field(repr=False)
    remember_me: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDetails:
    """A session as its owner sees it."""

    id: SessionId
    created_at: datetime
    idle_expires_at: datetime
    expires_at: datetime
    remember_me: bool


def details_of(session: Session) -> SessionDetails:
    """A session as its owner sees it."""
    return SessionDetails(
        id=session.id,
        created_at=session.created_at,
        idle_expires_at=session.idle_expires_at,
        expires_at=session.expires_at,
        remember_me=session.remember_me,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionQuery(Input):
    """Which page of one's own sessions."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """One of several sessions, with what its owner knows it by."""

    id: SessionId
    device: str
    """What the browser calls itself; empty for programs that don't say."""
    address: str
    """Where it was signed in from."""
    created_at: datetime
    last_used_at: datetime
    idle_expires_at: datetime
    expires_at: datetime
    remember_me: bool
    current: bool
    """Whether it is the one that asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOverview:
    """Who is signed in, where they work, and until when."""

    user: UserDetails
    organization: OrganizationDetails
    session: SessionDetails
    operator: bool
    """Whether they look after the whole platform."""
    second_factor: bool
    """Whether signing in asks them for a code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedSession:
    """A session and the secret that opens it; the secret exists nowhere else."""

    session: SessionDetails
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedIn:
    """A successful sign-in: what to show, and the secrets for the cookies."""

    overview: SessionOverview
    token: str = field(repr=False)
    device_secret: str = field(repr=False)
    """Shows the next sign-in that this browser isn't a stranger's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognized:
    """What the secret of a session or of an access token says about a request."""

    actor: Actor
    session: SessionDetails | None
    """None where an access token was shown."""
    language: Language
    use_is_due: bool
    """Whether the last use is old enough to be worth writing down."""
    may_write: bool = True
    """Whether it is good for more than reading."""
    second_factor: bool = False
    """Whether signing in asks them for a code; not told where an access token was shown."""
