"""Signing in, with a password and perhaps a code, and showing once more who one is."""

from dataclasses import dataclass
from typing import NoReturn

from p2p_core.identity.attempts.service import Attempt, Gate
from p2p_core.identity.devices.model import NewDeviceSignedIn
from p2p_core.identity.devices.service import KnownDevices
from p2p_core.identity.logins.model import Entry, SecondFactorRequired, at_the_door, normal_address
from p2p_core.identity.logins.ports import LoginTransaction
from p2p_core.identity.logins.shapes import Reauthenticate, SecondStep, must_be_one_proof
from p2p_core.identity.registrations.ports import RegistrationReader
from p2p_core.identity.second_factors.model import CHALLENGE_LASTS, Challenge
from p2p_core.identity.second_factors.ports import FactorKeys
from p2p_core.identity.sessions.model import MOST_SESSIONS, NewSession, Session, SessionLimits
from p2p_core.identity.sessions.policy import may_take_part
from p2p_core.identity.sessions.service import own_session
from p2p_core.identity.sessions.shapes import LoggedIn, LogIn, SessionOverview, details_of
from p2p_core.identity.users.model import User, hash_token
from p2p_core.identity.users.ports import Passwords, Secrets, UserReader, Verdict
from p2p_core.organizations.ports import OrganizationReader
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.audit import Action
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import CoreError, Forbidden, NotFound, TooMany, Unauthenticated
from p2p_core.shared.ids import ChallengeId, Ids, SessionId
from p2p_core.shared.transactions import Begin

_NEW_DEVICE = "new-device"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Opens sessions: the one place where they begin, whichever way people came in."""

    gate: Gate
    devices: KnownDevices
    secrets: Secrets
    clock: Clock
    ids: Ids
    limits: SessionLimits

    def open(self, tx: LoginTransaction, visit: Visit, user: User, *, remember_me: bool) -> Entry:
        """Open a session for somebody who has shown who they are; an eleventh ends the oldest."""
        token, now = self.secrets.token(), self.clock.now()
        new = NewSession(id=SessionId(self.ids.new()), token=token, now=now, remember_me=remember_me)
        session = new.of(user.id, visit, self.limits)
        tx.sessions.end_oldest(user.id, keep=MOST_SESSIONS - 1)
        tx.sessions.add(session)
        secret = self._greet(tx, visit, user)
        tx.users.seen(user.id, now)
        tx.record(at_the_door(Action.SIGNED_IN, user))
        return Entry(session=session, token=token, device_secret=secret, operator=user.operator)

    def _greet(self, tx: LoginTransaction, visit: Visit, user: User) -> str:
        """Remember the device; its owner is told of a new one, but not of their very first."""
        greeting = self.devices.greet(tx, visit, user.id)
        newcomer = greeting.newcomer
        if newcomer and user.last_seen_at and self.gate.may_mail(tx, _NEW_DEVICE, user.address):
            tx.publish(NewDeviceSignedIn(user_id=user.id, device_id=newcomer.id))
        return greeting.secret


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginService:
    """Log in, with a second step where there is one, and prove oneself again."""

    begin: Begin[LoginTransaction]
    door: Door
    users: UserReader
    organizations: OrganizationReader
    registrations: RegistrationReader
    passwords: Passwords
    keys: FactorKeys

    def log_in(self, visit: Visit, credentials: LogIn, replacing: str | None = None) -> LoggedIn:
        """Open a session for the right password; ``replacing`` is the secret of one that it ends.

        Raises ``Unauthenticated`` (``invalid_credentials``) alike for an unknown address and a wrong
        password, ``TooMany`` alike after too many of either, and only after the right password
        ``SecondFactorRequired`` or ``Forbidden`` (``email_not_verified``, ``account_inactive``).
        """
        address = normal_address(credentials.email)
        user = self.users.find_by_address(address)
        with self.begin() as tx:
            attempt = self.door.devices.attempt(tx, visit, user.id if user else None, address)
            locked = self._begun(tx, user, attempt)
        if locked:
            raise locked
        verdict = self._verdict(user, credentials.password)
        if user is None or not verdict.correct:
            self._refuse(user, attempt, address, credentials.password)
        with self.begin() as tx:
            outcome = self._admitted(tx, visit, user, credentials, verdict, attempt)
            if replacing and isinstance(outcome, Entry):
                tx.sessions.end_by_token(hash_token(replacing))
        return self._told(outcome, second_factor=False)

    def log_in_with_code(self, visit: Visit, step: SecondStep, replacing: str | None = None) -> LoggedIn:
        """Open the session whose password was right, for a code of the app or of the paper.

        Raises ``Unauthenticated`` (``invalid_credentials`` for a wrong code, ``unauthenticated`` for a
        sign-in that is over, used or has had its tries) or ``TooMany``.
        """
        with self.begin() as tx:
            outcome = self._second_step(tx, visit, step)
            if replacing and isinstance(outcome, Entry):
                tx.sessions.end_by_token(hash_token(replacing))
        return self._told(outcome, second_factor=True)

    def reauthenticate(self, actor: Actor, visit: Visit, proof: Reauthenticate) -> None:
        """Note in the session that its person has just shown who they are.

        Raises ``Unauthenticated`` (``invalid_credentials``) or ``TooMany``.
        """
        must_be_one_proof(proof)
        if proof.password is None:
            self._prove_by_code(actor, visit, proof.code or "")
            return
        attempt = self.must_know_password(actor, visit, proof.password)
        with self.begin() as tx:
            self._prove(tx, own_session(tx, actor, self.door.clock), attempt)

    def must_know_password(self, actor: Actor, visit: Visit, password: str) -> Attempt:
        """Check the password of somebody signed in, counted like a sign-in; the caller forgives on success.

        Raises ``Unauthenticated`` (``invalid_credentials``) or ``TooMany``.
        """
        with self.begin() as tx:
            user = tx.users.get(actor.user_id)
            own_session(tx, actor, self.door.clock)
            attempt = self.door.devices.attempt(tx, visit, user.id, user.address)
            self.door.gate.begin(tx, attempt)
        if not self.passwords.verify(password, user.password_hash).correct:
            with self.begin() as tx:
                tx.record(at_the_door(Action.PROOF_REFUSED, user, "invalid_credentials"))
            raise Unauthenticated("invalid_credentials")
        return attempt

    def _begun(self, tx: LoginTransaction, user: User | None, attempt: Attempt) -> TooMany | None:
        """Count an attempt to sign in; the refusal, where it was one too many: the first is written down."""
        try:
            self.door.gate.begin(tx, attempt)
        except TooMany as locked:
            if self.door.gate.is_news(tx, locked):
                tx.record(at_the_door(Action.SIGN_IN_REFUSED, user, locked.code))
            return locked
        return None

    def _verdict(self, user: User | None, password: str) -> Verdict:
        """What the password is worth; it costs the same for every address."""
        if user is None:
            self.passwords.verify_nothing()
            return Verdict(correct=False)
        return self.passwords.verify(password, user.password_hash)

    def _refuse(self, user: User | None, attempt: Attempt, address: str, password: str) -> NoReturn:
        """Tell who knows the newest sign-up's password that its address isn't proven; one check, always.

        That forgives no failure: strangers can sign up with anybody's address and a password they know.
        """
        pending = self.registrations.pending(address, self.door.clock.now())
        if not pending:
            self.passwords.verify_nothing()
        elif self.passwords.verify(password, pending[0].password_hash).correct:
            with self.begin() as tx:
                self.door.gate.take_back(tx, attempt)
                tx.record(at_the_door(Action.SIGN_IN_REFUSED, user, "email_not_verified"))
            raise Forbidden("email_not_verified")
        with self.begin() as tx:
            tx.record(at_the_door(Action.SIGN_IN_REFUSED, user, "invalid_credentials"))
        raise Unauthenticated("invalid_credentials")

    def _admitted(
        self,
        tx: LoginTransaction,
        visit: Visit,
        checked: User,
        credentials: LogIn,
        verdict: Verdict,
        attempt: Attempt,
    ) -> Entry | CoreError:
        """The session, or why there is none although the password is right."""
        user = _must_still_hold(tx, checked)
        if verdict.new_hash:
            tx.users.rehash(user.id, verdict.new_hash)
        if not may_take_part(user.status, tx.organizations.get(user.organization_id).status):
            self.door.gate.take_back(tx, attempt)
            return _refusal(tx, user, Forbidden("account_inactive"))
        factor = tx.second_factors.find(user.id)
        if factor and factor.is_on:
            challenge = self._challenge(tx, user, remember_me=credentials.remember_me)
            self.door.gate.take_back(tx, attempt)
            return SecondFactorRequired(challenge)
        entry = self.door.open(tx, visit, user, remember_me=credentials.remember_me)
        self.door.gate.succeed(tx, attempt)
        return entry

    def _challenge(self, tx: LoginTransaction, user: User, *, remember_me: bool) -> str:
        """Let the sign-in wait for its code; its secret."""
        token, now = self.door.secrets.token(), self.door.clock.now()
        tx.challenges.add(
            Challenge(
                id=ChallengeId(self.door.ids.new()),
                user_id=user.id,
                token_hash=hash_token(token),
                remember_me=remember_me,
                created_at=now,
                expires_at=now + CHALLENGE_LASTS,
            )
        )
        return token

    def _second_step(self, tx: LoginTransaction, visit: Visit, step: SecondStep) -> Entry | CoreError:
        """The session, or why there is none; a code is counted whether or not it is right."""
        challenge = tx.challenges.find(hash_token(step.challenge))
        if challenge is None or not challenge.begin_try(self.door.clock.now()):
            return Unauthenticated()
        user = tx.users.get(challenge.user_id)
        attempt = self.door.devices.attempt(tx, visit, user.id, user.address)
        locked = self._begun(tx, user, attempt)
        if locked:
            return locked
        tx.challenges.save(challenge)
        if not self._accepted(tx, user, step.code):
            return _refusal(tx, user, Unauthenticated("invalid_credentials"))
        tx.challenges.end(challenge.id)
        if not may_take_part(user.status, tx.organizations.get(user.organization_id).status):
            return _refusal(tx, user, Forbidden("account_inactive"))
        entry = self.door.open(tx, visit, user, remember_me=challenge.remember_me)
        self.door.gate.succeed(tx, attempt)
        return entry

    def _accepted(self, tx: LoginTransaction, user: User, code: str) -> bool:
        """Use up a code; false when it isn't right, or nothing asks for one."""
        factor = tx.second_factors.find(user.id)
        if factor is None or not factor.is_on:
            return False
        secret = self.keys.secret(factor.key_id, factor.salt)
        accepted = factor.accept(secret, code, self.door.clock.now())
        if accepted:
            tx.second_factors.put(factor)
        return accepted

    def _prove_by_code(self, actor: Actor, visit: Visit, code: str) -> None:
        with self.begin() as tx:
            user = tx.users.get(actor.user_id)
            session = own_session(tx, actor, self.door.clock)
            attempt = self.door.devices.attempt(tx, visit, user.id, user.address)
            self.door.gate.begin(tx, attempt)
            accepted = self._accepted(tx, user, code)
            if accepted:
                self._prove(tx, session, attempt)
            else:
                tx.record(at_the_door(Action.PROOF_REFUSED, user, "invalid_credentials"))
        if not accepted:
            raise Unauthenticated("invalid_credentials")

    def _prove(self, tx: LoginTransaction, session: Session, attempt: Attempt) -> None:
        session.prove(self.door.clock.now())
        tx.sessions.save(session)
        self.door.gate.succeed(tx, attempt)

    def _told(self, outcome: Entry | CoreError, *, second_factor: bool) -> LoggedIn:
        """What the outcome of a finished transaction is to whoever asked."""
        if isinstance(outcome, CoreError):
            raise outcome
        user_id = outcome.session.user_id
        user = self.users.details(user_id)
        overview = SessionOverview(
            user=user,
            organization=self.organizations.details(user.organization.id),
            session=details_of(outcome.session),
            operator=outcome.operator,
            second_factor=second_factor,
        )
        return LoggedIn(overview=overview, token=outcome.token, device_secret=outcome.device_secret)


def _refusal(tx: LoginTransaction, user: User, refusal: CoreError) -> CoreError:
    """The same, written down."""
    tx.record(at_the_door(Action.SIGN_IN_REFUSED, user, refusal.code))
    return refusal


def _must_still_hold(tx: LoginTransaction, checked: User) -> User:
    """The account as it is now: the password was checked outside the transaction."""
    try:
        user = tx.users.get(checked.id)
    except NotFound:
        raise Unauthenticated("invalid_credentials") from None
    if user.password_hash != checked.password_hash:
        raise Unauthenticated("invalid_credentials")
    return user
