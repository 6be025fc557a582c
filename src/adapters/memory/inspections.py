"""What a store in memory can check about itself."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.memory.inbox import likers
from adapters.memory.tables import Tables, Work
from p2p_core.forum.topics.model import Topic, Visibility
from p2p_core.notifications.inbox.model import Kind, Notification
from p2p_core.shared.inspections import (
    LATEST,
    Finding,
    clock,
    counter,
    dead_letters,
    index,
    outbox_waiting,
    schedules,
    second_factors,
)
from p2p_core.upkeep.model import FAILED


@dataclass(frozen=True, slots=True)
class MemoryInspections:
    """Counters, outbox and clock."""

    work: Work

    def findings(self, now: datetime, factor_keys: Collection[str] | None = None) -> Sequence[Finding]:
        with self.work() as tables:
            waiting = tables.outbox.where(lambda row: row.is_open)
            buried = tables.outbox.where(lambda row: row.buried_at is not None)
            return [
                *_counters(tables),
                index(_not_indexed(tables)),
                outbox_waiting(min((row.happened_at for row in waiting), default=None), now),
                dead_letters(len(buried)),
                _schedules(tables, now),
                *_second_factors(tables, factor_keys),
                clock(_newest(tables), now),
            ]


def _schedules(tables: Tables, now: datetime) -> Finding:
    kept = sorted(tables.schedules.where(lambda _: True), key=lambda schedule: schedule.name)
    return schedules(
        [schedule.name for schedule in kept if schedule.next_at < now - LATEST],
        [schedule.name for schedule in kept if schedule.last_result.startswith(FAILED)],
    )


def _second_factors(tables: Tables, at_hand: Collection[str] | None) -> list[Finding]:
    if at_hand is None:
        return []
    return [
        second_factors([factor.key_id for factor in tables.second_factors.where(lambda _: True)], at_hand)
    ]


def _counters(tables: Tables) -> list[Finding]:
    categories, counts = tables.categories.where(lambda _: True), tables.topic_counts
    in_category = Counter(topic.category_id for topic in tables.topics.where(_is_counted))
    wrong = [found.id for found in categories if counts.get(found.id) != in_category[found.id]]
    return [
        counter("categories.topic_count", wrong),
        *_in_topics(tables),
        *_in_posts(tables),
        counter("storage.used", _miscounted_storage(tables)),
        counter("notifications.count", _miscounted_likes(tables)),
        counter("standings.points", _misjudged(tables)),
    ]


def _is_counted(topic: Topic) -> bool:
    return topic.visibility is Visibility.NETWORK and topic.deleted_at is None


def _in_topics(tables: Tables) -> list[Finding]:
    marks, everything = tables.marks.where(lambda _: True), tables.posts.where(lambda _: True)
    posts = sorted((post for post in everything if not post.is_deleted), key=lambda post: post.seq)
    highest = {post.topic_id: post.seq for post in sorted(everything, key=lambda post: post.seq)}
    last = {post.topic_id: post.id for post in posts}
    authors = {topic.id: topic.author_id for topic in tables.topics.where(lambda _: True)}
    people = {(post.topic_id, post.author_id) for post in posts}
    stored: dict[str, Callable[[Topic], object]] = {
        "post_count": _counted(post.topic_id for post in posts),
        "last_post_id": lambda topic: last.get(topic.id),
        "like_count": _counted(mark.topic_id for mark in marks if mark.liked),
        "follower_count": _counted(mark.topic_id for mark in marks if mark.following),
        "bookmark_count": _counted(mark.topic_id for mark in marks if mark.bookmarked_at),
        "replier_count": _counted(of for of, author in people if authors.get(of) != author),
        "last_seq": lambda topic: max(topic.last_seq, highest.get(topic.id, 0)),
    }
    topics = tables.topics.where(lambda _: True)
    return [
        counter(f"topics.{name}", [topic.id for topic in topics if getattr(topic, name) != right(topic)])
        for name, right in stored.items()
    ]


def _not_indexed(tables: Tables) -> list[str]:
    """What has no entry, or one of another version, and entries of nothing."""
    written: dict[str, int] = {
        **{topic.id: topic.version for topic in tables.topics.where(lambda _: True)},
        **{post.id: post.version for post in tables.posts.where(lambda _: True)},
    }
    indexed = {row.entry.subject_id: row.entry.version for row in tables.entries.where(lambda _: True)}
    return sorted(one for one in {*written, *indexed} if written.get(one) != indexed.get(one))


def _counted(ids: Iterable[str]) -> Callable[[Topic], int]:
    counts = Counter(ids)
    return lambda topic: counts[topic.id]


def _in_posts(tables: Tables) -> list[Finding]:
    posts = tables.posts.where(lambda _: True)
    below = Counter(post.parent_id for post in posts if post.is_shown)
    likes = Counter(post_id for post_id, _ in tables.post_likes.where(lambda _: True))
    return [
        counter("posts.reply_count", [post.id for post in posts if post.reply_count != below[post.id]]),
        counter("posts.like_count", [post.id for post in posts if post.like_count != likes[post.id]]),
    ]


def _misjudged(tables: Tables) -> list[str]:
    earned = Counter[str]()
    for line in tables.reputation.where(lambda _: True):
        earned[line.user_id] += line.points
    return [user_id for user_id in tables.standings if tables.standings.get(user_id) != earned[user_id]]


def _miscounted_storage(tables: Tables) -> list[str]:
    used = Counter[str]()
    for file in tables.files.where(lambda _: True):
        used[file.organization_id] += file.charge
    organizations = tables.organizations.where(lambda _: True)
    return [one.id for one in organizations if (tables.storage.get(one.id) or 0) != used[one.id]]


def _miscounted_likes(tables: Tables) -> list[str]:
    """Those of likes; of a deleted reply nobody is told, and what is on its way will be counted."""
    on_its_way = {row.event.aggregate for row in tables.outbox.where(lambda row: row.is_open)}
    return [
        one.id
        for one in tables.notifications.where(lambda one: one.kind is Kind.LIKE)
        if one.count != _likers_of(tables, one)
        and on_its_way.isdisjoint({one.topic_id, one.post_id, one.user_id})
    ]


def _likers_of(tables: Tables, one: Notification) -> int:
    post = tables.posts.get(one.post_id or "")
    is_gone = one.post_id is not None and (post is None or post.is_deleted)
    return 0 if is_gone else likers(tables, one.topic_id, one.post_id, one.user_id).count


def _newest(tables: Tables) -> datetime | None:
    moments = [
        *(topic.created_at for topic in tables.topics.where(lambda _: True)),
        *(post.created_at for post in tables.posts.where(lambda _: True)),
        *(user.created_at for user in tables.users.where(lambda _: True)),
        *(row.happened_at for row in tables.outbox.where(lambda _: True)),
    ]
    return max(moments, default=None)
