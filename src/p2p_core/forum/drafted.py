"""What was a draft until it is published."""

from p2p_core.drafts.model import is_key
from p2p_core.drafts.ports import PublishingTransaction
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import FieldError, Invalid


def published(tx: PublishingTransaction, actor: Actor, key: object) -> None:
    """Forget the draft of what is published in this transaction, if its key is told; raises ``Invalid``."""
    if isinstance(key, str):
        if not is_key(key):
            raise Invalid(FieldError("draft_key", "not_found"))
        tx.drafts.drop_under(actor.user_id, key)
