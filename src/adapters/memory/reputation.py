"""The ledger of reputation, in memory."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from adapters.memory.tables import Tables
from p2p_core.forum.posts.model import Post
from p2p_core.forum.reputation.model import POINTS, Earned, Merit
from p2p_core.forum.topics.model import Topic
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids, MeritId, TopicId, UserId

_Line = tuple[UserId, Merit, str]


@dataclass(frozen=True, slots=True)
class MemoryReputation:
    """The ledger within a transaction."""

    tables: Tables
    clock: Clock
    ids: Ids

    def earn(self, user_id: UserId, merit: Merit, subject_id: str, topic_id: TopicId) -> None:
        self._add(user_id, merit, subject_id, topic_id, POINTS[merit])

    def settle(self, topic_id: TopicId, subject_id: str | None = None) -> None:
        missing: Counter[_Line] = Counter()
        for user_id, merit, subject, points in _standing(self.tables, topic_id):
            missing[(user_id, merit, subject)] += points
        for line in self.tables.reputation.where(lambda one: one.topic_id == topic_id):
            missing[(line.user_id, line.merit, line.subject_id)] -= line.points
        for (user_id, merit, subject), points in sorted(missing.items()):
            if points and subject_id in {None, subject}:
                self._add(user_id, merit, subject, topic_id, points)

    def _add(self, user_id: UserId, merit: Merit, subject: str, topic_id: TopicId, points: int) -> None:
        line = Earned(
            id=MeritId(self.ids.new()),
            user_id=user_id,
            merit=merit,
            subject_id=subject,
            topic_id=topic_id,
            points=points,
            at=self.clock.now(),
        )
        self.tables.reputation.put(line.id, line)
        self.tables.standings.put(user_id, (self.tables.standings.get(user_id) or 0) + points)


def _standing(tables: Tables, topic_id: TopicId) -> Iterator[tuple[UserId, Merit, str, int]]:
    """What the formula gives for a topic and all in it."""
    topic = tables.topics.get(topic_id)
    if topic is None or topic.deleted_at is not None:
        return
    yield topic.author_id, Merit.TOPIC, topic.id, POINTS[Merit.TOPIC]
    liked = tables.marks.where(lambda mark: mark.topic_id == topic_id and mark.liked)
    likes = sum(mark.user_id != topic.author_id for mark in liked)
    yield topic.author_id, Merit.LIKE, topic.id, likes * POINTS[Merit.LIKE]
    for post in tables.posts.where(lambda one: one.topic_id == topic_id and not one.is_deleted):
        yield from _of_post(tables, topic, post)


def _of_post(tables: Tables, topic: Topic, post: Post) -> Iterator[tuple[UserId, Merit, str, int]]:
    yield post.author_id, Merit.POST, post.id, POINTS[Merit.POST]
    liked = tables.post_likes.where(lambda like: like[0] == post.id)
    likes = sum(user_id != post.author_id for _, user_id in liked)
    yield post.author_id, Merit.LIKE, post.id, likes * POINTS[Merit.LIKE]
    if topic.best_answer_id == post.id and topic.author_id != post.author_id:
        yield post.author_id, Merit.BEST_ANSWER, post.id, POINTS[Merit.BEST_ANSWER]


def drop_reputation(tables: Tables, people: Collection[str]) -> None:
    """What somebody earned."""
    for key in tables.reputation.keys(lambda line: line.user_id in people):
        tables.reputation.drop(key)
    for user_id in people:
        tables.standings.drop(user_id)
