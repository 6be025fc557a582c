"""Access tokens for scripts: made and ended by their owner, recognised at each request."""

from dataclasses import dataclass
from datetime import timedelta

from p2p_core.identity.access_tokens.model import MOST_TOKENS, PREFIX, AccessToken
from p2p_core.identity.access_tokens.policy import may_write, must_have_the_powers, role_within
from p2p_core.identity.access_tokens.ports import AccessTokenReader, AccessTokenTransaction, Bearer
from p2p_core.identity.access_tokens.shapes import (
    AccessTokenDetails,
    AccessTokenQuery,
    IssuedAccessToken,
    NewAccessToken,
)
from p2p_core.identity.second_factors.policy import role_in_force
from p2p_core.identity.sessions.policy import may_take_part
from p2p_core.identity.sessions.shapes import Recognized
from p2p_core.identity.users.model import hash_token
from p2p_core.identity.users.ports import Secrets
from p2p_core.shared.actor import Actor, Role, must_have_proven
from p2p_core.shared.audit import Action, done_by
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Conflict, FieldError, Invalid, NotFound, Unauthenticated
from p2p_core.shared.ids import AccessTokenId, Ids
from p2p_core.shared.pages import Page, decode_cursor, page_of
from p2p_core.shared.transactions import Begin

_BINDING = "access tokens"
_FIRST_PAGE = AccessTokenQuery()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessTokenService:
    """Make a token, see and end one's own, be recognised by one."""

    begin: Begin[AccessTokenTransaction]
    tokens: AccessTokenReader
    secrets: Secrets
    clock: Clock
    ids: Ids

    def recognize(self, secret: str) -> Recognized:
        """Who a token acts as, with its scopes' and this moment's rights; raises ``Unauthenticated``."""
        found = self.tokens.find(hash_token(secret))
        now = self.clock.now()
        if found is None or not found.token.is_live(now):
            raise Unauthenticated
        if not may_take_part(found.user_status, found.organization_status):
            raise Unauthenticated
        return Recognized(
            actor=_actor(found),
            session=None,
            language=found.language,
            use_is_due=found.token.use_is_due(now),
            may_write=may_write(found.token.scopes),
        )

    def use(self, actor: Actor) -> None:
        """Note that the token is in use."""
        if actor.token_id:
            now = self.clock.now()
            with self.begin() as tx:
                tx.users.seen(actor.user_id, now)
                tx.access_tokens.used(actor.token_id, now)

    def create(self, actor: Actor, new: NewAccessToken) -> IssuedAccessToken:
        """Make a token; its secret is shown this once.

        Raises ``Forbidden`` (``reauth_required``, or for powers that its owner doesn't have), ``Invalid``
        on ``scopes``, or ``Conflict`` (``too_many_tokens``).
        """
        now = self.clock.now()
        must_have_proven(actor, now)
        must_have_the_powers(actor, new.scopes)
        if not new.scopes:
            raise Invalid(FieldError("scopes", "required"))
        secret = PREFIX + self.secrets.token()
        token = AccessToken(
            id=AccessTokenId(self.ids.new()),
            user_id=actor.user_id,
            name=new.name,
            token_hash=hash_token(secret),
            scopes=tuple(scope.value for scope in new.scopes),
            created_at=now,
            expires_at=now + timedelta(days=new.expires_in_days),
        )
        with self.begin() as tx:
            tx.users.get(actor.user_id)  # held: nobody makes two at once
            if tx.access_tokens.count(actor.user_id, now) >= MOST_TOKENS:
                raise Conflict("too_many_tokens")
            tx.access_tokens.add(token)
            tx.record(done_by(actor, Action.TOKEN_CREATED, token.id, scopes=" ".join(token.scopes)))
        return IssuedAccessToken(
            id=token.id,
            name=token.name,
            scopes=token.scopes,
            created_at=token.created_at,
            expires_at=token.expires_at,
            last_used_at=None,
            token=secret,
        )

    def list(self, actor: Actor, query: AccessTokenQuery = _FIRST_PAGE) -> Page[AccessTokenDetails]:
        """A page of one's own tokens, the newest first; there are few, so they are always read together."""
        after = decode_cursor(_BINDING, query.cursor, str)
        now = self.clock.now()
        found = [_details(one) for one in self.tokens.of_person(actor.user_id) if one.is_live(now)]
        behind = [token for token in found if after is None or (token.id,) < after]
        page = page_of(behind, query.limit, _BINDING, lambda token: (token.id,))
        return page.counted(len(found) if query.count else None)

    def end(self, actor: Actor, token_id: AccessTokenId) -> None:
        """End one of one's own tokens; raises ``NotFound``, for other people's too."""
        with self.begin() as tx:
            if tx.access_tokens.get(token_id).user_id != actor.user_id:
                raise NotFound("access token")
            tx.access_tokens.end(token_id)
            tx.record(done_by(actor, Action.TOKEN_ENDED, token_id))


def _actor(found: Bearer) -> Actor:
    role = role_in_force(
        found.role, required=found.second_factor_required, has_factor=found.has_second_factor
    )
    return Actor(
        user_id=found.token.user_id,
        organization_id=found.organization_id,
        role=role_within(role, found.token.scopes),
        token_id=found.token.id,
        operator=found.operator and role_within(Role.ADMIN, found.token.scopes) is Role.ADMIN,
    )


def _details(token: AccessToken) -> AccessTokenDetails:
    return AccessTokenDetails(
        id=token.id,
        name=token.name,
        scopes=token.scopes,
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
    )
