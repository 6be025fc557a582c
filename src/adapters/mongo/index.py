"""The words of topics and replies, indexed in MongoDB; an index of lists of words finds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.mongo.block import Block
from adapters.mongo.docs import Place
from adapters.mongo.kinds import ENTRIES, POST, TOPIC, Indexed
from adapters.mongo.records import Document, Kept
from p2p_core.forum.indexing.model import Entry, Source, Words, first_number, last_number
from p2p_core.shared.ids import PostId, TopicId

ENTRY = Kept(Indexed, ENTRIES, key=lambda one: one.post_id or one.topic_id)
_TOPIC_FIELDS = ("author_id", "created_at", "version", "title", "tags", "body")
_POST_FIELDS = ("topic_id", "author_id", "created_at", "version", "body")


@dataclass(frozen=True, slots=True)
class MongoIndex:
    """The index within a transaction, which alone writes: the next number is nobody else's."""

    block: Block

    def put(self, entry: Entry) -> None:
        self.block[ENTRIES].add(ENTRY.document(_indexed(entry, self._next_number(entry))))

    def change(self, subject_id: str, version: int, words: Words) -> None:
        found = self.block[ENTRIES].one({"_id": subject_id})
        if found is None:
            return
        kept = ENTRY.entity(found)
        texts = {
            name: getattr(kept, name) if (new := getattr(words, name)) is None else _padded(new)
            for name in ("title", "tags", "body")
        }
        listed = _lists(texts["title"], texts["tags"], texts["body"], is_topic=kept.post_id is None)
        change = {**texts, **listed, "version": version}
        self.block[ENTRIES].change({"_id": subject_id}, {"$set": change})

    def renew(self, entry: Entry) -> bool:
        of = POST if entry.post_id else TOPIC
        stands = {"_id": entry.subject_id, "version": entry.version}
        if self.block[of.collection].one(stands, ["_id"]) is None:
            return False
        known = self.block[ENTRIES].one({"_id": entry.subject_id}, ["number"])
        if known is None:
            self.put(entry)
        else:
            document = ENTRY.document(_indexed(entry, known["number"]))
            self.block[ENTRIES].change({"_id": entry.subject_id}, {"$set": document})
        return True

    def _next_number(self, entry: Entry) -> int:
        lowest = first_number(entry.created_at)
        last = self.block.last_numbers.get(lowest)
        number = self._free_number(entry, lowest) if last is None else last + 1
        self.block.last_numbers[lowest] = number
        return number

    def _free_number(self, entry: Entry, lowest: int) -> int:
        taken = {"number": {"$gte": lowest, "$lte": last_number(entry.created_at)}}
        last = self.block[ENTRIES].some(taken, [("number", -1)], 1, ["number"])
        return int(last[0]["number"]) + 1 if last else lowest


@dataclass(frozen=True, slots=True)
class MongoSources:
    """Everything that belongs into the index."""

    place: Place

    def topics(self, after: str, limit: int) -> Sequence[Source]:
        found = self._some(TOPIC, after, limit, _TOPIC_FIELDS)
        return [_of_topic(topic) for topic in found]

    def posts(self, after: str, limit: int) -> Sequence[Source]:
        found = self._some(POST, after, limit, _POST_FIELDS)
        return [_of_post(post) for post in found]

    def missing(self, limit: int) -> Sequence[Source]:
        lacking = self.place[TOPIC.collection].through(*_lacking(limit, _TOPIC_FIELDS))
        if lacking:
            return [_of_topic(topic) for topic in lacking]
        return [
            _of_post(post) for post in self.place[POST.collection].through(*_lacking(limit, _POST_FIELDS))
        ]

    def _some(self, kept: Kept[Any], after: str, limit: int, fields: Sequence[str]) -> list[Document]:
        return self.place[kept.collection].some({"_id": {"$gt": after}}, [("_id", 1)], limit, fields)


def _lacking(limit: int, fields: Sequence[str]) -> list[Mapping[str, Any]]:
    entry = {"from": ENTRIES, "localField": "_id", "foreignField": "_id", "as": "entry"}
    return [
        {"$project": dict.fromkeys(fields, 1)},
        {"$lookup": {**entry, "pipeline": [{"$project": {"version": 1}}]}},
        {"$unwind": {"path": "$entry", "preserveNullAndEmptyArrays": True}},
        {"$match": {"$expr": {"$ne": ["$entry.version", "$version"]}}},
        {"$limit": limit},
    ]


def _of_topic(topic: Document) -> Source:
    return Source(
        topic_id=TopicId(topic["_id"]),
        post_id=None,
        author_id=topic["author_id"],
        created_at=topic["created_at"],
        version=topic["version"],
        title=topic["title"],
        tags=tuple(topic["tags"]),
        body=topic["body"],
    )


def _of_post(post: Document) -> Source:
    return Source(
        topic_id=post["topic_id"],
        post_id=PostId(post["_id"]),
        author_id=post["author_id"],
        created_at=post["created_at"],
        version=post["version"],
        title="",
        tags=(),
        body=post["body"],
    )


def _indexed(entry: Entry, number: int) -> Indexed:
    title, tags, body = _padded(entry.title), _padded(entry.tags), _padded(entry.body)
    return Indexed(
        number=number,
        topic_id=entry.topic_id,
        post_id=entry.post_id,
        author_id=entry.author_id,
        version=entry.version,
        title=title,
        tags=tags,
        body=body,
        **_lists(title, tags, body, is_topic=entry.post_id is None),
    )


def _padded(words: str) -> str:
    """With a blank at both ends, so that a row of words is found as it stands or not at all."""
    return f" {words.strip()} " if words.strip() else " "


def _lists(title: str, tags: str, body: str, *, is_topic: bool) -> dict[str, tuple[str, ...]]:
    """Each word once, of everything, and of what says what a topic is about."""
    head = tuple(dict.fromkeys([*title.split(), *tags.split()]))
    words = tuple(dict.fromkeys([*head, *body.split()]))
    return {"words": words, "head": head if is_topic else ()}
