"""From an invitation's link to an account with a session: holding the link proves the address."""

from dataclasses import dataclass
from datetime import datetime

from p2p_core.identity.invitations.model import ACCEPT_INVITATION, Invitation, parse_link_subject
from p2p_core.identity.invitations.policy import must_not_belong
from p2p_core.identity.invitations.ports import InvitationReader
from p2p_core.identity.invitations.shapes import AcceptInvitation, InvitationOffer, InvitationToken
from p2p_core.identity.joining.ports import JoiningTransaction
from p2p_core.identity.logins.model import Entry
from p2p_core.identity.logins.service import Door
from p2p_core.identity.registrations.ports import Tokens
from p2p_core.identity.sessions.shapes import LoggedIn, SessionOverview, details_of
from p2p_core.identity.users.model import User, hash_token
from p2p_core.identity.users.policy import must_be_hard_to_guess
from p2p_core.identity.users.ports import Passwords, UserReader
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.organizations.ports import OrganizationReader
from p2p_core.shared.actor import Visit
from p2p_core.shared.audit import Action, Deed
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import AlreadyExists, Forbidden, Gone, NotFound
from p2p_core.shared.ids import Ids, InvitationId, OrganizationId, UserId
from p2p_core.shared.transactions import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningService:
    """Look at an invitation, accept it."""

    begin: Begin[JoiningTransaction]
    door: Door
    invitations: InvitationReader
    users: UserReader
    organizations: OrganizationReader
    passwords: Passwords
    tokens: Tokens
    clock: Clock
    ids: Ids

    def validate(self, _visit: Visit, request: InvitationToken) -> InvitationOffer:
        """What a link promises.

        Raises ``InvalidToken``, ``Gone``, or ``Forbidden`` (``account_inactive``).
        """
        return self._offer(*self._read(request.token))

    def accept(self, visit: Visit, request: AcceptInvitation, replacing: str | None = None) -> LoggedIn:
        """Make the colleague's account and sign them in; ``replacing`` is the secret of a session it ends.

        Raises as ``validate``, and ``AlreadyExists`` when the address has an account: ``already_member``
        in the organization itself, ``email_taken`` elsewhere, which stays as it is. Refused, the
        invitation stays good. Nobody joins an organization whose last person leaves meanwhile.
        """
        invitation_id, serial = self._read(request.token)
        offer = self._offer(invitation_id, serial)
        own = (request.first_name, request.last_name, offer.email, offer.organization.name)
        must_be_hard_to_guess(request.password, own)
        password_hash = self.passwords.hash(request.password)
        now = self.clock.now()
        with self.begin() as tx:
            _must_still_take_part(tx, offer.organization.id)
            invitation = _found(tx.invitations.find(invitation_id))
            user = self._colleague(visit, invitation, request, password_hash, now)
            event = invitation.accept(serial, user.id, now)
            tx.registrations.end_all(user.address, now)
            if not tx.users.add(user):
                must_not_belong(tx.users.find_by_address(user.address), user.organization_id)
                raise AlreadyExists("email_taken")
            tx.invitations.save(invitation)
            if replacing:
                tx.sessions.end_by_token(hash_token(replacing))
            entry = self.door.open(tx, visit, user, remember_me=False)
            tx.publish(event)
            tx.record(
                Deed(
                    action=Action.INVITATION_ACCEPTED,
                    actor_id=user.id,
                    organization_id=user.organization_id,
                    subject_id=invitation.id,
                    details={"role": user.role},
                )
            )
        return self._let_in(user, entry)

    def _read(self, token: str) -> tuple[InvitationId, int]:
        return parse_link_subject(self.tokens.read(ACCEPT_INVITATION, token))

    def _offer(self, invitation_id: InvitationId, serial: int) -> InvitationOffer:
        """What an open link promises, found out before anything slow is done for it."""
        _found(self.invitations.find(invitation_id)).must_be_open(serial, self.clock.now())
        offer = self.invitations.offer(invitation_id)
        if offer is None:
            raise Forbidden("account_inactive")
        return offer

    def _colleague(
        self,
        visit: Visit,
        invitation: Invitation,
        request: AcceptInvitation,
        password_hash: str,
        now: datetime,
    ) -> User:
        return User(
            id=UserId(self.ids.new()),
            organization_id=invitation.organization_id,
            email=invitation.email,
            address=invitation.address,
            password_hash=password_hash,
            first_name=request.first_name,
            last_name=request.last_name,
            role=invitation.role,
            language=visit.language,
            created_at=now,
        )

    def _let_in(self, user: User, entry: Entry) -> LoggedIn:
        overview = SessionOverview(
            user=self.users.details(user.id),
            organization=self.organizations.details(user.organization_id),
            session=details_of(entry.session),
            operator=entry.operator,
            second_factor=False,
        )
        return LoggedIn(overview=overview, token=entry.token, device_secret=entry.device_secret)


def _found(invitation: Invitation | None) -> Invitation:
    """An invitation that was erased with its organization is as good as one too old."""
    if invitation is None:
        raise Gone("token_expired")
    return invitation


def _must_still_take_part(tx: JoiningTransaction, organization_id: OrganizationId) -> None:
    """Refuse to join where nobody is left; held, so that nobody leaves the organization alone meanwhile."""
    try:
        organization = tx.organizations.hold(organization_id)
    except NotFound:
        raise Gone("token_expired") from None
    if organization.status is not OrganizationStatus.ACTIVE:
        raise Forbidden("account_inactive")
