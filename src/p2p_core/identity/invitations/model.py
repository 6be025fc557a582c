"""What is true of an invitation and of the link that accepts it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from p2p_core.shared.actor import Role
from p2p_core.shared.errors import Conflict, Gone, InvalidToken
from p2p_core.shared.events import Event
from p2p_core.shared.ids import InvitationId, OrganizationId, UserId
from p2p_core.shared.language import Language

ACCEPT_INVITATION = "accept-invitation"
"""The purpose that tokens of invitation links are bound to."""

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


class InvitationStatus(StrEnum):
    """How an invitation stands."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationLimits:
    """How long a link is good, and how many mails invitations may send."""

    lifetime: timedelta = timedelta(days=7)
    a_day: int = 200
    """Mails of one organization within 24 hours."""
    an_hour: int = 3
    """Mails of one organization to one address within an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationSent(Event):
    """Somebody was invited, or is to get the link again: it has to be mailed."""

    invitation_id: InvitationId
    serial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Event):
    """Somebody who was invited joined."""

    invitation_id: InvitationId
    organization_id: OrganizationId
    user_id: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """When an address was sent invitations lately, the oldest first."""

    address: str
    at: tuple[datetime, ...]


@dataclass(slots=True, kw_only=True)
class Invitation:
    """One address asked to join one organization; of these at most one is pending."""

    id: InvitationId
    organization_id: OrganizationId
    inviter_id: UserId
    email: str
    """The address as the inviter wrote it: mail goes there."""
    address: str
    """Its normal form."""
    role: Role
    language: Language
    """In which the mail is written: the inviter's."""
    created_at: datetime
    expires_at: datetime
    mailed: tuple[datetime, ...]
    """When its link was promised within a day before the last time, that included."""
    mailed_at: datetime
    """When its link was promised last."""
    message: str | None = None
    serial: int = 1
    """Which link is the newest; older ones are dead."""
    status: InvitationStatus = InvitationStatus.PENDING
    """As far as anybody did something; ``status_at`` knows the time too."""
    accepted_at: datetime | None = None
    accepted_by: UserId | None = None
    """Who joined by it."""
    version: int = 1

    def status_at(self, now: datetime) -> InvitationStatus:
        """How it stands at this moment: what nobody accepted in time is expired."""
        if self.status is InvitationStatus.PENDING and now >= self.expires_at:
            return InvitationStatus.EXPIRED
        return self.status

    def send(self) -> InvitationSent:
        """The fact that its newest link has to be mailed."""
        return InvitationSent(invitation_id=self.id, serial=str(self.serial))

    def resend(self, now: datetime, lifetime: timedelta) -> InvitationSent:
        """Make way for a new link; the ones before it are dead. Raises ``Conflict`` when it is over."""
        self._must_not_be_over()
        self.serial += 1
        self.status = InvitationStatus.PENDING
        self.expires_at = now + lifetime
        self.mailed = (*(moment for moment in self.mailed if now - moment < DAY), now)
        self.mailed_at = now
        return self.send()

    def cancel(self) -> None:
        """Take it back; raises ``Conflict`` when somebody has joined by it."""
        if self.status is InvitationStatus.ACCEPTED:
            raise Conflict("invitation_closed")
        self.status = InvitationStatus.CANCELLED

    def expire(self) -> None:
        """Give way to a new invitation of the same address."""
        self.status = InvitationStatus.EXPIRED

    def must_be_open(self, serial: int, now: datetime) -> None:
        """Refuse a link that is used, taken back, superseded (``token_used``) or too old."""
        over = self.status in {InvitationStatus.ACCEPTED, InvitationStatus.CANCELLED}
        if over or serial != self.serial:
            raise Gone("token_used")
        if self.status_at(now) is InvitationStatus.EXPIRED:
            raise Gone("token_expired")

    def accept(self, serial: int, user_id: UserId, now: datetime) -> InvitationAccepted:
        """Use up the link of that serial; raises ``Gone``."""
        self.must_be_open(serial, now)
        self.status = InvitationStatus.ACCEPTED
        self.accepted_at, self.accepted_by = now, user_id
        return InvitationAccepted(
            invitation_id=self.id, organization_id=self.organization_id, user_id=user_id
        )

    @property
    def link_subject(self) -> str:
        """What the newest link's token is signed over."""
        return f"{self.id}:{self.serial}"

    def _must_not_be_over(self) -> None:
        if self.status in {InvitationStatus.ACCEPTED, InvitationStatus.CANCELLED}:
            raise Conflict("invitation_closed")


def parse_link_subject(subject: str) -> tuple[InvitationId, int]:
    """The invitation and serial of a link."""
    invitation_id, _, serial = subject.partition(":")
    if not serial.isdecimal():
        raise InvalidToken
    return InvitationId(invitation_id), int(serial)
