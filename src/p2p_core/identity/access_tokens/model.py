"""What is true of an access token."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from p2p_core.shared.ids import AccessTokenId, UserId

TOUCH_EVERY = timedelta(minutes=1)
"""Last use is written at most this often."""
MOST_TOKENS = 50
"""How many tokens a person may have."""
PREFIX = "p2p_"
"""How every token begins, so that people and scanners of source code know one when they see it."""


class Scope(StrEnum):
    """What a token may do; each of these includes those before it."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


@dataclass(slots=True, kw_only=True)
class AccessToken:
    """A secret for scripts; it acts as its owner, within its scopes."""

    id: AccessTokenId
    user_id: UserId
    name: str
    token_hash: str = field(repr=False)
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = None

    def is_live(self, now: datetime) -> bool:
        """Whether it can still be used."""
        return now < self.expires_at

    def use_is_due(self, now: datetime) -> bool:
        """Whether the last use that was written is old enough to write another."""
        return self.last_used_at is None or now - self.last_used_at >= TOUCH_EVERY
