"""Who may do what with categories."""

from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import Forbidden


def must_manage_categories(actor: Actor) -> None:
    """They are the platform's shelves: only its operators put them up, change them and take them away."""
    if not actor.operator:
        raise Forbidden
