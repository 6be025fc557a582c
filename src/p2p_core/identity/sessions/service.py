"""Signing in and out: sessions are random secrets the server can end at any moment."""

from dataclasses import dataclass

from p2p_core.identity.registrations.ports import RegistrationReader
from p2p_core.identity.sessions.model import (
    MOST_SESSIONS,
    TOUCH_EVERY,
    NewSession,
    Session,
    SessionLimits,
    hash_token,
)
from p2p_core.identity.sessions.policy import may_take_part, must_take_part
from p2p_core.identity.sessions.ports import SessionReader, SessionTransaction, SignedIn
from p2p_core.identity.sessions.shapes import (
    IssuedSession,
    LoggedIn,
    LogIn,
    Recognized,
    SessionDetails,
    SessionOverview,
    details_of,
)
from p2p_core.identity.users.model import User, address_of
from p2p_core.identity.users.ports import Passwords, Secrets, UserReader, Verdict
from p2p_core.organizations.ports import OrganizationReader
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Forbidden, NotFound, Unauthenticated
from p2p_core.shared.ids import Ids, SessionId
from p2p_core.shared.inputs import Refused
from p2p_core.shared.transactions import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionService:
    """Log in, be recognised, stay signed in, log out."""

    begin: Begin[SessionTransaction]
    sessions: SessionReader
    users: UserReader
    organizations: OrganizationReader
    registrations: RegistrationReader
    passwords: Passwords
    secrets: Secrets
    clock: Clock
    ids: Ids
    limits: SessionLimits

    def log_in(self, visit: Visit, credentials: LogIn, replacing: str | None = None) -> LoggedIn:
        """Open a session for the right password; ``replacing`` is the secret of one that it ends.

        Raises ``Unauthenticated`` (``invalid_credentials``) alike for an unknown address and a wrong
        password, and only after the right one ``Forbidden`` (``email_not_verified``, ``account_inactive``).
        """
        user, verdict = self._checked(credentials)
        token = self.secrets.token()
        session = self._session(visit, user, token, remember_me=credentials.remember_me)
        with self.begin() as tx:
            user = self._must_still_hold(tx, user)
            if verdict.new_hash:
                tx.users.rehash(user.id, verdict.new_hash)
            if replacing:
                tx.sessions.end_by_token(hash_token(replacing))
            tx.sessions.end_oldest(user.id, keep=MOST_SESSIONS - 1)
            tx.sessions.add(session)
            tx.users.seen(user.id, session.created_at)
        return LoggedIn(overview=self._overview(user, session), token=token)

    def recognize(self, token: str) -> Recognized:
        """Who a secret belongs to, with the rights of this moment; raises ``Unauthenticated``."""
        found = self.sessions.find(hash_token(token))
        if found is None:
            raise Unauthenticated
        return self._recognized(found)

    def recall(self, token: str) -> Recognized | None:
        """The same without waiting for anything, if the secret was recognised a moment ago."""
        found = self.sessions.recent(hash_token(token))
        return self._recognized(found) if found else None

    def use(self, actor: Actor) -> None:
        """Note that the session is in use, which slides its idle limit on."""
        now = self.clock.now()
        with self.begin() as tx:
            session = self._own(tx, actor)
            session.use(now, self.limits)
            tx.sessions.save(session)
            tx.users.seen(actor.user_id, now)

    def overview(self, actor: Actor, session: SessionDetails) -> SessionOverview:
        """Who is signed in and where they work, beside the session they were recognised by."""
        return SessionOverview(
            user=self.users.details(actor.user_id),
            organization=self.organizations.details(actor.organization_id),
            session=session,
        )

    def refresh(self, actor: Actor) -> IssuedSession:
        """Give the session a new secret and slide its idle limit on; the old secret stops working."""
        token = self.secrets.token()
        with self.begin() as tx:
            session = self._own(tx, actor)
            session.use(self.clock.now(), self.limits)
            session.rotate(token)
            tx.sessions.save(session)
        return IssuedSession(session=details_of(session), token=token)

    def log_out(self, actor: Actor) -> None:
        """End the session on the server."""
        with self.begin() as tx:
            tx.sessions.end(actor.session_id)

    def _checked(self, credentials: LogIn) -> tuple[User, Verdict]:
        """The person whose password this is; else a refusal that has cost the same for every address."""
        try:
            address = address_of(credentials.email)
        except Refused:
            address = ""
        user = self.users.find_by_address(address)
        if user is None:
            self.passwords.verify_nothing()
        else:
            verdict = self.passwords.verify(credentials.password, user.password_hash)
            if verdict.correct:
                return user, verdict
        self._must_not_be_pending(address, credentials.password)
        raise Unauthenticated("invalid_credentials")

    def _must_not_be_pending(self, address: str, password: str) -> None:
        """Tell who knows the newest sign-up's password that its address isn't proven; one check, always."""
        pending = self.registrations.pending(address, self.clock.now())
        if not pending:
            self.passwords.verify_nothing()
        elif self.passwords.verify(password, pending[0].password_hash).correct:
            raise Forbidden("email_not_verified")

    def _recognized(self, found: SignedIn) -> Recognized:
        now = self.clock.now()
        if not found.session.is_live(now) or not may_take_part(found.user_status, found.organization_status):
            raise Unauthenticated
        return Recognized(
            actor=found.actor,
            session=found.details,
            language=found.language,
            use_is_due=now - found.session.last_used_at >= TOUCH_EVERY,
        )

    def _session(self, visit: Visit, user: User, token: str, *, remember_me: bool) -> Session:
        new = NewSession(
            id=SessionId(self.ids.new()), token=token, now=self.clock.now(), remember_me=remember_me
        )
        return new.of(user.id, visit, self.limits)

    def _must_still_hold(self, tx: SessionTransaction, checked: User) -> User:
        """The account as it is now: the password was checked outside the transaction."""
        try:
            user = tx.users.get(checked.id)
        except NotFound:
            raise Unauthenticated("invalid_credentials") from None
        if user.password_hash != checked.password_hash:
            raise Unauthenticated("invalid_credentials")
        must_take_part(user.status, tx.organizations.get(user.organization_id).status)
        return user

    def _own(self, tx: SessionTransaction, actor: Actor) -> Session:
        """The actor's session, if it hasn't ended since they were recognised by it."""
        try:
            session = tx.sessions.get(actor.session_id)
        except NotFound:
            raise Unauthenticated from None
        if not session.is_live(self.clock.now()):
            raise Unauthenticated
        return session

    def _overview(self, user: User, session: Session) -> SessionOverview:
        return SessionOverview(
            user=self.users.details(user.id),
            organization=self.organizations.details(user.organization_id),
            session=details_of(session),
        )
