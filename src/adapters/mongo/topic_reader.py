"""Topics as they are shown: one pipeline a page, read along an index from where the last page ended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.mongo.aside import Beside
from adapters.mongo.docs import Place
from adapters.mongo.kinds import CATEGORY, ENTRIES, MARK, TOPIC
from adapters.mongo.marks import in_category
from adapters.mongo.positions import MOST, behind, no_such_place
from adapters.mongo.records import Document
from adapters.mongo.summaries import around, details_of, summaries_of
from adapters.mongo.viewers import may_read
from adapters.mongo.wording import with_words
from p2p_core.forum.indexing.model import MOST_RANKED
from p2p_core.forum.topics.shapes import TopicDetails, TopicQuery, TopicSort, TopicSummary
from p2p_core.shared.actor import Actor
from p2p_core.shared.asking import Asked
from p2p_core.shared.clock import from_milliseconds, to_milliseconds
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import TopicId
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of

_ORDERS: Mapping[TopicSort, str] = {
    TopicSort.LATEST: "last_activity_at",
    TopicSort.NEWEST: "created_at",
    TopicSort.TOP: "like_count",
    TopicSort.HOT: "hot",
    TopicSort.UNANSWERED: "attention",
}
_MOMENTS = {TopicSort.LATEST, TopicSort.NEWEST}
_NO_TEXT = {"$project": {"body": 0, "body_html": 0}}


@dataclass(frozen=True, slots=True)
class MongoTopicReader:
    """Topics as they are shown."""

    place: Place
    beside: Beside

    def page(self, actor: Actor, query: TopicQuery, asked: Asked | None = None) -> Page[TopicSummary]:
        order = _ORDERS[query.sort]
        position = _position(query, decode_cursor(query.binding, query.cursor, int, str))
        wanted = self._wanted(actor, query, asked)
        found = self.place[TOPIC.collection].through(
            {"$match": {"$and": [*wanted, *position]}},
            {"$sort": {order: -1, "_id": -1}},
            {"$limit": query.limit + 1},
            _NO_TEXT,
            *around(actor),
        )
        page = page_of(found, query.limit, query.binding, lambda topic: (_number(topic[order]), topic["_id"]))
        shown = Page(tuple(summaries_of(self.beside, actor, page.items)), page.next_cursor)
        return shown.counted(self._count(wanted) if query.count else None)

    def details(self, actor: Actor, topic_id: TopicId) -> TopicDetails:
        found = self.place[TOPIC.collection].through(
            {"$match": {"_id": topic_id, **may_read(actor)}}, *around(actor)
        )
        if not found:
            raise NotFound("topic")
        return details_of(self.beside, actor, found[0])

    def _count(self, wanted: Sequence[Mapping[str, Any]]) -> int:
        return self.place[TOPIC.collection].count({"$and": wanted})

    def _wanted(self, actor: Actor, query: TopicQuery, asked: Asked | None) -> list[Mapping[str, Any]]:
        wanted = [may_read(actor), *_filters(query), *self._marked(actor, query)]
        if query.category is not None:
            wanted.append({"category_id": {"$in": self._category(query.category)}})
        if asked is not None:
            wanted.append({"_id": {"$in": self._with_words(asked)}})
        return wanted

    def _category(self, known: str) -> list[str]:
        return [
            one["_id"] for one in self.place[CATEGORY.collection].some(in_category(known), fields=["_id"])
        ]

    def _marked(self, actor: Actor, query: TopicQuery) -> Iterable[Mapping[str, Any]]:
        """What who asks bookmarked or follows, or all but that."""
        for asked, done in (
            (query.bookmarked, {"bookmarked_at": {"$ne": None}}),
            (query.following, {"following": True}),
        ):
            if asked is not None:
                marks = self.place[MARK.collection].some(
                    {"user_id": actor.user_id, **done}, fields=["topic_id"]
                )
                yield {"_id": {"$in" if asked else "$nin": [mark["topic_id"] for mark in marks]}}

    def _with_words(self, asked: Asked) -> list[str]:
        """The newest topics that have the words themselves, not in their replies."""
        if not asked.wanted:
            return []
        found = self.place[ENTRIES].some(
            {"post_id": None, **with_words(asked)}, [("number", -1)], MOST_RANKED, ["topic_id"]
        )
        return [entry["topic_id"] for entry in found]


def _filters(query: TopicQuery) -> Iterable[Mapping[str, Any]]:
    if query.author is not None:
        yield {"author_id": query.author}
    if query.organization is not None:
        yield {"organization_id": query.organization}
    if query.tag is not None:
        yield {"tags": query.tag}
    if query.answered is not None:
        yield {"best_answer_id": {"$ne": None} if query.answered else None}
    if query.pinned is not None:
        yield {"pinned": query.pinned}


def _number(value: datetime | int) -> int:
    return to_milliseconds(value) if isinstance(value, datetime) else value


def _position(query: TopicQuery, key: Key | None) -> list[Mapping[str, Any]]:
    match key:
        case None:
            return []
        case (int(number), str(last_id)) if abs(number) <= MOST:
            return [behind(_ORDERS[query.sort], _value(query.sort, number), "_id", last_id)]
        case _:
            raise no_such_place()


def _value(sort: TopicSort, number: int) -> Document | datetime | int:
    if sort not in _MOMENTS:
        return number
    try:
        return from_milliseconds(number)
    except OverflowError:
        raise no_such_place() from None
