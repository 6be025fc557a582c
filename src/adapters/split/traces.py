"""A person forgotten in two stores: first where they wrote, then where they were."""

from collections.abc import Collection
from dataclasses import dataclass

from adapters.split.content_side import ContentTransaction
from adapters.split.late import Late
from adapters.split.rest_side import RestTransaction
from p2p_core.notifications.inbox.model import Likers
from p2p_core.own_data.model import Contributions
from p2p_core.shared.ids import FileId, PostId, TopicId, UserId


@dataclass(frozen=True, slots=True)
class LikesThere:
    """Who likes what, when somebody has been forgotten."""

    content: ContentTransaction
    rest: RestTransaction
    before: Collection[str]
    """What they liked."""

    def liked(self, user_id: str) -> Collection[str]:
        del user_id  # nobody else is meant
        return self.before

    def likers(self, topic_id: TopicId, post_id: PostId | None, but: UserId, rather: UserId) -> Likers:
        without = (but, *self.rest.blocks.of(but))
        return self.content.followers.likers(topic_id, post_id, without, rather)

    def is_gone(self, post_id: PostId) -> bool:
        post = self.content.posts.find(post_id)
        return post is not None and post.is_deleted


@dataclass(frozen=True, slots=True)
class SplitTraces:
    """Everything that is kept of people."""

    content: Late[ContentTransaction]
    rest: Late[RestTransaction]

    def forget(self, user_id: UserId, contributions: Contributions) -> Collection[FileId]:
        content, rest = self.content(), self.rest()
        former = rest.aside.former_of(user_id)
        if former is None:
            return ()
        likes = LikesThere(content, rest, content.traces.liked(user_id))
        written = content.traces.written(user_id)
        stay = contributions is Contributions.KEEP_ANONYMOUS
        touched = content.traces.forget(user_id, former, stay=stay)
        gone = rest.aside.forget(user_id, contributions, likes, written)
        for topic_id in touched:
            rest.ledger.settle(topic_id, None, content.standing.lines(topic_id, None))
        return gone
