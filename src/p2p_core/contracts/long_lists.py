"""What every store promises about long lists of equals, through which only a sound order leads."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_topic
from p2p_core.contracts.forums import acting
from p2p_core.contracts.stores import stored_topic
from p2p_core.forum.categories.model import Category
from p2p_core.forum.topics.model import Topic
from p2p_core.forum.topics.shapes import TopicQuery, TopicSort
from p2p_core.identity.users.model import User
from p2p_core.shared.ids import TopicId

MANY = 1_000
LONGEST_PAGE = 100


class LongListsContract:
    """Topics of which a thousand are equal in everything that lists are sorted by."""

    store: Store
    author: User
    category: Category
    many = MANY

    def test_a_thousand_equals_are_each_shown_once_while_others_come_and_go(self) -> None:
        equals = self.equals()
        for sort in TopicSort:
            walked, started = self.walk(sort)
            assert [one for one in walked if one not in started] == equals, sort
            assert len(started) == self.many // LONGEST_PAGE - 1
            assert len(set(walked)) == len(walked), sort
            self.leave(started)

    def equals(self) -> list[str]:
        """Topics of one moment, in the order in which every list has them: the newest id first."""
        self.author, self.category, first = stored_topic(self.store)
        more = [a_topic(self.author, self.category) for _ in range(self.many - 1)]
        with self.store.begin() as tx:
            first.like_count = first.hot = 1
            tx.topics.keep_standing(first)
            for topic in more:
                topic.like_count = topic.hot = 1
                tx.topics.add(topic)
        return sorted((topic.id for topic in (first, *more)), reverse=True)

    def walk(self, sort: TopicSort) -> tuple[list[str], set[str]]:
        """All ids of a list, and those that came while it was read: on either side of where the reader is."""
        ids: list[str] = []
        started: set[str] = set()
        cursor: str | None = None
        while True:
            query = TopicQuery(sort=sort, limit=LONGEST_PAGE, cursor=cursor)
            page = self.store.topics.page(acting(self.author), query)
            ids += [topic.id for topic in page.items]
            cursor = page.next_cursor
            if cursor is None:
                return ids, started
            if len(ids) < self.many:
                started.add(self.start(-1 if len(started) % 2 else 1))

    def start(self, direction: int) -> str:
        """A topic before or behind all others, whatever lists are sorted by."""
        topic: Topic = a_topic(self.author, self.category, NOON + timedelta(days=direction))
        topic.like_count = topic.hot = 1 + direction
        with self.store.begin() as tx:
            tx.topics.add(topic)
        return topic.id

    def leave(self, topics: set[str]) -> None:
        """Delete these."""
        with self.store.begin() as tx:
            for topic_id in topics:
                topic = tx.topics.get(TopicId(topic_id))
                topic.deleted_at = NOON
                tx.topics.keep_standing(topic)
