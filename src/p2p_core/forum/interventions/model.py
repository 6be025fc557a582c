"""What is true of an intervention: it is kept with its reason, so that the author can be told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from p2p_core.shared.events import Event
from p2p_core.shared.ids import InterventionId, TopicId, UserId


class Step(StrEnum):
    """What was done with somebody's words."""

    EDITED = "edited"
    REMOVED = "removed"
    WARNED = "warned"
    """They stay, and their author is told what is wrong with them."""
    MOVED = "moved"
    """The topic stands in another category."""
    LOCKED = "locked"
    """Nobody replies in the topic any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """One thing that somebody did with another's topic or reply."""

    id: InterventionId
    step: Step
    subject_id: str
    """The id of the topic, or of the reply."""
    topic_id: TopicId
    author_id: UserId
    """Who is told."""
    actor_id: UserId
    reason: str
    """In the moderator's words; empty where none was given."""
    at: datetime

    def tell(self) -> "Intervened":
        """The fact, without the words."""
        return Intervened(
            intervention_id=self.id,
            step=self.step.value,
            subject_id=self.subject_id,
            topic_id=self.topic_id,
            author_id=self.author_id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervened(Event):
    """Somebody edited, removed, moved, locked or objected to another's words: their author is told why."""

    intervention_id: InterventionId
    step: str
    subject_id: str
    topic_id: TopicId
    author_id: UserId
