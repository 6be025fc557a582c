"""Topics and replies that are measured: many usual ones, and two with ten thousand replies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import insert

from adapters.sql.posts import SqlPosts
from adapters.sql.statements import Statement
from adapters.sql.tables.search import POST, TOPIC, entries
from adapters.sql.topics import SqlTopics
from p2p_core.contracts.builders import a_post, a_topic
from p2p_core.forum.categories.model import Category
from p2p_core.forum.indexing.model import first_number
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.identity.users.model import User
from tests.bench.texts import TITLE, TITLE_WORDS, Writer
from tests.bench.wholesale import Wholesale

_ENTRY = Statement(insert(entries))
_YEARS = timedelta(days=730)
"""How long people have been writing."""
_BETWEEN = timedelta(hours=3)
"""From one reply to the next."""
_MOST_A_MILLISECOND = 2**20


@dataclass(slots=True)
class Threads:
    """Writes threads of these people."""

    people: Sequence[User]
    categories: Sequence[Category]
    topics: int
    """How many there will be."""
    now: datetime
    writer: Writer
    longest: int
    """How many replies there are below one topic."""
    written: int = 0
    """How many texts."""

    def usual(self, out: Wholesale, number: int, replies: int) -> Topic:
        """A topic with some replies, every third of them to the one before."""
        topic = self._topic(number)
        posts = list(self._replies(topic, number, replies))
        self._write(out, topic, posts)
        return topic

    def wide(self, out: Wholesale, replies: int) -> Topic:
        """A topic with very many replies to itself."""
        topic, self.longest = self._topic(0), replies
        self._write(out, topic, [self._post(topic, None, seq, seq) for seq in range(1, replies + 1)])
        return topic

    def deep(self, out: Wholesale, replies: int) -> tuple[Topic, Post]:
        """A topic with one reply, which has one reply, and so on; and the one half way down."""
        topic, self.longest = self._topic(0), replies
        posts: list[Post] = []
        for seq in range(1, replies + 1):
            post = self._post(topic, posts[-1] if posts else None, seq, 1)
            if posts:
                posts[-1] = replace(posts[-1], reply_count=1, last_place=1)
            posts.append(post)
        self._write(out, topic, posts)
        return topic, posts[replies // 2]

    def _topic(self, number: int) -> Topic:
        author = self.people[number % len(self.people)]
        category = self.categories[number % len(self.categories)]
        topic = a_topic(author, category, self.now - _YEARS * (self.topics - number) / self.topics)
        topic.visibility, topic.locked, topic.pinned = Visibility.NETWORK, False, False
        topic.tags, topic.title = ("PLC", "صيانة"), TITLE
        return topic

    def _replies(self, topic: Topic, number: int, count: int) -> Iterator[Post]:
        above: Post | None = None
        for seq in range(1, count + 1):
            parent = above if seq % 3 == 0 else None
            post = self._post(topic, parent, seq, 1 if parent else seq, number)
            post.reply_count = post.last_place = int(parent is None and (seq + 1) % 3 == 0 and seq < count)
            above = post if parent is None else None
            yield post

    def _post(self, topic: Topic, parent: Post | None, seq: int, place: int, number: int = 0) -> Post:
        post = a_post(self.people[(number + seq) % len(self.people)], topic, parent, seq, place)
        between = min(_BETWEEN, (self.now - topic.created_at) / (self.longest + 1))
        post.created_at = topic.created_at + between * seq
        post.edited_at, post.like_count = None, seq * 7 % 5
        return post

    def _write(self, out: Wholesale, topic: Topic, posts: Sequence[Post]) -> None:
        topic.post_count = topic.last_seq = len(posts)
        topic.last_post_id = posts[-1].id if posts else None
        topic.last_activity_at = posts[-1].created_at if posts else topic.created_at
        words = self._tell(topic)
        topic.excerpt = topic.body[:160]
        SqlTopics(out).add(topic)
        self._index(out, topic, None, words)
        for post in posts:
            words = self._tell(post)
            SqlPosts(out).add(post)
            self._index(out, topic, post, words)

    def _tell(self, subject: Topic | Post) -> str:
        subject.body, words = self.writer.text(self.written)
        subject.body_html = f"<p>{subject.body}</p>"
        self.written += 1
        return words

    def _index(self, out: Wholesale, topic: Topic, post: Post | None, words: str) -> None:
        subject = post or topic
        out.run(
            _ENTRY,
            number=first_number(subject.created_at) + self.written % _MOST_A_MILLISECOND,
            subject_id=subject.id,
            topic_id=topic.id,
            author_id=subject.author_id,
            kind=POST if post else TOPIC,
            version=subject.version,
            title="" if post else TITLE_WORDS,
            tags="" if post else "plc صيان",
            body=words,
        )
