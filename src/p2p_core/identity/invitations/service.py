"""Inviting colleagues: one by one or as a list, looking after what was sent, taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from p2p_core.identity.invitations.model import (
    DAY,
    Invitation,
    InvitationLimits,
    InvitationStatus,
    Mailed,
)
from p2p_core.identity.invitations.policy import must_be_within, must_not_belong
from p2p_core.identity.invitations.ports import InvitationReader, InvitationTransaction
from p2p_core.identity.invitations.shapes import (
    InvitationDetails,
    InvitationLine,
    InvitationQuery,
    InvitationStats,
    LineOutcome,
    LineResult,
    LineResults,
    NewInvitation,
    NewInvitations,
)
from p2p_core.identity.users.model import User, address_of
from p2p_core.identity.users.policy import must_still_administer
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.audit import Action, done_by
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import AlreadyExists, FieldError, Invalid, TooMany
from p2p_core.shared.ids import Ids, InvitationId
from p2p_core.shared.once import Once
from p2p_core.shared.pages import Page
from p2p_core.shared.permissions import must_be_admin
from p2p_core.shared.transactions import Begin

_FIRST_PAGE = InvitationQuery()
_REFUSED, _COULD_BE = "!", "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationService:
    """Everything an admin does with the invitations of their organization."""

    begin: Begin[InvitationTransaction]
    invitations: InvitationReader
    clock: Clock
    ids: Ids
    limits: InvitationLimits

    def send(self, actor: Actor, new: NewInvitation, once: Once | None = None) -> InvitationDetails:
        """Invite somebody; a mail with a link follows.

        Raises ``AlreadyExists`` (``already_invited``, ``already_member``, ``email_taken``) or ``TooMany``.
        """
        must_be_admin(actor)
        with self.begin(once) as tx:
            desk = self._desk(tx, actor)
            invitation = desk.write(new)
            desk.send(invitation)
            tx.result(invitation.id)
        return self.details(actor, invitation.id)

    def send_all(self, actor: Actor, new: NewInvitations, once: Once | None = None) -> LineResults:
        """Invite everybody on a list who can be invited, and tell of each line what became of it."""
        must_be_admin(actor)
        with self.begin(once) as tx:
            desk = self._desk(tx, actor)
            done = [_done(desk, line, dry_run=new.dry_run) for line in new.invitations]
            tx.result(" ".join(one.kept for one in done))
        return self._results(actor, new, done)

    def sent_before(self, actor: Actor, result: str, new: NewInvitations) -> LineResults:
        """The same of a list that came before, its invitations as they are now."""
        must_be_admin(actor)
        return self._results(actor, new, [_Done.of(kept) for kept in result.split()])

    def _results(self, actor: Actor, new: NewInvitations, done: Sequence["_Done"]) -> LineResults:
        results = [
            self._result(actor, number, line, one, dry_run=new.dry_run)
            for number, (line, one) in enumerate(zip(new.invitations, done, strict=True))
        ]
        refused = sum(result.outcome is LineOutcome.REFUSED for result in results)
        return LineResults(
            dry_run=new.dry_run,
            invited=0 if new.dry_run else len(results) - refused,
            refused=refused,
            results=tuple(results),
        )

    def list(self, actor: Actor, query: InvitationQuery = _FIRST_PAGE) -> Page[InvitationDetails]:
        """A page of the organization's invitations, the newest first."""
        must_be_admin(actor)
        return self.invitations.page(actor.organization_id, query, self.clock.now())

    def details(self, actor: Actor, invitation_id: InvitationId) -> InvitationDetails:
        """One invitation; raises ``NotFound`` also for another organization's."""
        must_be_admin(actor)
        return self.invitations.details(actor.organization_id, invitation_id, self.clock.now())

    def stats(self, actor: Actor) -> InvitationStats:
        """The organization's invitations, counted."""
        must_be_admin(actor)
        return self.invitations.stats(actor.organization_id, self.clock.now())

    def resend(self, actor: Actor, invitation_id: InvitationId) -> InvitationDetails:
        """Mail a new link, good from now on; the old ones die.

        Raises ``NotFound``, ``Conflict`` (``invitation_closed``), ``AlreadyExists`` (somebody became a
        member, or the address was invited again meanwhile) or ``TooMany``.
        """
        must_be_admin(actor)
        with self.begin() as tx:
            desk = self._desk(tx, actor)
            invitation = tx.invitations.get(actor.organization_id, invitation_id)
            event = invitation.resend(desk.now, self.limits.lifetime)
            desk.must_be_free(invitation.address, but=invitation.id)
            desk.make_room(invitation.address, but=invitation.id)
            tx.invitations.save(invitation)
            tx.publish(event)
            tx.record(done_by(actor, Action.INVITATION_RESENT, invitation.id))
        return self.details(actor, invitation_id)

    def cancel(self, actor: Actor, invitation_id: InvitationId, expected: Expected = WHICHEVER) -> None:
        """Take an invitation back; a mail that hasn't left stays here.

        Raises ``NotFound``, ``Stale``, or ``Conflict`` (``invitation_closed``) when somebody joined by it.
        """
        must_be_admin(actor)
        with self.begin() as tx:
            self._desk(tx, actor)
            invitation = tx.invitations.get(actor.organization_id, invitation_id)
            expected.must_include("invitation", invitation.version)
            if invitation.status is not InvitationStatus.CANCELLED:
                invitation.cancel()
                tx.invitations.save(invitation)
                tx.record(done_by(actor, Action.INVITATION_CANCELLED, invitation.id))

    def _desk(self, tx: InvitationTransaction, actor: Actor) -> "_Desk":
        """The organization's invitations for one transaction, in which nobody else invites."""
        now = self.clock.now()
        tx.organizations.hold(actor.organization_id)
        inviter = must_still_administer(tx.users.get(actor.user_id))
        recent = tx.invitations.mailed_since(actor.organization_id, now - DAY)
        return _Desk(
            tx=tx,
            actor=actor,
            inviter=inviter,
            now=now,
            recent=[*recent],
            ids=self.ids,
            limits=self.limits,
        )

    def _result(
        self, actor: Actor, number: int, line: InvitationLine, done: "_Done", *, dry_run: bool
    ) -> LineResult:
        outcome = LineOutcome.VALID if dry_run else LineOutcome.INVITED
        return LineResult(
            line=number,
            email=line.email,
            outcome=LineOutcome.REFUSED if done.code else outcome,
            code=done.code,
            invitation=self.details(actor, done.invitation_id) if done.invitation_id else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """What became of one line within the transaction."""

    code: str | None = None
    invitation_id: InvitationId | None = None

    @property
    def kept(self) -> str:
        """It in a word, for when the list comes again."""
        return f"{_REFUSED}{self.code}" if self.code else self.invitation_id or _COULD_BE

    @classmethod
    def of(cls, kept: str) -> "_Done":
        """What was kept."""
        if kept.startswith(_REFUSED):
            return cls(code=kept.removeprefix(_REFUSED))
        return cls(invitation_id=None if kept == _COULD_BE else InvitationId(kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """One transaction's invitations: it knows who invites, and what was sent before and in it."""

    tx: InvitationTransaction
    actor: Actor
    inviter: User
    now: datetime
    recent: list[Mailed]
    ids: Ids
    limits: InvitationLimits
    seen: set[str] = field(default_factory=set)

    def write(self, new: NewInvitation) -> Invitation:
        """An invitation of an address that may be invited."""
        address = address_of(new.email)
        self.must_be_free(address)
        self.recent.append(Mailed(address=address, at=(self.now,)))
        return Invitation(
            id=InvitationId(self.ids.new()),
            organization_id=self.inviter.organization_id,
            inviter_id=self.inviter.id,
            email=new.email,
            address=address,
            role=new.role,
            language=self.inviter.language,
            created_at=self.now,
            expires_at=self.now + self.limits.lifetime,
            mailed=(self.now,),
            mailed_at=self.now,
            message=new.message or None,
        )

    def send(self, invitation: Invitation) -> None:
        """Keep it and have it mailed."""
        self.make_room(invitation.address)
        self.tx.invitations.add(invitation)
        self.tx.publish(invitation.send())
        self.tx.record(done_by(self.actor, Action.INVITATION_SENT, invitation.id, role=invitation.role))

    def make_room(self, address: str, but: InvitationId | None = None) -> None:
        """End the address's other invitation, which is pending no more but for nobody having said so."""
        old = self._pending(address)
        if old is not None and old.id != but:
            old.expire()
            self.tx.invitations.save(old)

    def must_be_free(self, address: str, but: InvitationId | None = None) -> None:
        """Refuse who belongs to the organization, is invited already, or would get too many mails."""
        must_not_belong(self.tx.users.find_by_address(address), self.inviter.organization_id)
        pending = self._pending(address)
        if pending and pending.id != but and pending.status_at(self.now) is InvitationStatus.PENDING:
            raise AlreadyExists("already_invited")
        must_be_within(self.limits, self.recent, address, self.now)

    def _pending(self, address: str) -> Invitation | None:
        return self.tx.invitations.find_pending(self.inviter.organization_id, address)


def _done(desk: _Desk, line: InvitationLine, *, dry_run: bool) -> _Done:
    """Invite one line's address, or say why not; refusing one line doesn't touch the others."""
    try:
        invitation = desk.write(_read(desk, line))
    except Invalid as refusal:
        return _Done(code=refusal.errors[0].code)
    except (AlreadyExists, TooMany) as refusal:
        return _Done(code=refusal.code)
    if dry_run:
        return _Done()
    desk.send(invitation)
    return _Done(invitation_id=invitation.id)


def _read(desk: _Desk, line: InvitationLine) -> NewInvitation:
    if line.role not in tuple(Role):
        raise Invalid(FieldError("role", "not_a_choice"))
    new = NewInvitation(email=line.email, role=Role(line.role))
    if address_of(new.email) in desk.seen:
        raise Invalid(FieldError("email", "repeated"))
    desk.seen.add(address_of(new.email))
    return new
