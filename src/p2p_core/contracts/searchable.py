"""What suites about searching are made of: topics and replies with words, and people who look for them."""

from datetime import datetime, timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, a_post, a_topic, a_user, an_organization
from p2p_core.contracts.entries import an_entry
from p2p_core.contracts.forums import acting
from p2p_core.contracts.stores import stored_topic
from p2p_core.forum.categories.model import Category
from p2p_core.forum.posts.model import Post
from p2p_core.forum.search.shapes import Found, SearchQuery, SearchSort
from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.identity.users.model import User
from p2p_core.shared.asking import Asked
from p2p_core.shared.ids import TopicId
from p2p_core.shared.pages import CountedPage, Page

_NAMES = "ghijklmnopqrstuvwxyz"


class Searchable:
    """A store with an author's topics in it."""

    store: Store
    author: User
    category: Category
    topic: Topic
    made: int

    def begun(self, **words: str) -> Topic:
        """The first topic, of an organization."""
        self.author, self.category, self.topic = stored_topic(self.store)
        self.made = 0
        with self.store.begin() as tx:
            tx.index.put(an_entry(self.topic, None, **words))
        return self.topic

    def another(
        self,
        *,
        at: datetime | None = None,
        visibility: Visibility = Visibility.ORGANIZATION,
        indexed: bool = True,
        **words: str,
    ) -> Topic:
        """A later topic of the same author."""
        topic = a_topic(self.author, self.category, at or NOON + timedelta(seconds=self.made + 1))
        topic.id = TopicId(f"{self.topic.id[:-1]}{_NAMES[self.made]}")
        topic.visibility = visibility
        self.made += 1
        with self.store.begin() as tx:
            tx.topics.add(topic)
            if indexed:
                tx.index.put(an_entry(topic, None, **words))
        return topic

    def reply(self, seq: int, author: User | None = None, **words: str) -> Post:
        """A reply to the first topic."""
        post = a_post(author or self.author, self.topic, None, seq, seq)
        with self.store.begin() as tx:
            tx.posts.add(post)
            tx.index.put(an_entry(self.topic, post, **words))
        return post

    def delete(self, topic: Topic, at: datetime | None) -> None:
        """Take a topic away, or have it back."""
        with self.store.begin() as tx:
            held = tx.topics.get(topic.id)
            held.deleted_at = at
            tx.topics.keep_standing(held)

    def page(self, asked: Asked, *, reader: User | None = None, **query: object) -> Page[Found]:
        """A page of what somebody finds."""
        known = SearchQuery(q="asked", **query)  # type: ignore[arg-type]  # as each test gives it
        return self.store.hits.page(acting(reader or self.author), known, asked)

    def found(self, asked: Asked, reader: User | None = None) -> list[str]:
        """The topics of the first page."""
        return [hit.topic.id for hit in self.page(asked, reader=reader).items]

    def total(self, asked: Asked, to: str | None = None) -> int:
        """How many there are said to be."""
        page = self.page(asked, count=True, limit=1, to=to)
        assert isinstance(page, CountedPage)
        return page.total

    def walk(self, asked: Asked, limit: int, sort: SearchSort = SearchSort.RELEVANCE) -> list[str]:
        """The topics of all pages."""
        ids: list[str] = []
        cursor: str | None = None
        while True:
            page = self.page(asked, limit=limit, sort=sort, cursor=cursor)
            assert len(page.items) <= limit
            ids += [hit.topic.id for hit in page.items]
            cursor = page.next_cursor
            if cursor is None:
                return ids


def a_user_of(colleague: User) -> User:
    """Somebody else of the same organization."""
    user = a_user(an_organization(), "omar@plastics.example")
    user.organization_id = colleague.organization_id
    return user
