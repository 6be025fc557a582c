"""Everything that the forum keeps of a person, as entities, for themselves to take along."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from adapters.mongo.docs import Place
from adapters.mongo.kinds import EDIT, LIKE, MARK, MENTION, POST, REPORT, TOPIC
from adapters.mongo.records import Document
from p2p_core.own_data.shapes import LikedReply, MarkedTopic, Mention
from p2p_core.shared.ids import PostId, UserId

_A_TIME = 200


def _marked(document: Document) -> MarkedTopic:
    mark = MARK.entity(document)
    return MarkedTopic(**{name: getattr(mark, name) for name in MarkedTopic.__dataclass_fields__})


def _mentioned(document: Document) -> Mention:
    return Mention(subject_id=document["subject_id"], topic_id=document["topic_id"])


_Own = tuple[str, str, Callable[[Document], object]]
"""The collection, the field that tells whose it is, and how it is taken along."""
_FILES: Mapping[str, _Own] = {
    "topics": (TOPIC.collection, "author_id", TOPIC.entity),
    "posts": (POST.collection, "author_id", POST.entity),
    "reports": (REPORT.collection, "reporter_id", REPORT.entity),
    "topic_marks": (MARK.collection, "user_id", _marked),
    "liked_replies": (
        LIKE.collection,
        "user_id",
        lambda document: LikedReply(post_id=PostId(document["post_id"])),
    ),
    "mentions": (MENTION.collection, "user_id", _mentioned),
    "edits": (EDIT.collection, "editor_id", EDIT.entity),
}


@dataclass(frozen=True, slots=True)
class MongoPersonalData:
    """Reads a person's documents, some at a time."""

    place: Place

    def of(self, user_id: UserId) -> Iterator[tuple[str, Iterable[object]]]:
        for name in _FILES:
            yield name, self._all(name, user_id)

    def _all(self, name: str, user_id: UserId) -> Iterator[object]:
        collection, whose, shown = _FILES[name]
        behind: Mapping[str, Any] = {}
        while found := self.place[collection].some({whose: user_id, **behind}, [("_id", 1)], _A_TIME):
            yield from map(shown, found)
            behind = {"_id": {"$gt": found[-1]["_id"]}}
