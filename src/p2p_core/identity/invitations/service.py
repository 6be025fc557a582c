"""Inviting colleagues: one by one or as a list, looking after what was sent, taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from p2p_core.identity.attempts.service import Gate
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
from p2p_core.shared.errors import AlreadyExists, Invalid, TooMany
from p2p_core.shared.ids import Ids, InvitationId
from p2p_core.shared.once import Once
from p2p_core.shared.pages import Page
from p2p_core.shared.permissions import must_be_admin
from p2p_core.shared.transactions import Begin

_FIRST_PAGE = InvitationQuery()
_REFUSED, _COULD_BE = "!", "-"
_KIND = "invitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationService:
    """Everything an admin does with the invitations of their organization."""

    begin: Begin[InvitationTransaction]
    invitations: InvitationReader
    clock: Clock
    ids: Ids
    limits: InvitationLimits
    gate: Gate

    def send(self, actor: Actor, new: NewInvitation, once: Once | None = None) -> InvitationDetails:
        """Invite somebody; a mail with a link follows.

        Raises ``AlreadyExists`` (``already_invited``, ``already_member``, ``email_taken``) or ``TooMany``.
        """
        must_be_admin(actor)
        with self.begin(once) as tx:
            desk = self._desk(tx, actor, [address_of(new.email)])
            invitation = desk.write(new)
            desk.send([invitation])
            tx.result(invitation.id)
        return self.details(actor, invitation.id)

    def send_all(self, actor: Actor, new: NewInvitations, once: Once | None = None) -> LineResults:
        """Invite everybody on a list who can be invited, and tell of each line what became of it."""
        must_be_admin(actor)
        lines = [_read(line) for line in new.invitations]
        with self.begin(once) as tx:
            desk = self._desk(tx, actor, [address_of(one.email) for one in lines if not isinstance(one, str)])
            done = [desk.answered(line) for line in lines]
            if new.dry_run:
                done = [replace(one, invitation=None) for one in done]
            desk.send([one.invitation for one in done if one.invitation])
            kept = [one.kept for one in done]
            tx.result(" ".join(kept))
        return self._results(actor, new, kept)

    def sent_before(self, actor: Actor, result: str, new: NewInvitations) -> LineResults:
        """The same of a list that came before, its invitations as they are now."""
        must_be_admin(actor)
        return self._results(actor, new, result.split())

    def _results(self, actor: Actor, new: NewInvitations, kept: Sequence[str]) -> LineResults:
        sent = self.invitations.among(
            actor.organization_id, [InvitationId(one) for one in kept], self.clock.now()
        )
        shown: Mapping[str, InvitationDetails] = {one.id: one for one in sent}
        results = tuple(
            _result(number, line, one, shown.get(one), dry_run=new.dry_run)
            for number, (line, one) in enumerate(zip(new.invitations, kept, strict=True))
        )
        refused = sum(result.outcome is LineOutcome.REFUSED for result in results)
        return LineResults(
            dry_run=new.dry_run,
            invited=0 if new.dry_run else len(results) - refused,
            refused=refused,
            results=results,
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
            self._hold(tx, actor)
            invitation = tx.invitations.get(actor.organization_id, invitation_id)
            desk = self._desk(tx, actor, [invitation.address])
            event = invitation.resend(desk.now, self.limits.lifetime)
            desk.must_be_free(invitation.address, but=invitation.id)
            desk.make_room(invitation.address, but=invitation.id)
            tx.invitations.save(invitation)
            if desk.may_mail(invitation.address):
                tx.publish(event)
            tx.record(done_by(actor, Action.INVITATION_RESENT, invitation.id))
        return self.details(actor, invitation_id)

    def cancel(self, actor: Actor, invitation_id: InvitationId, expected: Expected = WHICHEVER) -> None:
        """Take an invitation back; a mail that hasn't left stays here.

        Raises ``NotFound``, ``Stale``, or ``Conflict`` (``invitation_closed``) when somebody joined by it.
        """
        must_be_admin(actor)
        with self.begin() as tx:
            self._hold(tx, actor)
            invitation = tx.invitations.get(actor.organization_id, invitation_id)
            expected.must_include("invitation", invitation.version)
            if invitation.status is not InvitationStatus.CANCELLED:
                invitation.cancel()
                tx.invitations.save(invitation)
                tx.record(done_by(actor, Action.INVITATION_CANCELLED, invitation.id))

    def _hold(self, tx: InvitationTransaction, actor: Actor) -> User:
        """Have the organization's invitations for one transaction, in which nobody else invites."""
        tx.organizations.hold(actor.organization_id)
        return must_still_administer(tx.users.get(actor.user_id))

    def _desk(self, tx: InvitationTransaction, actor: Actor, addresses: Sequence[str]) -> "_Desk":
        """The same, with all that is known of these addresses: however many, it takes as many questions."""
        now, inviter = self.clock.now(), self._hold(tx, actor)
        pending = tx.invitations.pending(actor.organization_id, addresses)
        return _Desk(
            tx=tx,
            actor=actor,
            inviter=inviter,
            now=now,
            recent=[*tx.invitations.mailed_since(actor.organization_id, now - DAY)],
            accounts={user.address: user for user in tx.users.among(addresses)},
            pending={invitation.address: invitation for invitation in pending},
            ids=self.ids,
            limits=self.limits,
            gate=self.gate,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """What became of one line within the transaction."""

    code: str | None = None
    invitation: Invitation | None = None

    @property
    def kept(self) -> str:
        """It in a word, for when the list comes again."""
        if self.code:
            return f"{_REFUSED}{self.code}"
        return self.invitation.id if self.invitation else _COULD_BE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """One transaction's invitations: it knows who invites, and what was sent before and in it."""

    tx: InvitationTransaction
    actor: Actor
    inviter: User
    now: datetime
    recent: list[Mailed]
    accounts: Mapping[str, User]
    pending: Mapping[str, Invitation]
    ids: Ids
    limits: InvitationLimits
    gate: Gate
    seen: set[str] = field(default_factory=set)

    def answered(self, line: NewInvitation | str) -> _Done:
        """Invite one line's address, or say why not; refusing one line doesn't touch the others."""
        if isinstance(line, str):
            return _Done(code=line)
        address = address_of(line.email)
        if address in self.seen:
            return _Done(code="repeated")
        self.seen.add(address)
        try:
            return _Done(invitation=self.write(line))
        except (AlreadyExists, TooMany) as refusal:
            return _Done(code=refusal.code)

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

    def send(self, written: Sequence[Invitation]) -> None:
        """Keep them and have them mailed.

        Whoever invites the same people at the same time counts their mails in the same order, and waits.
        """
        mailed = {address for address in sorted(one.address for one in written) if self.may_mail(address)}
        for invitation in written:
            self.make_room(invitation.address)
            self.tx.invitations.add(invitation)
            if invitation.address in mailed:
                self.tx.publish(invitation.send())
            self.tx.record(done_by(self.actor, Action.INVITATION_SENT, invitation.id, role=invitation.role))

    def may_mail(self, address: str) -> bool:
        """Count a mail to this address, whichever organization has it sent; false after enough of them.

        Whoever invites isn't told: it would tell them that others did.
        """
        return self.gate.may_mail(self.tx, _KIND, address)

    def make_room(self, address: str, but: InvitationId | None = None) -> None:
        """End the address's other invitation, which is pending no more but for nobody having said so."""
        old = self.pending.get(address)
        if old is not None and old.id != but:
            old.expire()
            self.tx.invitations.save(old)

    def must_be_free(self, address: str, but: InvitationId | None = None) -> None:
        """Refuse who belongs to the organization, is invited already, or would get too many mails."""
        must_not_belong(self.accounts.get(address), self.inviter.organization_id)
        pending = self.pending.get(address)
        if pending and pending.id != but and pending.status_at(self.now) is InvitationStatus.PENDING:
            raise AlreadyExists("already_invited")
        must_be_within(self.limits, self.recent, address, self.now)


def _read(line: InvitationLine) -> NewInvitation | str:
    """What a line says, or the code of what is wrong with it."""
    if line.role not in tuple(Role):
        return "not_a_choice"
    try:
        return NewInvitation(email=line.email, role=Role(line.role))
    except Invalid as refusal:
        return refusal.errors[0].code


def _result(
    number: int, line: InvitationLine, kept: str, invitation: InvitationDetails | None, *, dry_run: bool
) -> LineResult:
    refused = kept.startswith(_REFUSED)
    outcome = LineOutcome.VALID if dry_run else LineOutcome.INVITED
    return LineResult(
        line=number,
        email=line.shown,
        outcome=LineOutcome.REFUSED if refused else outcome,
        code=kept.removeprefix(_REFUSED) if refused else None,
        invitation=invitation,
    )
