"""What mentions need from a store."""

from typing import Protocol

from p2p_core.shared.ids import TopicId, UserId
from p2p_core.shared.transactions import Transaction


class Mentions(Protocol):
    """Who was mentioned where, within a transaction."""

    def note(self, subject_id: str, topic_id: TopicId, user_id: UserId) -> bool:
        """Keep that somebody is mentioned there; false when they were before."""
        ...


class MentionTransaction(Transaction, Protocol):
    """What mentions are kept with."""

    @property
    def mentions(self) -> Mentions:
        """Who was mentioned where."""
        ...
