"""What is found in the forum: candidates along the index, ranked, and a page of them as it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.mongo.aside import Beside
from adapters.mongo.docs import Place
from adapters.mongo.kinds import CATEGORY, ENTRIES, POST, TOPIC
from adapters.mongo.marks import in_category
from adapters.mongo.positions import MOST, behind, no_such_place
from adapters.mongo.records import Document
from adapters.mongo.summaries import around, summaries_of
from adapters.mongo.viewers import may_read
from adapters.mongo.wording import likeness, score, with_words
from p2p_core.forum.indexing.model import MOST_COUNTED, MOST_RANKED, SIMILAR_SHOWN, least_likeness
from p2p_core.forum.search.shapes import Found, SearchQuery, SearchSort
from p2p_core.forum.topics.shapes import TopicSummary
from p2p_core.shared.actor import Actor
from p2p_core.shared.asking import Asked
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of

_Stages = list[Mapping[str, Any]]
_BEST_FIRST = {"$sort": {"score": -1, "number": -1}}
_NEWEST_FIRST = {"$sort": {"number": -1}}


@dataclass(frozen=True, slots=True)
class MongoSearchReader:
    """Topics and replies by their words."""

    place: Place
    beside: Beside

    def page(self, actor: Actor, query: SearchQuery, asked: Asked) -> Page[Found]:
        position = _position(decode_cursor(query.binding, query.cursor, int, int))
        if not asked.wanted:
            nothing: Page[Found] = Page((), None)
            return nothing.counted(0 if query.count else None)
        hits = self._hits(actor, query, asked)
        newest = query.sort is SearchSort.NEWEST
        found = self.place[ENTRIES].through(
            *hits,
            *([] if newest else [{"$limit": MOST_RANKED}]),
            {"$set": {"score": {"$literal": 0} if newest else score(asked)}},
            *position,
            _BEST_FIRST,
            {"$limit": query.limit + 1},
            *_shown(actor),
        )
        page = page_of(found, query.limit, query.binding, lambda hit: (hit["score"], hit["number"]))
        topics = summaries_of(self.beside, actor, [hit["topic"] for hit in page.items])
        items = tuple(_found(hit, topic) for hit, topic in zip(page.items, topics, strict=True))
        return Page(items, page.next_cursor).counted(self._total(hits) if query.count else None)

    def similar(self, actor: Actor, words: tuple[str, ...]) -> Sequence[TopicSummary]:
        found = self.place[ENTRIES].through(
            {"$match": {"post_id": None, "head": {"$in": [*words]}}},
            _NEWEST_FIRST,
            *_readable(actor, ()),
            {"$limit": MOST_RANKED},
            {"$set": {"score": likeness(words)}},
            {"$match": {"score": {"$gte": least_likeness(words)}}},
            _BEST_FIRST,
            {"$limit": SIMILAR_SHOWN},
            *_shown(actor),
        )
        return summaries_of(self.beside, actor, [hit["topic"] for hit in found])

    def _hits(self, actor: Actor, query: SearchQuery, asked: Asked) -> _Stages:
        """What is asked for and may be read, the newest first."""
        number = {"number": {"$gte": query.lowest, "$lt": query.end}}
        author = {} if query.author is None else {"author_id": query.author}
        return [
            {"$match": {**with_words(asked), **number, **author}},
            _NEWEST_FIRST,
            *_readable(actor, self._filters(query)),
            {"$lookup": {**_THE_REPLY, "as": "reply"}},
            {"$match": {"reply.deleted_at": {"$not": {"$type": "date"}}}},
        ]

    def _filters(self, query: SearchQuery) -> Sequence[Mapping[str, Any]]:
        filters: _Stages = []
        if query.category is not None:
            known = self.place[CATEGORY.collection].some(in_category(query.category), fields=["_id"])
            filters.append({"category_id": {"$in": [one["_id"] for one in known]}})
        if query.tag is not None:
            filters.append({"tags": query.tag})
        if query.answered is not None:
            filters.append({"best_answer_id": {"$ne": None} if query.answered else None})
        return filters

    def _total(self, hits: _Stages) -> int:
        counted = self.place[ENTRIES].through(*hits, {"$limit": MOST_COUNTED + 1}, {"$count": "total"})
        return int(counted[0]["total"]) if counted else 0


_THE_TOPIC = {"from": TOPIC.collection, "localField": "topic_id", "foreignField": "_id"}
_THE_REPLY = {
    "from": POST.collection,
    "localField": "post_id",
    "foreignField": "_id",
    "pipeline": [{"$project": {"deleted_at": 1}}],
}


def _readable(actor: Actor, filters: Sequence[Mapping[str, Any]]) -> _Stages:
    """Only entries whose topic the reader may see, and is as it is asked for."""
    narrowed = {"$match": {"$and": [may_read(actor), *filters]}}
    found = {**_THE_TOPIC, "pipeline": [narrowed, {"$project": {"_id": 1}}], "as": "readable"}
    return [{"$lookup": found}, {"$match": {"readable": {"$ne": []}}}]


def _shown(actor: Actor) -> _Stages:
    """The topics and texts of a page of hits."""
    words = [{"$project": {"body": 1}}]
    return [
        {"$lookup": {**_THE_TOPIC, "pipeline": around(actor), "as": "topic"}},
        {"$unwind": "$topic"},
        {"$lookup": {**_THE_REPLY, "pipeline": words, "as": "reply"}},
    ]


def _found(hit: Document, topic: TopicSummary) -> Found:
    body = hit["reply"][0]["body"] if hit["reply"] else hit["topic"]["body"]
    return Found(topic=topic, post_id=hit["post_id"], body=body)


def _position(key: Key | None) -> _Stages:
    match key:
        case None:
            return []
        case (int(fit), int(number)) if max(abs(fit), abs(number)) <= MOST:
            return [{"$match": behind("score", fit, "number", number)}]
        case _:
            raise no_such_place()
