"""What is true of a device: it was signed in with once, and shows so by a secret in its browser."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from p2p_core.shared.events import Event
from p2p_core.shared.ids import DeviceId, UserId

MOST_DEVICES = 20
"""How many devices of a person are known; one more makes the longest unused one a stranger."""
_KNOWN_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDeviceSignedIn(Event):
    """Somebody signed in with a device they hadn't used before: they should know."""

    user_id: UserId
    device_id: DeviceId


@dataclass(slots=True, kw_only=True)
class Device:
    """One browser as one person knows it; several may share the browser, each with a row of their own."""

    id: DeviceId
    user_id: UserId
    token_hash: str = field(repr=False)
    name: str
    network: str
    """Where it was when it was first signed in with."""
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime

    def use(self, now: datetime) -> None:
        """Signed in with again: it stays known for another year."""
        self.last_used_at = now
        self.expires_at = known_until(now)


def known_until(now: datetime) -> datetime:
    """How long a device that is used now stays known."""
    return now + _KNOWN_FOR
