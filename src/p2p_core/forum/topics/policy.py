"""Who may see a topic, and what may stand in one."""

from p2p_core.forum.topics.model import Topic
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import FieldError, Invalid, NotFound


def may_read(actor: Actor, topic: Topic) -> bool:
    """Everybody signed in; a private topic only the people of its organization."""
    return topic.is_open_to_all or topic.organization_id == actor.organization_id


def must_read(actor: Actor, topic: Topic) -> None:
    """For others a private topic doesn't exist."""
    if not may_read(actor, topic):
        raise NotFound("topic")


def must_attach_nothing(attachment_ids: tuple[str, ...]) -> None:
    """Files are there, but nothing can be attached to words yet: every id is one that can't be used."""
    if attachment_ids:
        raise Invalid(*(FieldError(f"attachment_ids.{i}", "not_found") for i in range(len(attachment_ids))))
