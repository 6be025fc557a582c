"""Who may do what: each operation of the API and the rule it stands under, on one page."""

from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.errors import Forbidden


def must_be_admin(actor: Actor) -> None:
    """Refuse everybody but admins, who act for their own organization only."""
    if actor.role is not Role.ADMIN:
        raise Forbidden
