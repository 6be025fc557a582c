"""What topics need from a store."""

from datetime import datetime
from typing import Protocol

from p2p_core.forum.categories.ports import Categories
from p2p_core.forum.topics.model import Topic
from p2p_core.forum.topics.shapes import TopicDetails, TopicQuery, TopicSummary
from p2p_core.shared.actor import Actor
from p2p_core.shared.ids import PostId, TopicId
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Transaction


class Topics(Protocol):
    """Topics within a transaction."""

    def get(self, topic_id: TopicId) -> Topic:
        """The topic; raises ``NotFound``."""
        ...

    def add(self, topic: Topic) -> None:
        """Store a new one."""
        ...

    def reply_added(self, topic_id: TopicId, post_id: PostId, now: datetime) -> int:
        """Count one more reply and move the last activity on, atomically; answers with its number."""
        ...


class TopicTransaction(Transaction, Protocol):
    """What topics are changed with."""

    @property
    def topics(self) -> Topics:
        """Topics."""
        ...

    @property
    def categories(self) -> Categories:
        """Categories."""
        ...


class TopicReader(Protocol):
    """Topics as they are shown: each method is one query, and shows nothing the actor may not read."""

    def page(self, actor: Actor, query: TopicQuery) -> Page[TopicSummary]:
        """A page of a list, as the query describes it; raises ``Invalid`` for a foreign cursor."""
        ...

    def details(self, actor: Actor, topic_id: TopicId) -> TopicDetails:
        """One topic; raises ``NotFound``."""
        ...
