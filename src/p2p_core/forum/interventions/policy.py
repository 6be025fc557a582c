"""Who has to say why."""

from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import FieldError, Invalid
from p2p_core.shared.ids import UserId


def must_say_why(actor: Actor, author_id: UserId, reason: object) -> None:
    """Whoever changes or takes away another's words owes them a reason; raises ``Invalid``."""
    if actor.user_id != author_id and not isinstance(reason, str):
        raise Invalid(FieldError("reason", "required"))
