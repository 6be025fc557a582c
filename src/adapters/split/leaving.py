"""Who leaves content: people who are forgotten, organizations that are taken away."""

from collections.abc import Collection, Sequence
from typing import Protocol

from p2p_core.shared.ids import EventId, OrganizationId, TopicId, UserId


class ContentTraces(Protocol):
    """What is kept of people in the forum."""

    def liked(self, user_id: UserId) -> Collection[str]:
        """Which topics and replies somebody likes; to be asked before that is forgotten."""
        ...

    def written(self, user_id: UserId) -> Collection[str]:
        """Topics and replies of somebody; to be asked before they are forgotten."""
        ...

    def forget(self, user_id: UserId, former: UserId, *, stay: bool) -> Sequence[TopicId]:
        """Forget a person; all topics in which anything was, whose reputation is to be settled."""
        ...


class ContentErased(Protocol):
    """What is gone of content."""

    @property
    def topics(self) -> int:
        """How many topics."""
        ...

    @property
    def replies(self) -> int:
        """How many replies."""
        ...

    @property
    def touched(self) -> Collection[TopicId]:
        """All topics in which anything was: their reputation is to be settled."""
        ...

    @property
    def events(self) -> Collection[EventId]:
        """What had been published of it."""
        ...


class ContentErasure(Protocol):
    """Takes organizations away from content."""

    def erase(
        self,
        organization_ids: Collection[OrganizationId],
        people: Collection[UserId],
        *,
        with_others_replies: bool,
    ) -> ContentErased:
        """Erase what they have in the forum, and replies to it; raises ``OthersReplied``."""
        ...
