"""Who may block whom."""

from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import Conflict
from p2p_core.shared.ids import UserId


def must_be_another(actor: Actor, user_id: UserId) -> None:
    """Nobody blocks themself."""
    if user_id == actor.user_id:
        raise Conflict("not_yourself")
