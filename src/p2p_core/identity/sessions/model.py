"""What is true of a session."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from p2p_core.identity.users.model import hash_token
from p2p_core.shared.actor import Visit
from p2p_core.shared.ids import SessionId, UserId

TOUCH_EVERY = timedelta(minutes=1)
"""Last use is written at most this often: a page of requests costs one write."""
MOST_SESSIONS = 10
"""How many sessions a person may have; one more ends the oldest."""
_LONGEST_DEVICE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLimits:
    """How long sessions live: unused (idle) and at the most (lifetime), each with "remember me" or not."""

    idle: timedelta = timedelta(hours=8)
    lifetime: timedelta = timedelta(hours=24)
    remember_idle: timedelta = timedelta(days=14)
    remember_lifetime: timedelta = timedelta(days=30)

    def of(self, *, remember_me: bool) -> tuple[timedelta, timedelta]:
        """Idle limit and lifetime of such a session."""
        if remember_me:
            return self.remember_idle, self.remember_lifetime
        return self.idle, self.lifetime


@dataclass(slots=True, kw_only=True)
class Session:
    """One sign-in; its secret is known to the browser alone, only a hash is kept."""

    id: SessionId
    user_id: UserId
    token_hash: str = field(repr=False)
    remember_me: bool
    device: str
    network: str
    created_at: datetime
    last_used_at: datetime
    idle_expires_at: datetime
    expires_at: datetime
    proven_at: datetime | None = None
    """When its person last showed who they are, by signing in or by doing so once more."""

    def is_live(self, now: datetime) -> bool:
        """Whether it can still be used."""
        return now < self.idle_expires_at and now < self.expires_at

    def use_is_due(self, now: datetime) -> bool:
        """Whether the last use is old enough to be worth writing down."""
        return now - self.last_used_at >= TOUCH_EVERY

    def use(self, now: datetime, limits: SessionLimits) -> None:
        """Slide the idle limit on, never past the lifetime and never back."""
        idle, _ = limits.of(remember_me=self.remember_me)
        self.last_used_at = max(now, self.last_used_at)
        self.idle_expires_at = min(self.last_used_at + idle, self.expires_at)

    def prove(self, now: datetime) -> None:
        """Its person has just shown who they are."""
        self.proven_at = now

    def rotate(self, token: str) -> None:
        """Take a new secret; the old one stops working."""
        self.token_hash = hash_token(token)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """What a session begins with, whichever way its person came in."""

    id: SessionId
    token: str = field(repr=False)
    now: datetime
    remember_me: bool = False

    def of(self, user_id: UserId, visit: Visit, limits: SessionLimits) -> Session:
        """The session of a person on the device they came with."""
        idle, lifetime = limits.of(remember_me=self.remember_me)
        return Session(
            id=self.id,
            user_id=user_id,
            token_hash=hash_token(self.token),
            remember_me=self.remember_me,
            device=visit.device[:_LONGEST_DEVICE],
            network=visit.network,
            created_at=self.now,
            last_used_at=self.now,
            idle_expires_at=min(self.now + idle, self.now + lifetime),
            expires_at=self.now + lifetime,
            proven_at=self.now,
        )
