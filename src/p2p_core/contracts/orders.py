"""What every store promises about the orders and filters of lists of topics."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_post
from p2p_core.contracts.forums import acting
from p2p_core.contracts.stores import stored_topic
from p2p_core.forum.topics.model import Topic
from p2p_core.forum.topics.shapes import TopicQuery, TopicSort
from p2p_core.identity.users.model import User
from p2p_core.shared.ids import TopicId


class OrdersContract:
    """Topics by what people did with them."""

    store: Store
    author: User
    topic: Topic

    def test_lists_are_sorted_by_likes_by_heat_and_by_need_and_filtered(self) -> None:
        self.author, _, self.topic = stored_topic(self.store)
        category_id = self.topic.category_id
        topics = [self.topic, *(self.another(number) for number in range(1, 4))]
        with self.store.begin() as tx:
            for topic, likes, hot, best in zip(topics, (1, 3, 0, 3), (5, 9, 2, 7), (0, 1, 0, 1), strict=True):
                topic.like_count, topic.hot = likes, hot
                topic.best_answer_id = a_post(self.author, topic, None, 1, 1).id if best else None
                tx.topics.keep_standing(topic)
        for sort, order in (
            (TopicSort.TOP, [3, 1, 0, 2]),
            (TopicSort.HOT, [1, 3, 0, 2]),
            (TopicSort.UNANSWERED, [2, 0, 3, 1]),
        ):
            for limit in (1, 10):
                query = TopicQuery(sort=sort, limit=limit, category=category_id)
                assert self.walk(query) == [topics[number].id for number in order]
        for query, found in (
            (TopicQuery(answered=True), [3, 1]),
            (TopicQuery(answered=False), [2, 0]),
            (TopicQuery(pinned=True), [3, 2, 1, 0]),
            (TopicQuery(pinned=False, answered=True), []),
        ):
            assert self.walk(query) == [topics[number].id for number in found]

    def another(self, number: int) -> Topic:
        """A topic of the same author."""
        topic = self.topic
        with self.store.begin() as tx:
            other = tx.topics.get(topic.id)
            other.id = TopicId(f"{topic.id[:-1]}{'ghij'[number]}")
            other.created_at = other.last_activity_at = NOON + timedelta(seconds=number)
            tx.topics.add(other)
        return other

    def walk(self, query: TopicQuery) -> list[str]:
        """All ids of a list, page by page."""
        ids: list[str] = []
        cursor: str | None = None
        while True:
            asked = TopicQuery(
                sort=query.sort,
                limit=query.limit,
                category=query.category,
                answered=query.answered,
                pinned=query.pinned,
                cursor=cursor,
            )
            page = self.store.topics.page(acting(self.author), asked)
            ids += [topic.id for topic in page.items]
            cursor = page.next_cursor
            if cursor is None:
                return ids
