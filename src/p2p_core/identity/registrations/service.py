"""From sign-up to account: nothing but a pending registration exists until the address is proven."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from p2p_core.identity.attempts.service import Gate
from p2p_core.identity.registrations.model import (
    VERIFY_EMAIL,
    KnownAddressSignedUp,
    Registration,
    parse_link_subject,
)
from p2p_core.identity.registrations.ports import RegistrationTransaction, Tokens
from p2p_core.identity.registrations.shapes import (
    ResendVerification,
    SignUp,
    VerificationSent,
    Verified,
    VerifyEmail,
)
from p2p_core.identity.users.model import User, address_of
from p2p_core.identity.users.policy import must_be_hard_to_guess
from p2p_core.identity.users.ports import Passwords, UserReader
from p2p_core.organizations.model import Organization, slug_of
from p2p_core.organizations.ports import OrganizationReader, Organizations
from p2p_core.shared.actor import Role, Visit
from p2p_core.shared.audit import Action, Deed
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import AlreadyExists, Gone
from p2p_core.shared.ids import Ids, OrganizationId, RegistrationId, UserId
from p2p_core.shared.transactions import Begin

_MOST_RESENT = 3
"""One request sends no more mails than this, however often somebody signed up."""
_MAIL = "verification"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationService:
    """Sign up, prove the address, ask for the link again."""

    begin: Begin[RegistrationTransaction]
    users: UserReader
    organizations: OrganizationReader
    passwords: Passwords
    tokens: Tokens
    gate: Gate
    clock: Clock
    ids: Ids
    lifetime: timedelta
    """How long a verification link lives."""

    def sign_up(self, visit: Visit, sign_up: SignUp) -> VerificationSent:
        """Keep the registration and promise a mail; an address with an account gets a mail that says so.

        Answers alike, and takes as long, whether or not the address is known. A registration is kept
        in both cases: without one, a sign-in with its password would tell which case it was. No link
        to that of a known address is ever sent. After too many mails to an address nothing is sent, and
        the answer is the same. Raises ``TooMany`` after too many sign-ups from one network.
        """
        organization = sign_up.organization
        own = (sign_up.first_name, sign_up.last_name, sign_up.email, organization.name)
        must_be_hard_to_guess(sign_up.password, own)
        with self.begin() as tx:
            self.gate.sign_up(tx, visit.network)
        registration = self._registration(visit, sign_up)
        with self.begin() as tx:
            tx.registrations.add(registration)
            owner = tx.users.find_by_address(registration.address)
            if self.gate.may_mail(tx, _MAIL, registration.address):
                known = KnownAddressSignedUp(user_id=owner.id) if owner else None
                tx.publish(known or registration.request_verification())
        return VerificationSent(status="verification_sent", email=sign_up.email)

    def resend(self, _visit: Visit, request: ResendVerification) -> VerificationSent:
        """Send new links for an address's newest three pending registrations; their old links die."""
        now, address = self.clock.now(), address_of(request.email)
        with self.begin() as tx:
            is_known = tx.users.find_by_address(address) is not None
            for registration in tx.registrations.pending(address, now)[:_MOST_RESENT]:
                if not self.gate.may_mail(tx, _MAIL, address):
                    break
                event = registration.renew(now, self.lifetime)
                tx.registrations.save(registration)
                if not is_known:
                    tx.publish(event)
        return VerificationSent(status="verification_sent", email=request.email)

    def verify(self, _visit: Visit, request: VerifyEmail) -> Verified:
        """Make the organization and its first admin from the registration whose link this is.

        The address's other pending registrations end, so that nobody can prepare an account for
        somebody else. Raises ``InvalidToken``, or ``Gone`` for a link that is used, superseded or old.
        """
        registration_id, serial = parse_link_subject(self.tokens.read(VERIFY_EMAIL, request.token))
        now = self.clock.now()
        with self.begin() as tx:
            registration = tx.registrations.find(registration_id)
            if registration is None:
                raise Gone("token_expired")
            registration.complete(serial, now)
            tx.registrations.save(registration)
            user = self._opened(tx, registration, now)
            if user is None:
                raise Gone("token_used")
        return self._verified(user)

    def open_unproven(self, visit: Visit, sign_up: SignUp) -> Verified:
        """Make the organization and its first admin at once, for a caller who vouches for the address.

        Raises ``AlreadyExists`` (``email_taken``) when the address has an account.
        """
        registration = self._registration(visit, sign_up)
        with self.begin() as tx:
            user = self._opened(tx, registration, registration.created_at)
            if user is None:
                raise AlreadyExists("email_taken")
        return self._verified(user)

    def _opened(self, tx: RegistrationTransaction, registration: Registration, now: datetime) -> User | None:
        """The account of a registration; ``None`` when its address has one."""
        tx.registrations.end_all(registration.address, now)
        organization = self._founded(tx.organizations, registration, now)
        user = self._first_admin(registration, organization.id, now)
        if not tx.users.add(user):
            return None
        opened = Deed(action=Action.ACCOUNT_OPENED, actor_id=user.id, organization_id=organization.id)
        tx.record(opened)
        return user

    def _verified(self, user: User) -> Verified:
        return Verified(
            user=self.users.details(user.id), organization=self.organizations.details(user.organization_id)
        )

    def _registration(self, visit: Visit, sign_up: SignUp) -> Registration:
        now = self.clock.now()
        return Registration(
            id=RegistrationId(self.ids.new()),
            email=sign_up.email,
            address=address_of(sign_up.email),
            password_hash=self.passwords.hash(sign_up.password),
            first_name=sign_up.first_name,
            last_name=sign_up.last_name,
            organization=sign_up.organization,
            language=visit.language,
            created_at=now,
            expires_at=now + self.lifetime,
        )

    def _founded(
        self, organizations: Organizations, registration: Registration, now: datetime
    ) -> Organization:
        new = registration.organization
        organization = Organization(
            id=OrganizationId(self.ids.new()),
            name=new.name,
            slug=slug_of(new.name),
            industry=new.industry,
            size=new.size,
            city=new.city,
            country=new.country,
            created_at=now,
        )
        if not organizations.add(organization):
            # Another company has the plain slug; the end of our id is random, so this one is free.
            organization.slug = f"{organization.slug}-{organization.id[-6:]}"
            if not organizations.add(organization):
                organization.slug = f"{slug_of(new.name)}-{organization.id}"
                organizations.add(organization)
        return organization

    def _first_admin(
        self, registration: Registration, organization_id: OrganizationId, now: datetime
    ) -> User:
        return User(
            id=UserId(self.ids.new()),
            organization_id=organization_id,
            email=registration.email,
            address=registration.address,
            password_hash=registration.password_hash,
            first_name=registration.first_name,
            last_name=registration.last_name,
            role=Role.ADMIN,
            language=registration.language,
            created_at=now,
        )
