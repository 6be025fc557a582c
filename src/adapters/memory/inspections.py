"""What a store in memory can check about itself."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.memory.tables import Tables, Work
from p2p_core.forum.topics.model import Visibility
from p2p_core.shared.inspections import (
    LATEST,
    Finding,
    clock,
    counter,
    dead_letters,
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
    categories = tables.categories.where(lambda _: True)
    topics = tables.topics.where(lambda _: True)
    posts = sorted(tables.posts.where(lambda _: True), key=lambda post: post.seq)
    in_category = Counter(topic.category_id for topic in topics if topic.visibility is Visibility.NETWORK)
    in_topic = Counter(post.topic_id for post in posts)
    below = Counter(post.parent_id for post in posts)
    last = {post.topic_id: post for post in posts}
    counts = tables.topic_counts
    return [
        counter(
            "categories.topic_count",
            [found.id for found in categories if counts.get(found.id) != in_category[found.id]],
        ),
        counter(
            "topics.post_count", [topic.id for topic in topics if topic.post_count != in_topic[topic.id]]
        ),
        counter(
            "topics.last_seq",
            [topic.id for topic in topics if topic.id in last and topic.last_seq < last[topic.id].seq],
        ),
        counter(
            "topics.last_post_id",
            [topic.id for topic in topics if topic.last_post_id != getattr(last.get(topic.id), "id", None)],
        ),
        counter("storage.used", _miscounted_storage(tables)),
        counter("posts.reply_count", [post.id for post in posts if post.reply_count != below[post.id]]),
    ]


def _miscounted_storage(tables: Tables) -> list[str]:
    used = Counter[str]()
    for file in tables.files.where(lambda _: True):
        used[file.organization_id] += file.charge
    organizations = tables.organizations.where(lambda _: True)
    return [one.id for one in organizations if (tables.storage.get(one.id) or 0) != used[one.id]]


def _newest(tables: Tables) -> datetime | None:
    moments = [
        *(topic.created_at for topic in tables.topics.where(lambda _: True)),
        *(post.created_at for post in tables.posts.where(lambda _: True)),
        *(user.created_at for user in tables.users.where(lambda _: True)),
        *(row.happened_at for row in tables.outbox.where(lambda _: True)),
    ]
    return max(moments, default=None)
