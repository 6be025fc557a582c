"""Categories, topics and posts within a transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.memory.files import shown_at
from adapters.memory.marks import drop_post, drop_topic
from adapters.memory.tables import Tables
from p2p_core.forum.categories.model import Category
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Edit, Topic
from p2p_core.shared.errors import AlreadyExists, NotFound, Stale
from p2p_core.shared.ids import CategoryId, FileId, OrganizationId, PostId, TopicId, UserId


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
        self._count(category_id, 1)

    def topic_removed(self, category_id: CategoryId) -> None:
        self._count(category_id, -1)

    def _count(self, category_id: CategoryId, by: int) -> None:
        self.tables.topic_counts.put(category_id, (self.tables.topic_counts.get(category_id) or 0) + by)

    def _is_taken(self, category: Category) -> bool:
        others = self.tables.categories.where(lambda other: other.id != category.id)
        return any(other.slug == category.slug for other in others)


STANDING = (
    "like_count",
    "follower_count",
    "bookmark_count",
    "replier_count",
    "hot",
    "best_answer_id",
    "deleted_at",
    "deleted_by",
)
"""What of a topic nobody edits, and readers of the same moment may not change either."""


@dataclass(frozen=True, slots=True)
class MemoryTopics:
    """Topics in memory."""

    tables: Tables

    def get(self, topic_id: TopicId) -> Topic:
        topic = self.tables.topics.get(topic_id)
        if topic is None:
            raise NotFound("topic")
        return topic

    def hold(self, topic_id: TopicId) -> bool:
        return topic_id in self.tables.topics

    def add(self, topic: Topic) -> None:
        self.tables.topics.put(topic.id, topic)

    def save(self, topic: Topic) -> None:
        if self.get(topic.id).version != topic.version:
            raise Stale("topic")
        topic.version += 1
        self.tables.topics.put(topic.id, topic)

    def keep_standing(self, topic: Topic) -> None:
        kept = self.get(topic.id)
        for name in STANDING:
            setattr(kept, name, getattr(topic, name))
        self.tables.topics.put(topic.id, kept)

    def replies_changed(self, topic_id: TopicId, by: int) -> None:
        topic = self.get(topic_id)
        topic.post_count += by
        last = last_reply(self.tables, topic_id)
        topic.last_post_id = last.id if last else None
        topic.last_activity_at = last.created_at if last else topic.created_at
        self.tables.topics.put(topic_id, topic)

    def shown_files(self, topic_id: TopicId) -> Sequence[FileId]:
        replies = self.tables.posts.where(lambda post: post.topic_id == topic_id and not post.is_deleted)
        places = (self.get(topic_id).files_at, *(post.files_at for post in replies))
        return [file.id for place in places for file in shown_at(self.tables, place)]

    def viewed(self, topic_id: TopicId, by: int) -> None:
        topic = self.get(topic_id)
        topic.view_count += by
        self.tables.topics.put(topic_id, topic)

    def forget_deleted(self, before: datetime, limit: int) -> int:
        doomed = self.tables.topics.where(lambda one: one.deleted_at is not None and one.deleted_at < before)
        for topic in doomed[:limit]:
            drop_topic(self.tables, topic.id)
        return len(doomed[:limit])

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

    def get(self, post_id: PostId) -> Post:
        post = self.tables.posts.get(post_id)
        if post is None:
            raise NotFound("post")
        return post

    def add(self, post: Post) -> None:
        self.tables.posts.put(post.id, post)

    def reply_added(self, post_id: PostId) -> int:
        post = self.get(post_id)
        post.reply_count += 1
        post.last_place += 1
        self.tables.posts.put(post_id, post)
        return post.last_place

    def save(self, post: Post) -> None:
        if self.get(post.id).version != post.version:
            raise Stale("post")
        post.version += 1
        self.tables.posts.put(post.id, post)

    def keep_standing(self, post: Post) -> None:
        kept = self.get(post.id)
        kept.deleted_at, kept.deleted_by = post.deleted_at, post.deleted_by
        self.tables.posts.put(post.id, kept)

    def reply_shown(self, post_id: PostId, by: int) -> Post:
        post = self.get(post_id)
        post.reply_count += by
        self.tables.posts.put(post_id, post)
        return post

    def like(self, post_id: PostId, user_id: UserId, *, on: bool) -> bool:
        key = f"{post_id} {user_id}"
        if on == (key in self.tables.post_likes):
            return False
        if on:
            self.tables.post_likes.put(key, (post_id, user_id))
        else:
            self.tables.post_likes.drop(key)
        return True

    def liked(self, post_id: PostId, by: int) -> int:
        post = self.get(post_id)
        post.like_count += by
        self.tables.posts.put(post_id, post)
        return post.like_count

    def organization_of(self, author_id: UserId) -> OrganizationId:
        author = self.tables.users.get(author_id)
        if author is None:
            raise NotFound("user")
        return author.organization_id

    def has_others(self, post: Post) -> bool:
        return bool(
            self.tables.posts.where(
                lambda other: (
                    (other.topic_id, other.author_id) == (post.topic_id, post.author_id)
                    and other.id != post.id
                    and not other.is_deleted
                )
            )
        )

    def forget_deleted(self, before: datetime, limit: int) -> int:
        parents = {post.parent_id for post in self.tables.posts.where(lambda _: True)}
        doomed = self.tables.posts.where(
            lambda one: (
                one.deleted_at is not None
                and one.deleted_at < before
                and (one.body != "" or one.id not in parents)
            )
        )[:limit]
        for post in doomed:
            drop_post(self.tables, post.id)
            if post.id in parents:
                post.body, post.body_html, post.like_count = "", "", 0
                self.tables.posts.put(post.id, post)
        return len(doomed)


@dataclass(frozen=True, slots=True)
class MemoryEdits:
    """Edits in memory."""

    tables: Tables

    def add(self, edit: Edit) -> None:
        self.tables.edits.put(edit.id, edit)


def last_reply(tables: Tables, topic_id: TopicId) -> Post | None:
    """The newest reply that isn't deleted."""
    left = tables.posts.where(lambda post: post.topic_id == topic_id and not post.is_deleted)
    return max(left, key=lambda post: post.seq, default=None)
