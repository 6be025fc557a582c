"""What content in MongoDB can check about itself: server, collections, counts, outbox and clock."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.mongo.docs import Place
from adapters.mongo.kinds import CATEGORY, ENTRIES, LIKE, MARK, POST, TOPIC, WAITING
from adapters.mongo.migration import OtherSchemaError, must_be_current
from adapters.mongo.outbox import MongoOutbox
from adapters.mongo.records import Document
from adapters.mongo.server import NoReplicaSetError, Server
from p2p_core.forum.topics.model import Visibility
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.inspections import (
    Finding,
    clock,
    counter,
    dead_letters,
    ill,
    index,
    outbox_waiting,
    well,
)

_TOPIC_FIELDS = (
    "category_id",
    "author_id",
    "visibility",
    "deleted_at",
    "post_count",
    "last_seq",
    "last_post_id",
    "like_count",
    "follower_count",
    "bookmark_count",
    "replier_count",
)
_POST_FIELDS = (
    "topic_id",
    "parent_id",
    "author_id",
    "seq",
    "deleted_at",
    "shown",
    "reply_count",
    "like_count",
)


@dataclass(frozen=True, slots=True)
class MongoInspections:
    """Checks a server that may be away, or not be what it has to be; reads everything once."""

    url: str

    def findings(self, now: datetime) -> Sequence[Finding]:
        server = Server(self.url)
        try:
            must_be_current(server)
            return [well("content"), *_rows(server.reads(), now)]
        except (NoReplicaSetError, OtherSchemaError) as error:
            return [ill("content", f"{error}.".capitalize(), "Put that right, then run p2p migrate.")]
        except Unavailable:
            cause = "MongoDB does not answer, so nothing of the forum can be read or written."
            return [ill("content", cause, "Start it, or put P2P_CONTENT_URL right.")]
        finally:
            server.close()


@dataclass(slots=True)
class _Counted:
    """What is there, counted."""

    in_topic: Counter[str]
    last: dict[str, tuple[int, str]]
    repliers: dict[str, set[str]]


def _rows(place: Place, now: datetime) -> Iterator[Finding]:
    topics = place[TOPIC.collection].some({}, [("_id", 1)], fields=_TOPIC_FIELDS)
    posts = place[POST.collection].some({}, [("_id", 1)], fields=_POST_FIELDS)
    yield counter("categories.topic_count", _wrong_categories(place, topics))
    yield from _of_topics(place, topics, _counted(posts, topics))
    yield from _of_posts(place, posts)
    yield index(_not_indexed(place))
    outbox = MongoOutbox(place)
    yield outbox_waiting(outbox.oldest_waiting(), now)
    yield dead_letters(outbox.dead_letters())
    yield clock(_newest(place), now)


def _wrong_categories(place: Place, topics: Sequence[Document]) -> list[str]:
    counted = Counter(
        topic["category_id"]
        for topic in topics
        if topic["deleted_at"] is None and topic["visibility"] == Visibility.NETWORK.value
    )
    categories = place[CATEGORY.collection].some({}, [("_id", 1)], fields=["topic_count"])
    return [one["_id"] for one in categories if one["topic_count"] != counted[one["_id"]]]


def _counted(posts: Sequence[Document], topics: Sequence[Document]) -> _Counted:
    found = _Counted(Counter(), {}, defaultdict(set))
    authors = {topic["_id"]: topic["author_id"] for topic in topics}
    for post in posts:
        topic_id = post["topic_id"]
        if post["deleted_at"] is None:
            found.in_topic[topic_id] += 1
            found.last[topic_id] = max(found.last.get(topic_id, (0, "")), (post["seq"], post["_id"]))
            if post["author_id"] != authors.get(topic_id):
                found.repliers[topic_id].add(post["author_id"])
    return found


def _of_topics(place: Place, topics: Sequence[Document], counted: _Counted) -> Iterator[Finding]:
    marks: dict[str, Counter[str]] = {"like_count": Counter(), "follower_count": Counter()}
    marks["bookmark_count"] = Counter()
    for mark in place[MARK.collection].some({}, fields=["topic_id", "liked", "following", "bookmarked_at"]):
        marks["like_count"][mark["topic_id"]] += mark["liked"]
        marks["follower_count"][mark["topic_id"]] += mark["following"]
        marks["bookmark_count"][mark["topic_id"]] += mark["bookmarked_at"] is not None
    repliers = Counter({topic_id: len(people) for topic_id, people in counted.repliers.items()})
    for name, right in {"post_count": counted.in_topic, **marks, "replier_count": repliers}.items():
        yield counter(f"topics.{name}", [one["_id"] for one in topics if one[name] != right[one["_id"]]])
    last = {topic_id: post_id for topic_id, (_, post_id) in counted.last.items()}
    wrong = [one["_id"] for one in topics if one["last_post_id"] != last.get(one["_id"])]
    yield counter("topics.last_post_id", wrong)
    highest = {topic_id: seq for topic_id, (seq, _) in counted.last.items()}
    yield counter("topics.last_seq", [t["_id"] for t in topics if t["last_seq"] < highest.get(t["_id"], 0)])


def _of_posts(place: Place, posts: Sequence[Document]) -> Iterator[Finding]:
    below = Counter(post["parent_id"] for post in posts if post["parent_id"] and post["shown"])
    likes = Counter(like["post_id"] for like in place[LIKE.collection].some({}, fields=["post_id"]))
    for name, right in {"reply_count": below, "like_count": likes}.items():
        yield counter(f"posts.{name}", [one["_id"] for one in posts if one[name] != right[one["_id"]]])


def _not_indexed(place: Place) -> list[str]:
    """What has no entry, or one of another version, and entries of nothing."""
    versions = {
        one["_id"]: one["version"]
        for collection in (TOPIC.collection, POST.collection)
        for one in place[collection].some({}, fields=["version"])
    }
    indexed = {one["_id"]: one["version"] for one in place[ENTRIES].some({}, fields=["version"])}
    return sorted(one for one in {*versions, *indexed} if versions.get(one) != indexed.get(one))


def _newest(place: Place) -> datetime | None:
    moments = [
        found[0][name]
        for collection, name in (
            (TOPIC.collection, "created_at"),
            (POST.collection, "created_at"),
            (WAITING.collection, "happened_at"),
        )
        if (found := place[collection].some({}, [("_id", -1)], 1, [name]))
    ]
    return max(moments, default=None)
