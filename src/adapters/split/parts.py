"""What one operation finds in two stores, as if it were one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.split.content_side import ContentTransaction
from adapters.split.late import Late
from adapters.split.rest_side import RestTransaction
from p2p_core.forum.reputation.model import Merit
from p2p_core.notifications.inbox.model import Kind, Likers, Listener
from p2p_core.shared.ids import EventId, PostId, TopicId, UserId


@dataclass(frozen=True, slots=True)
class SplitReputation:
    """Content says what stands; the ledger, and the totals, are kept beside the people."""

    content: Late[ContentTransaction]
    rest: Late[RestTransaction]

    def earn(self, user_id: UserId, merit: Merit, subject_id: str, topic_id: TopicId) -> None:
        self.rest().ledger.earn(user_id, merit, subject_id, topic_id)

    def settle(self, topic_id: TopicId, subject_id: str | None = None) -> None:
        stands = self.content().standing.lines(topic_id, subject_id)
        self.rest().ledger.settle(topic_id, subject_id, stands)


@dataclass(frozen=True, slots=True)
class SplitAudience:
    """Content knows who follows and likes; what they want to be told is kept beside the people."""

    content: Late[ContentTransaction]
    rest: Late[RestTransaction]

    def listener(self, user_id: UserId, kind: Kind, by: UserId | None = None) -> Listener | None:
        return self.rest().audience.listener(user_id, kind, by)

    def followers(
        self, topic_id: TopicId, kind: Kind, behind: str, limit: int, by: UserId | None = None
    ) -> Sequence[Listener]:
        who = self.content().followers.followers(topic_id, behind, limit)
        return self.rest().aside.listeners(who, kind, by) if who else []

    def likers(self, topic_id: TopicId, post_id: PostId | None, but: UserId, rather: UserId) -> Likers:
        content, blocked = self.content(), self.rest().blocks.of(but)
        return content.followers.likers(topic_id, post_id, (but, *blocked), rather)


@dataclass(frozen=True, slots=True)
class SplitRequests:
    """Requests are remembered where what they made is kept."""

    content: Late[ContentTransaction]
    rest: Late[RestTransaction]

    def forget(self, until: datetime, limit: int) -> int:
        of_content = self.content().done_requests.forget(until, limit)
        left = limit - of_content
        return of_content + (self.rest().done_requests.forget(until, left) if left else 0)


@dataclass(frozen=True, slots=True)
class SplitTasks:
    """Events wait where they happened."""

    content: Late[ContentTransaction]
    rest: Late[RestTransaction]

    def retry(self, event_id: EventId, now: datetime) -> None:
        self.content().tasks.retry(event_id, now)
        self.rest().tasks.retry(event_id, now)

    def retry_dead(self, now: datetime) -> int:
        return self.content().tasks.retry_dead(now) + self.rest().tasks.retry_dead(now)

    def forget_finished(self, before: EventId, limit: int) -> int:
        of_content = self.content().tasks.forget_finished(before, limit)
        left = limit - of_content
        return of_content + (self.rest().tasks.forget_finished(before, left) if left else 0)
