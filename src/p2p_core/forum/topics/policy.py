"""Who may see a topic."""

from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import NotFound


def may_read(actor: Actor, topic: Topic) -> bool:
    """Everybody signed in; a private topic only the people of its organization."""
    return topic.visibility is Visibility.NETWORK or topic.organization_id == actor.organization_id


def must_read(actor: Actor, topic: Topic) -> None:
    """For others a private topic doesn't exist."""
    if not may_read(actor, topic):
        raise NotFound("topic")
