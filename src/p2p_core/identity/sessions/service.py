"""Being signed in: sessions are random secrets the server can end at any moment."""

from dataclasses import dataclass, replace

from p2p_core.identity.sessions.model import Session, SessionLimits
from p2p_core.identity.sessions.ports import SessionReader, SessionTransaction, SignedIn
from p2p_core.identity.sessions.shapes import (
    IssuedSession,
    OpenSession,
    Recognized,
    SessionDetails,
    SessionOverview,
    SessionQuery,
    details_of,
)
from p2p_core.identity.users.model import hash_token
from p2p_core.identity.users.ports import Secrets, UserReader
from p2p_core.organizations.ports import OrganizationReader
from p2p_core.shared.actor import Actor
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import NotFound, Unauthenticated
from p2p_core.shared.ids import SessionId
from p2p_core.shared.pages import Page, decode_cursor, page_of
from p2p_core.shared.transactions import Begin

_BINDING = "sessions"
_FIRST_PAGE = SessionQuery()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionService:
    """Be recognised, stay signed in, see and end one's sessions, log out."""

    begin: Begin[SessionTransaction]
    sessions: SessionReader
    users: UserReader
    organizations: OrganizationReader
    secrets: Secrets
    clock: Clock
    limits: SessionLimits

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
            session = own_session(tx, actor, self.clock)
            session.use(now, self.limits)
            tx.sessions.save(session)
            tx.users.seen(actor.user_id, now)

    def overview(self, actor: Actor, session: SessionDetails, *, second_factor: bool) -> SessionOverview:
        """Who is signed in and where they work, beside what they were recognised by."""
        return SessionOverview(
            user=self.users.details(actor.user_id),
            organization=self.organizations.details(actor.organization_id),
            session=session,
            operator=actor.operator,
            second_factor=second_factor,
        )

    def refresh(self, actor: Actor) -> IssuedSession:
        """Give the session a new secret and slide its idle limit on; the old secret stops working."""
        token = self.secrets.token()
        with self.begin() as tx:
            session = own_session(tx, actor, self.clock)
            session.use(self.clock.now(), self.limits)
            session.rotate(token)
            tx.sessions.save(session)
        return IssuedSession(session=details_of(session), token=token)

    def list(self, actor: Actor, query: SessionQuery = _FIRST_PAGE) -> Page[OpenSession]:
        """A page of one's own sessions, the newest first; there are few, so they are always read together."""
        after = decode_cursor(_BINDING, query.cursor, str)
        now = self.clock.now()
        found = [_shown(one, actor) for one in self.sessions.of_person(actor.user_id) if one.is_live(now)]
        behind = [session for session in found if after is None or (session.id,) < after]
        page = page_of(behind, query.limit, _BINDING, lambda session: (session.id,))
        return page.counted(len(found) if query.count else None)

    def end(self, actor: Actor, session_id: SessionId) -> None:
        """End one of one's own sessions; raises ``NotFound``, for other people's too."""
        with self.begin() as tx:
            if tx.sessions.get(session_id).user_id != actor.user_id:
                raise NotFound("session")
            tx.sessions.end(session_id)

    def end_others(self, actor: Actor) -> None:
        """End all of one's own sessions but the one that asks."""
        with self.begin() as tx:
            tx.users.get(actor.user_id)  # held: what signs in at this moment is before it or after it
            tx.sessions.end_others(actor.user_id, keep=actor.session_id)

    def log_out(self, actor: Actor) -> None:
        """End the session on the server."""
        if actor.session_id:
            with self.begin() as tx:
                tx.sessions.end(actor.session_id)

    def _recognized(self, found: SignedIn) -> Recognized:
        now = self.clock.now()
        if not found.may_take_part or not found.session.is_live(now):
            raise Unauthenticated
        if found.session.use_is_due(now):
            return replace(found.recognized, use_is_due=True)
        return found.recognized


def own_session(tx: SessionTransaction, actor: Actor, clock: Clock) -> Session:
    """The actor's session, if it hasn't ended since they were recognised by it."""
    if actor.session_id is None:
        raise Unauthenticated
    try:
        session = tx.sessions.get(actor.session_id)
    except NotFound:
        raise Unauthenticated from None
    if not session.is_live(clock.now()):
        raise Unauthenticated
    return session


def _shown(session: Session, actor: Actor) -> OpenSession:
    return OpenSession(
        id=session.id,
        device=session.device,
        address=session.network,
        created_at=session.created_at,
        last_used_at=session.last_used_at,
        idle_expires_at=session.idle_expires_at,
        expires_at=session.expires_at,
        remember_me=session.remember_me,
        current=session.id == actor.session_id,
    )
