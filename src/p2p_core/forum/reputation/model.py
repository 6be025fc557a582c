"""The published formula, and the ledger that it fills.

Only what stands counts: a topic or a reply that is deleted takes back what it gave. Nobody earns anything
by liking what they wrote, or by choosing it as the best answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from p2p_core.shared.ids import MeritId, TopicId, UserId


class Merit(StrEnum):
    """What somebody earned points with."""

    TOPIC = "topic"
    POST = "post"
    BEST_ANSWER = "best_answer"
    LIKE = "like"
    """Each that somebody else gave."""


POINTS: Mapping[Merit, int] = {Merit.TOPIC: 2, Merit.POST: 3, Merit.BEST_ANSWER: 15, Merit.LIKE: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """One line of the ledger: points given, or taken back; none is ever changed."""

    id: MeritId
    user_id: UserId
    merit: Merit
    subject_id: str
    """The id of the topic or the reply that they are for."""
    topic_id: TopicId
    points: int
    at: datetime
