"""What is true of a mention."""

from dataclasses import dataclass

from p2p_core.shared.events import Event
from p2p_core.shared.ids import TopicId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned(Event):
    """Somebody was mentioned who may read it, for the first time in this topic or reply."""

    user_id: UserId
    subject_id: str
    """The id of the topic, or of the reply."""
    topic_id: TopicId
    author_id: UserId
    """Who mentioned them."""
