"""What is true of a pending registration and of the link that completes it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from p2p_core.organizations.shapes import NewOrganization
from p2p_core.shared.errors import Gone, InvalidToken
from p2p_core.shared.events import Event
from p2p_core.shared.ids import RegistrationId, UserId
from p2p_core.shared.language import Language

VERIFY_EMAIL = "verify-email"
"""The purpose that tokens of verification links are bound to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRequested(Event):
    """Somebody signed up, or asked for a new link: the address is to be proven."""

    registration_id: RegistrationId
    serial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAddressSignedUp(Event):
    """Somebody signed up with an address that has an account: its owner should know."""

    user_id: UserId


@dataclass(slots=True, kw_only=True)
class Registration:
    """A sign-up whose link hasn't been used; several may wait for one address."""

    id: RegistrationId
    email: str
    address: str
    password_hash: str = field(repr=False)
    first_name: str
    last_name: str
    organization: NewOrganization
    language: Language
    created_at: datetime
    expires_at: datetime
    serial: int = 1
    """Which link is the newest; older ones are dead."""
    ended_at: datetime | None = None
    version: int = 1

    def is_pending(self, now: datetime) -> bool:
        """Whether its link can still be used."""
        return self.ended_at is None and now < self.expires_at

    def request_verification(self) -> VerificationRequested:
        """The fact that a link has to be sent."""
        return VerificationRequested(registration_id=self.id, serial=str(self.serial))

    def renew(self, now: datetime, lifetime: timedelta) -> VerificationRequested:
        """Make way for a new link; the ones before it are dead."""
        self.serial += 1
        self.expires_at = now + lifetime
        return self.request_verification()

    def complete(self, serial: int, now: datetime) -> None:
        """Use up the link of that serial; raises ``Gone`` with ``token_used`` or ``token_expired``."""
        if self.ended_at is not None or serial != self.serial:
            raise Gone("token_used")
        if now >= self.expires_at:
            raise Gone("token_expired")
        self.ended_at = now

    @property
    def link_subject(self) -> str:
        """What the newest link's token is signed over."""
        return f"{self.id}:{self.serial}"


def parse_link_subject(subject: str) -> tuple[RegistrationId, int]:
    """The registration and serial of a link."""
    registration_id, _, serial = subject.partition(":")
    if not serial.isdecimal():
        raise InvalidToken
    return RegistrationId(registration_id), int(serial)
