"""What people are told when something happened: each method is a reaction to one event.

A mail leaves outside any transaction and is recorded afterwards. After a crash in between it is sent
again under the same Message-ID, by which the post office recognises it.
"""

from dataclasses import dataclass

from p2p_core.identity.invitations.model import (
    ACCEPT_INVITATION,
    Invitation,
    InvitationSent,
    InvitationStatus,
)
from p2p_core.identity.invitations.ports import InvitationReader
from p2p_core.identity.invitations.shapes import InvitationOffer
from p2p_core.identity.registrations.model import (
    VERIFY_EMAIL,
    KnownAddressSignedUp,
    Registration,
    VerificationRequested,
)
from p2p_core.identity.registrations.ports import RegistrationReader, Tokens
from p2p_core.notifications.letters import Letter, write_letter
from p2p_core.notifications.ports import Mailer
from p2p_core.notifications.post import Post, Recipients
from p2p_core.notifications.wording import INVITATION, KNOWN_ADDRESS, QUOTED, VERIFICATION, time_left
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import EventId
from p2p_core.shared.language import Language

_HOUR = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationService:
    """The reactions that tell people something; run by the worker, never by a request."""

    registrations: RegistrationReader
    invitations: InvitationReader
    people: Recipients
    tokens: Tokens
    mailer: Mailer
    clock: Clock
    public_url: str
    """Where links in mails lead, without a slash at the end."""
    mail_domain: str
    """The right side of Message-IDs."""

    def mail_verification(self, event_id: EventId, event: VerificationRequested) -> None:
        """Send the link that completes a registration, if it is still wanted and still the newest."""
        registration = self.registrations.find(event.registration_id)
        if registration is None or not registration.is_pending(self.clock.now()):
            return
        if event.serial != str(registration.serial):
            return
        letter = self._verification_letter(registration)
        self._send(event_id, "mail_verification", registration.email, registration.language, letter)

    def mail_known_address(self, event_id: EventId, event: KnownAddressSignedUp) -> None:
        """Tell the owner of an account that somebody signed up with their address, if they may sign in."""
        user = self.people.find(event.user_id)
        if user is None:
            return
        values = {"first_name": user.first_name, "last_name": user.last_name}
        letter = write_letter(KNOWN_ADDRESS[user.language], user.language, f"{self.public_url}/", values)
        self._send(event_id, "mail_known_address", user.email, user.language, letter)

    def mail_invitation(self, event_id: EventId, event: InvitationSent) -> None:
        """Send the link of an invitation, if nobody took it back or sent a newer one meanwhile."""
        invitation = self.invitations.find(event.invitation_id)
        if invitation is None or event.serial != str(invitation.serial):
            return
        offer = self.invitations.offer(invitation.id)
        if offer is None or invitation.status_at(self.clock.now()) is not InvitationStatus.PENDING:
            return
        letter = self._invitation_letter(invitation, offer)
        self._send(event_id, "mail_invitation", invitation.email, invitation.language, letter)

    def _invitation_letter(self, invitation: Invitation, offer: InvitationOffer) -> Letter:
        token = self.tokens.issue(ACCEPT_INVITATION, invitation.link_subject)
        language = invitation.language
        values = {
            "inviter": offer.inviter.display_name,
            "organization": offer.organization.name,
            "message": QUOTED[language].format(invitation.message) if invitation.message else "",
            "time": time_left(invitation.expires_at - self.clock.now(), language),
        }
        return write_letter(
            INVITATION[language], language, f"{self.public_url}/accept-invitation#token={token}", values
        )

    def _verification_letter(self, registration: Registration) -> Letter:
        token = self.tokens.issue(VERIFY_EMAIL, registration.link_subject)
        left = registration.expires_at - self.clock.now()
        values = {
            "first_name": registration.first_name,
            "last_name": registration.last_name,
            "organization": registration.organization.name,
            "hours": str(max(1, round(left.total_seconds() / _HOUR))),
        }
        link = f"{self.public_url}/verify-email#token={token}"
        return write_letter(VERIFICATION[registration.language], registration.language, link, values)

    def _send(self, event_id: EventId, reaction: str, to: str, language: Language, letter: Letter) -> None:
        post = Post(mailer=self.mailer, mail_domain=self.mail_domain)
        post.send(event_id, reaction, to, language, letter)
