"""An admin's work with the people of their organization; the last active admin stays."""

from dataclasses import dataclass

from p2p_core.identity.members.ports import MemberReader
from p2p_core.identity.members.shapes import MemberChanges, MemberQuery
from p2p_core.identity.passwords.ports import PasswordTransaction
from p2p_core.identity.passwords.service import end_everywhere
from p2p_core.identity.sessions.service import own_session
from p2p_core.identity.users.model import User, UserStatus
from p2p_core.identity.users.policy import must_still_administer
from p2p_core.identity.users.ports import UserReader
from p2p_core.identity.users.shapes import UserDetails
from p2p_core.shared.actor import Actor
from p2p_core.shared.audit import Action, done_by
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Conflict, NotFound
from p2p_core.shared.ids import UserId
from p2p_core.shared.pages import Page
from p2p_core.shared.permissions import must_be_admin
from p2p_core.shared.transactions import Begin

_EVERYBODY = MemberQuery()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberService:
    """List, change and remove the organization's people, end their sessions."""

    begin: Begin[PasswordTransaction]
    members: MemberReader
    users: UserReader
    clock: Clock

    def list(self, actor: Actor, query: MemberQuery = _EVERYBODY) -> Page[UserDetails]:
        """A page of the organization's people, active or not."""
        must_be_admin(actor)
        return self.members.page(actor.organization_id, query)

    def change(
        self, actor: Actor, user_id: UserId, changes: MemberChanges, expected: Expected = WHICHEVER
    ) -> UserDetails:
        """Change somebody's role, status or title; who becomes inactive is signed out everywhere.

        Raises ``NotFound``, ``Stale``, or ``Conflict`` (``last_admin``).
        """
        must_be_admin(actor)
        with self.begin() as tx:
            user = self._member(tx, actor, user_id)
            expected.must_include("user", user.version)
            was_active_admin, role, status = user.is_active_admin, user.role, user.status
            if user.edit(changes):
                _must_leave_an_admin(tx, user, was_active_admin=was_active_admin)
                tx.users.save(user)
            if user.role is not role:
                tx.record(done_by(actor, Action.ROLE_CHANGED, user.id, before=role, after=user.role))
            if user.status is not status:
                tx.record(done_by(actor, Action.STATUS_CHANGED, user.id, before=status, after=user.status))
            if user.status is UserStatus.INACTIVE:
                end_everywhere(tx, user.id, self.clock.now())
        return self.users.details(user_id)

    def remove(self, actor: Actor, user_id: UserId, expected: Expected = WHICHEVER) -> None:
        """Remove somebody from the organization; what they wrote stays, their address stays taken.

        Raises ``NotFound``, ``Stale``, or ``Conflict`` (``last_admin``).
        """
        must_be_admin(actor)
        with self.begin() as tx:
            user = self._member(tx, actor, user_id)
            expected.must_include("user", user.version)
            was_active_admin = user.is_active_admin
            user.remove(self.clock.now())
            _must_leave_an_admin(tx, user, was_active_admin=was_active_admin)
            tx.users.save(user)
            end_everywhere(tx, user.id, self.clock.now())
            tx.record(done_by(actor, Action.USER_REMOVED, user.id))

    def end_sessions(self, actor: Actor, user_id: UserId) -> None:
        """Sign somebody out everywhere; raises ``NotFound``."""
        must_be_admin(actor)
        with self.begin() as tx:
            user = self._member(tx, actor, user_id)
            tx.sessions.end_oldest(user.id, keep=0)
            tx.record(done_by(actor, Action.SESSIONS_ENDED, user.id))

    def _member(self, tx: PasswordTransaction, actor: Actor, user_id: UserId) -> User:
        """Somebody of the actor's organization, in which nobody else changes people meanwhile."""
        tx.organizations.hold(actor.organization_id)
        must_still_administer(tx.users.get(actor.user_id))
        user = tx.users.get(user_id)
        if user.organization_id != actor.organization_id or user.is_deleted:
            raise NotFound("user")
        return user


def _must_leave_an_admin(tx: PasswordTransaction, user: User, *, was_active_admin: bool) -> None:
    if was_active_admin and not user.is_active_admin and not tx.users.has_other_active_admin(user):
        raise Conflict("last_admin")


def leave(tx: PasswordTransaction, actor: Actor, clock: Clock) -> User:
    """Go by oneself, as when an admin removes somebody; whoever is alone takes the organization along.

    Raises ``Unauthenticated`` for who isn't signed in any more, or ``Conflict`` (``last_admin``).
    """
    now = clock.now()
    tx.organizations.hold(actor.organization_id)
    own_session(tx, actor, clock)
    user = tx.users.get(actor.user_id)
    was_active_admin = user.is_active_admin
    user.remove(now)
    if tx.users.is_alone(user):
        organization = tx.organizations.get(user.organization_id)
        organization.end()
        tx.organizations.save(organization)
    else:
        _must_leave_an_admin(tx, user, was_active_admin=was_active_admin)
    tx.users.save(user)
    end_everywhere(tx, user.id, now)
    return user
