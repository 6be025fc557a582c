"""What people can do with what they read: like it, follow it, find it again, know what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from p2p_core.forum.marks.shapes import Bookmarked, Followed, Liked, ReadAll, ReadTopics, ReadUpTo, View
from p2p_core.forum.posts.model import PostLiked, PostUnliked
from p2p_core.forum.posts.ports import PostTransaction
from p2p_core.forum.topics.model import Topic, TopicLiked, TopicUnliked
from p2p_core.forum.topics.policy import must_read
from p2p_core.forum.topics.ports import TopicReader
from p2p_core.forum.topics.shapes import TopicDetails
from p2p_core.shared.actor import Actor
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.transactions import Begin

COUNTED_ONCE_IN = timedelta(hours=1)
"""How long somebody's looking again is the same view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkService:
    """Likes, follows, bookmarks: what is so already stays so; how far somebody read, and who looked."""

    begin: Begin[PostTransaction]
    topics: TopicReader
    clock: Clock

    def like_topic(self, actor: Actor, topic_id: TopicId, *, on: bool) -> Liked:
        """Like a topic, or no more; raises ``NotFound``."""
        with self.begin() as tx:
            topic = self._readable(tx, actor, topic_id)
            if tx.marks.like(topic_id, actor.user_id, on=on):
                topic.liked(_step(on=on), self.clock.now())
                tx.topics.keep_standing(topic)
                tx.publish((TopicLiked if on else TopicUnliked)(topic_id=topic_id, by=actor.user_id))
                tx.reputation.settle(topic_id, topic_id)
        return Liked(liked=on, count=topic.like_count)

    def like_post(self, actor: Actor, post_id: PostId, *, on: bool) -> Liked:
        """Like a reply, or no more; raises ``NotFound``."""
        with self.begin() as tx:
            found = tx.posts.find(post_id)
            if found is None:
                raise NotFound("post")
            self._readable(tx, actor, found.topic_id)
            post = tx.posts.get(post_id)
            if post.is_deleted:
                raise NotFound("post")
            count = post.like_count
            if tx.posts.like(post_id, actor.user_id, on=on):
                count = tx.posts.liked(post_id, _step(on=on))
                change = PostLiked if on else PostUnliked
                tx.publish(change(post_id=post_id, topic_id=post.topic_id, by=actor.user_id))
                tx.reputation.settle(post.topic_id, post_id)
        return Liked(liked=on, count=count)

    def follow(self, actor: Actor, topic_id: TopicId, *, on: bool) -> Followed:
        """Follow a topic, or no more; raises ``NotFound``."""
        with self.begin() as tx:
            topic = self._readable(tx, actor, topic_id)
            if tx.marks.follow(topic_id, actor.user_id, topic.last_seq, on=on):
                topic.followed(_step(on=on))
                tx.topics.keep_standing(topic)
        return Followed(following=on, count=topic.follower_count)

    def bookmark(self, actor: Actor, topic_id: TopicId, *, on: bool) -> Bookmarked:
        """Bookmark a topic, or no more; raises ``NotFound``."""
        at = self.clock.now() if on else None
        with self.begin() as tx:
            topic = self._readable(tx, actor, topic_id)
            if tx.marks.bookmark(topic_id, actor.user_id, at):
                topic.bookmarked(_step(on=on))
                tx.topics.keep_standing(topic)
        return Bookmarked(bookmarked=on, count=topic.bookmark_count)

    def read(self, actor: Actor, topic_id: TopicId, upto: ReadUpTo) -> TopicDetails:
        """Note how far a topic was read; never less than before. Raises ``NotFound``."""
        with self.begin() as tx:
            topic = self._readable(tx, actor, topic_id)
            tx.marks.read(topic_id, actor.user_id, min(upto.seq, topic.last_seq))
        return self.topics.details(actor, topic_id)

    def read_all(self, actor: Actor, where: ReadAll) -> ReadTopics:
        """Note that nothing is new any more, in a category or everywhere."""
        with self.begin() as tx:
            return ReadTopics(count=tx.marks.read_all(actor.user_id, where.category))

    def look(self, actor: Actor, topic_id: TopicId) -> View:
        """Somebody who was shown a topic looks at it: a view, to be counted with others."""
        return View(topic_id=topic_id, user_id=actor.user_id, at=self.clock.now())

    def count_views(self, views: Sequence[View]) -> int:
        """Count who looked at which topics, everybody once an hour; how many views that were."""
        with self.begin() as tx:
            return sum(
                self._count_views(tx, topic_id, [*seen])
                for topic_id, seen in groupby(sorted(views, key=_order), lambda view: view.topic_id)
            )

    def _count_views(self, tx: PostTransaction, topic_id: TopicId, seen: Sequence[View]) -> int:
        if not tx.topics.hold(topic_id):
            return 0
        counted = sum(
            tx.marks.viewed(topic_id, view.user_id, view.at, view.at - COUNTED_ONCE_IN) for view in seen
        )
        if counted:
            tx.topics.viewed(topic_id, counted)
        return counted

    def _readable(self, tx: PostTransaction, actor: Actor, topic_id: TopicId) -> Topic:
        topic = tx.topics.get(topic_id)
        must_read(actor, topic)
        return topic


def _order(view: View) -> tuple[str, str]:
    """Everybody takes topics in this order, so that no two wait for each other."""
    return (view.topic_id, view.user_id)


def _step(*, on: bool) -> int:
    return 1 if on else -1
