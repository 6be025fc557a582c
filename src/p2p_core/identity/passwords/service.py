"""From one password to another: by knowing the old one, or by a link to the account's address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from p2p_core.identity.attempts.model import of_account
from p2p_core.identity.attempts.service import Gate
from p2p_core.identity.logins.service import LoginService
from p2p_core.identity.passwords.model import (
    RESET_PASSWORD,
    PasswordChanged,
    PasswordForgotten,
    PasswordReset,
)
from p2p_core.identity.passwords.ports import PasswordResetReader, PasswordTransaction
from p2p_core.identity.passwords.shapes import ChangePassword, ForgotPassword, ResetPassword, ResetSent
from p2p_core.identity.registrations.ports import Tokens
from p2p_core.identity.sessions.service import own_session
from p2p_core.identity.sessions.shapes import IssuedSession, details_of
from p2p_core.identity.users.model import User, address_of, hash_token
from p2p_core.identity.users.policy import must_be_hard_to_guess
from p2p_core.identity.users.ports import Passwords, Secrets, UserReader
from p2p_core.identity.users.shapes import UserDetails
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.audit import Action, Deed, done_by
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import FieldError, Gone, Invalid, InvalidToken, NotFound, Unauthenticated
from p2p_core.shared.ids import Ids, PasswordResetId, SessionId, UserId
from p2p_core.shared.transactions import Begin

_MAIL = "password-reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordService:
    """Change a password, or get a new one through the mailbox."""

    begin: Begin[PasswordTransaction]
    logins: LoginService
    users: UserReader
    resets: PasswordResetReader
    passwords: Passwords
    secrets: Secrets
    tokens: Tokens
    gate: Gate
    clock: Clock
    ids: Ids
    lifetime: timedelta
    """How long a link lives."""

    def forget(self, _visit: Visit, request: ForgotPassword) -> ResetSent:
        """Promise a link to the account with this address, if there is one; earlier links die.

        The same is written whether or not the address is known, so neither answer nor time tells.
        """
        now, address = self.clock.now(), address_of(request.email)
        reset_id = PasswordResetId(self.ids.new())
        with self.begin() as tx:
            owner = tx.users.find_by_address(address)
            if self.gate.may_mail(tx, _MAIL, address):
                tx.password_resets.end_all(address, now)
                tx.password_resets.add(
                    PasswordReset(
                        id=reset_id,
                        address=address,
                        user_id=owner.id if owner else None,
                        created_at=now,
                        expires_at=now + self.lifetime,
                    )
                )
                tx.publish(PasswordForgotten(reset_id=reset_id))
        return ResetSent(status="reset_sent", email=request.email)

    def reset(self, _visit: Visit, request: ResetPassword) -> None:
        """Set the password of the account whose link this is; everything it was signed in with ends.

        Opens no session: a second factor is asked for as ever. Raises ``InvalidToken``, ``Gone`` for a
        link that is used, superseded or old, or ``Invalid`` on ``password``.
        """
        reset_id = PasswordResetId(self.tokens.read(RESET_PASSWORD, request.token))
        must_be_hard_to_guess(request.password, own_words(self._owner(reset_id)))
        password_hash = self.passwords.hash(request.password)
        now = self.clock.now()
        with self.begin() as tx:
            reset = tx.password_resets.find(reset_id)
            if reset is None or reset.user_id is None:
                raise Gone("token_expired")
            reset.complete(now)
            user = tx.users.get(reset.user_id)
            if user.address != reset.address:
                raise Gone("token_used")
            tx.password_resets.save(reset)
            tx.users.rehash(reset.user_id, password_hash)
            end_everywhere(tx, reset.user_id, now)
            tx.publish(PasswordChanged(user_id=reset.user_id))
            tx.record(_reset_by_link(user))
            tx.tallies.drop(of_account(reset.address))

    def change(self, actor: Actor, visit: Visit, wanted: ChangePassword) -> IssuedSession:
        """Change one's own password; this session goes on under a new secret, the others end.

        Raises ``Invalid`` on ``new_password``, ``Invalid`` on ``current_password`` when that is wrong, or
        ``TooMany``.
        """
        own = own_words(self.users.details(actor.user_id))
        must_be_hard_to_guess(wanted.new_password, own, field="new_password")
        try:
            attempt = self.logins.must_know_password(actor, visit, wanted.current_password)
        except Unauthenticated as error:
            if error.code != "invalid_credentials":
                raise
            raise Invalid(FieldError("current_password", "wrong_password")) from None
        password_hash, token = self.passwords.hash(wanted.new_password), self.secrets.token()
        now = self.clock.now()
        with self.begin() as tx:
            session = own_session(tx, actor, self.clock)
            tx.users.rehash(actor.user_id, password_hash)
            end_with_old_password(tx, actor.user_id, now, session.id, hash_token(visit.device_secret))
            session.rotate(token)
            session.prove(now)
            tx.sessions.save(session)
            tx.publish(PasswordChanged(user_id=actor.user_id))
            tx.record(done_by(actor, Action.PASSWORD_CHANGED, actor.user_id))
            self.gate.succeed(tx, attempt)
        return IssuedSession(session=details_of(session), token=token)

    def _owner(self, reset_id: PasswordResetId) -> UserDetails:
        """Whose password the link is about: which words are too easy to guess depends on that."""
        reset = self.resets.find(reset_id)
        if reset is None:
            raise Gone("token_expired")
        reset.must_be_open(self.clock.now())
        if reset.user_id is None:
            raise InvalidToken
        try:
            return self.users.details(reset.user_id)
        except NotFound:
            raise Gone("token_expired") from None


def _reset_by_link(user: User) -> Deed:
    return Deed(
        action=Action.PASSWORD_RESET,
        actor_id=user.id,
        organization_id=user.organization_id,
        subject_id=user.id,
    )


def own_words(user: UserDetails) -> tuple[str, ...]:
    """What somebody who knows a person would try first."""
    return (user.first_name, user.last_name, user.email, user.organization.name)


def end_everywhere(tx: PasswordTransaction, user_id: UserId, now: datetime) -> None:
    """End everything that a person is signed in with or could be: as with a lost password."""
    end_with_old_password(tx, user_id, now, keep=None, device="")
    tx.access_tokens.end_all(user_id)


def end_with_old_password(
    tx: PasswordTransaction, user_id: UserId, now: datetime, keep: SessionId | None, device: str
) -> None:
    """End what began under the old password, but for one session and the device it is on.

    Access tokens stay: they were made on purpose, and have an end and a list of their own.
    """
    tx.sessions.end_others(user_id, keep)
    tx.devices.forget_others(user_id, device)
    tx.challenges.end_all(user_id)
    tx.email_changes.end_all(user_id, now)
