"""What can be done with best answers."""

from dataclasses import dataclass

from p2p_core.forum.answers.shapes import BestAnswer
from p2p_core.forum.posts.ports import PostTransaction
from p2p_core.forum.topics.model import Topic
from p2p_core.forum.topics.policy import may_mark_best, must_read
from p2p_core.forum.topics.ports import TopicReader
from p2p_core.forum.topics.shapes import TopicDetails
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import FieldError, Forbidden, Invalid
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.transactions import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerService:
    """Say which reply helped, another one, or none."""

    begin: Begin[PostTransaction]
    topics: TopicReader

    def accept(self, actor: Actor, topic_id: TopicId, answer: BestAnswer) -> TopicDetails:
        """Make a reply its topic's best answer, in place of any other.

        Raises ``NotFound``, ``Forbidden`` for all but the topic's author and operators, or ``Invalid`` on
        ``post_id``.
        """
        with self.begin() as tx:
            topic = self._markable(tx, actor, topic_id)
            post = tx.posts.find(PostId(answer.post_id))
            if post is None or post.topic_id != topic_id or post.is_deleted:
                raise Invalid(FieldError("post_id", "not_found"))
            if topic.best_answer_id != post.id:
                before = topic.best_answer_id
                self._undo(tx, topic)
                tx.publish(topic.accept(post.id, post.author_id, actor.user_id))
                self._keep(tx, topic, before, post.id)
        return self.topics.details(actor, topic_id)

    def withdraw(self, actor: Actor, topic_id: TopicId) -> TopicDetails:
        """Have no best answer; raises ``NotFound``, or ``Forbidden`` for all but author and operators."""
        with self.begin() as tx:
            topic = self._markable(tx, actor, topic_id)
            before = topic.best_answer_id
            if self._undo(tx, topic):
                self._keep(tx, topic, before)
        return self.topics.details(actor, topic_id)

    def _markable(self, tx: PostTransaction, actor: Actor, topic_id: TopicId) -> Topic:
        topic = tx.topics.get(topic_id)
        must_read(actor, topic)
        if not may_mark_best(actor, topic):
            raise Forbidden
        return topic

    def _keep(self, tx: PostTransaction, topic: Topic, *replies: PostId | None) -> None:
        tx.topics.keep_standing(topic)
        for post_id in sorted(filter(None, replies)):
            tx.reputation.settle(topic.id, post_id)

    def _undo(self, tx: PostTransaction, topic: Topic) -> bool:
        if topic.best_answer_id is None:
            return False
        tx.publish(topic.withdraw(topic.best_answer_id))
        return True
