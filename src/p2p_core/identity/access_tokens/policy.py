"""How far a token's scopes reach."""

from collections.abc import Collection

from p2p_core.identity.access_tokens.model import Scope
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.errors import Forbidden


def may_write(scopes: Collection[str]) -> bool:
    """Whether it may do more than read."""
    return Scope.WRITE in scopes or Scope.ADMIN in scopes


def role_within(role: Role, scopes: Collection[str]) -> Role:
    """Without the scope for it, an admin's token acts as a member's."""
    return role if Scope.ADMIN in scopes else Role.MEMBER


def must_have_the_powers(actor: Actor, scopes: Collection[str]) -> None:
    """Refuse a token for powers its owner lacks: it would gain them later, when nobody thinks of it."""
    if Scope.ADMIN in scopes and actor.role is not Role.ADMIN and not actor.operator:
        raise Forbidden
