"""Moving an account to another address: wished for by its owner, proven by a link to the new address."""

from dataclasses import dataclass
from datetime import timedelta

from p2p_core.identity.attempts.service import Gate
from p2p_core.identity.email_changes.model import (
    CONFIRM_EMAIL,
    EmailChange,
    EmailChanged,
    EmailChangeRequested,
)
from p2p_core.identity.email_changes.ports import EmailChangeTransaction
from p2p_core.identity.email_changes.shapes import ChangeEmail, ConfirmEmail, EmailChangeState
from p2p_core.identity.registrations.ports import Tokens
from p2p_core.identity.sessions.service import own_session
from p2p_core.identity.users.model import address_of
from p2p_core.shared.actor import Actor, Visit, must_have_proven
from p2p_core.shared.audit import Action, Deed, done_by
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Gone
from p2p_core.shared.ids import EmailChangeId, Ids
from p2p_core.shared.transactions import Begin

_WARNING, _MAIL = "email-change-warning", "email-change"
"""What goes to the old address, and to the new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChangeService:
    """Ask for another address, prove it."""

    begin: Begin[EmailChangeTransaction]
    tokens: Tokens
    gate: Gate
    clock: Clock
    ids: Ids
    lifetime: timedelta
    """How long a confirmation link lives."""

    def request(self, actor: Actor, wanted: ChangeEmail) -> EmailChangeState:
        """Promise a link to the new address and a word to the old one; earlier links die.

        Answers alike whether or not somebody has the new address. Raises ``Forbidden``
        (``reauth_required``).
        """
        now = self.clock.now()
        must_have_proven(actor, now)
        change_id = EmailChangeId(self.ids.new())
        address = address_of(wanted.new_email)
        with self.begin() as tx:
            session = own_session(tx, actor, self.clock)
            user = tx.users.get(actor.user_id)
            if self._may_mail(tx, user.address, address):
                tx.email_changes.end_all(user.id, now)
                tx.email_changes.add(
                    EmailChange(
                        id=change_id,
                        user_id=user.id,
                        session_id=session.id,
                        old_email=user.email,
                        email=wanted.new_email,
                        address=address,
                        created_at=now,
                        expires_at=now + self.lifetime,
                    )
                )
                tx.publish(EmailChangeRequested(change_id=change_id))
                tx.record(done_by(actor, Action.EMAIL_CHANGE_REQUESTED, user.id))
        return EmailChangeState(status="confirmation_sent", email=wanted.new_email)

    def _may_mail(self, tx: EmailChangeTransaction, old: str, new: str) -> bool:
        """Whether neither address has had enough of these mails; whoever asks, strangers aren't flooded."""
        return self.gate.may_mail(tx, _WARNING, old) and self.gate.may_mail(tx, _MAIL, new)

    def confirm(self, _visit: Visit, proof: ConfirmEmail) -> EmailChangeState:
        """Move the account to the address whose link this is; its other sessions end.

        Raises ``InvalidToken``, ``Gone`` for a link that is used, superseded or old, or ``AlreadyExists``
        (``email_taken``) when somebody has the address by now.
        """
        change_id = EmailChangeId(self.tokens.read(CONFIRM_EMAIL, proof.token))
        now = self.clock.now()
        with self.begin() as tx:
            change = tx.email_changes.find(change_id)
            if change is None:
                raise Gone("token_expired")
            change.complete(now)
            user = tx.users.get(change.user_id)
            tx.registrations.end_all(change.address, now)
            user.move_to(change.email)
            tx.users.save(user)
            tx.email_changes.save(change)
            tx.sessions.end_others(user.id, keep=change.session_id)
            tx.publish(EmailChanged(change_id=change.id))
            tx.record(
                Deed(
                    action=Action.EMAIL_CHANGED,
                    actor_id=user.id,
                    organization_id=user.organization_id,
                    subject_id=user.id,
                )
            )
        return EmailChangeState(status="email_changed", email=change.email)
