"""What can be done with topics."""

from dataclasses import dataclass

from p2p_core.forum.richtext import RichText
from p2p_core.forum.topics.model import Topic
from p2p_core.forum.topics.policy import must_attach_nothing
from p2p_core.forum.topics.ports import TopicReader, TopicTransaction
from p2p_core.forum.topics.shapes import NewTopic, TopicDetails, TopicQuery, TopicSummary
from p2p_core.shared.actor import Actor
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import FieldError, Invalid
from p2p_core.shared.ids import CategoryId, Ids, TopicId
from p2p_core.shared.once import Once
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicService:
    """Start a topic, list topics, read one."""

    begin: Begin[TopicTransaction]
    topics: TopicReader
    rich_text: RichText
    clock: Clock
    ids: Ids

    def start(self, actor: Actor, new: NewTopic, once: Once | None = None) -> TopicDetails:
        """Publish a topic; raises ``Invalid`` on ``category_id`` when there is no such category."""
        must_attach_nothing(new.attachment_ids)
        topic = self._topic(actor, new)
        with self.begin(once) as tx:
            if tx.categories.find(topic.category_id) is None:
                raise Invalid(FieldError("category_id", "not_found"))
            tx.topics.add(topic)
            tx.result(topic.id)
            if topic.is_open_to_all:
                tx.categories.topic_added(topic.category_id)
        return self.topics.details(actor, topic.id)

    def list(self, actor: Actor, query: TopicQuery) -> Page[TopicSummary]:
        """A page of the topics the actor may read."""
        return self.topics.page(actor, query)

    def details(self, actor: Actor, topic_id: TopicId) -> TopicDetails:
        """One topic; raises ``NotFound`` also for another organization's private one."""
        return self.topics.details(actor, topic_id)

    def _topic(self, actor: Actor, new: NewTopic) -> Topic:
        rendered = self.rich_text.render(new.body)
        now = self.clock.now()
        return Topic(
            id=TopicId(self.ids.new()),
            category_id=CategoryId(new.category_id),
            author_id=actor.user_id,
            organization_id=actor.organization_id,
            visibility=new.visibility,
            title=new.title,
            body=new.body,
            body_html=rendered.html,
            excerpt=rendered.excerpt,
            tags=new.tags,
            created_at=now,
            updated_at=now,
            last_activity_at=now,
        )
