"""Categories, topics and posts within a transaction."""

from dataclasses import dataclass
from datetime import datetime

from adapters.memory.tables import Tables
from p2p_core.forum.categories.model import Category
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Topic
from p2p_core.shared.errors import AlreadyExists, NotFound, Stale
from p2p_core.shared.ids import CategoryId, PostId, TopicId


@dataclass(frozen=True, slots=True)
class MemoryCategories:
    """Categories in memory."""

    tables: Tables

    def find(self, category_id: CategoryId) -> Category | None:
        return self.tables.categories.get(category_id)

    def get(self, category_id: CategoryId) -> Category:
        category = self.find(category_id)
        if category is None:
            raise NotFound("category")
        return category

    def count(self) -> int:
        return len(self.tables.categories)

    def last_position(self) -> int:
        return max((found.position for found in self.tables.categories.where(lambda _: True)), default=0)

    def add(self, category: Category) -> bool:
        if self._is_taken(category):
            return False
        self.tables.categories.put(category.id, category)
        self.tables.topic_counts.put(category.id, 0)
        return True

    def save(self, category: Category) -> None:
        if self.get(category.id).version != category.version:
            raise Stale("category")
        if self._is_taken(category):
            raise AlreadyExists("slug_taken")
        category.version += 1
        self.tables.categories.put(category.id, category)

    def holds_topics(self, category_id: CategoryId) -> bool:
        return bool(self.tables.topics.where(lambda topic: topic.category_id == category_id))

    def remove(self, category_id: CategoryId) -> None:
        self.tables.categories.drop(category_id)
        self.tables.topic_counts.drop(category_id)

    def topic_added(self, category_id: CategoryId) -> None:
        self.tables.topic_counts.put(category_id, (self.tables.topic_counts.get(category_id) or 0) + 1)

    def _is_taken(self, category: Category) -> bool:
        others = self.tables.categories.where(lambda other: other.id != category.id)
        return any(other.slug == category.slug for other in others)


@dataclass(frozen=True, slots=True)
class MemoryTopics:
    """Topics in memory."""

    tables: Tables

    def get(self, topic_id: TopicId) -> Topic:
        topic = self.tables.topics.get(topic_id)
        if topic is None:
            raise NotFound("topic")
        return topic

    def add(self, topic: Topic) -> None:
        self.tables.topics.put(topic.id, topic)

    def reply_added(self, topic_id: TopicId, post_id: PostId, now: datetime) -> int:
        topic = self.get(topic_id)
        topic.post_count += 1
        topic.last_seq += 1
        topic.last_activity_at = max(now, topic.last_activity_at)
        topic.last_post_id = post_id
        self.tables.topics.put(topic_id, topic)
        return topic.last_seq


@dataclass(frozen=True, slots=True)
class MemoryPosts:
    """Posts in memory."""

    tables: Tables

    def find(self, post_id: PostId) -> Post | None:
        return self.tables.posts.get(post_id)

    def add(self, post: Post) -> None:
        self.tables.posts.put(post.id, post)

    def reply_added(self, post_id: PostId) -> int:
        post = self.tables.posts.get(post_id)
        if post is None:
            raise NotFound("post")
        post.reply_count += 1
        self.tables.posts.put(post_id, post)
        return post.reply_count
