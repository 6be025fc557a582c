"""Who may be told of what."""

from p2p_core.forum.topics.model import Topic
from p2p_core.notifications.inbox.model import Listener
from p2p_core.shared.ids import UserId


def may_hear(listener: Listener, topic: Topic, actor_id: UserId) -> bool:
    """Who takes part, may read the topic, didn't do it themself, and doesn't block who did."""
    is_from_another = listener.id != actor_id and not listener.blocks
    return listener.takes_part and is_from_another and _may_read(listener, topic)


def may_be_noticed(listener: Listener, topic: Topic) -> bool:
    """Who takes part and isn't behind a wall, whether or not the topic is there."""
    return listener.takes_part and topic.is_for(listener.organization_id)


def _may_read(listener: Listener, topic: Topic) -> bool:
    is_on_this_side = topic.is_open_to_all or topic.organization_id == listener.organization_id
    return topic.deleted_at is None and is_on_this_side
