"""What reputation needs from a store."""

from typing import Protocol

from p2p_core.forum.reputation.model import Merit
from p2p_core.shared.ids import TopicId, UserId
from p2p_core.shared.transactions import Transaction


class Reputation(Protocol):
    """The ledger of a store, within a transaction that holds the topic."""

    def earn(self, user_id: UserId, merit: Merit, subject_id: str, topic_id: TopicId) -> None:
        """Add the line of something that is new: what ``settle`` would add, without looking."""
        ...

    def settle(self, topic_id: TopicId, subject_id: str | None = None) -> None:
        """Add the lines by which the ledger differs from what the formula gives for what stands there now.

        For one topic or reply, or for a topic with all in it. People's totals change along.
        """
        ...


class ReputationTransaction(Transaction, Protocol):
    """What the ledger is kept with."""

    @property
    def reputation(self) -> Reputation:
        """The ledger."""
        ...
