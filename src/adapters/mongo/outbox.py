"""Published events on their way to their reactions, in MongoDB: each changed by one command of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.mongo.docs import Docs, Place
from adapters.mongo.kinds import WAITING
from adapters.mongo.records import Document
from p2p_core.shared.events import Envelope, from_fields
from p2p_core.shared.ids import EventId

_OPEN = {"is_open": True}
_LOST: Document = {"$set": {"lost": {"$add": ["$lost", {"$cond": [{"$eq": ["$worker", None]}, 0, 1]}]}}}
"""A lease that ended in somebody's hands: they ended without a word."""
_AN_OLDER = {
    "from": WAITING.collection,
    "localField": "aggregate",
    "foreignField": "aggregate",
    "let": {"mine": "$_id"},
    "pipeline": [
        {"$match": {"is_open": True, "$expr": {"$lt": ["$_id", "$$mine"]}}},
        {"$limit": 1},
        {"$project": {"_id": 1}},
    ],
    "as": "older",
}
_FREE: Document = {"worker": None, "leased_until": None}


@dataclass(frozen=True, slots=True)
class MongoOutbox:
    """Unhandled events, oldest first, one of each aggregate at a time."""

    place: Place

    @property
    def _events(self) -> Docs:
        return self.place[WAITING.collection]

    def claim(self, limit: int, now: datetime, until: datetime) -> Sequence[EventId]:
        due = {**_OPEN, "due_at": {"$lte": now}, **_unleased(now)}
        found = self._events.through(
            {"$match": due},
            {"$sort": {"_id": 1}},
            {"$lookup": _AN_OLDER},
            {"$match": {"older": []}},
            {"$limit": limit},
            {"$project": {"_id": 1}},
        )
        lease: list[Document] = [_LOST, {"$set": {"worker": None, "leased_until": until}}]
        # what another relay took meanwhile is passed over
        return [
            EventId(event["_id"])
            for event in found
            if self._events.change({"_id": event["_id"], **due}, lease)
        ]

    def take(self, event_id: EventId, worker: str, now: datetime, until: datetime) -> Envelope | None:
        mine = {"worker": worker, "leased_until": until}
        # a relay's lease is there for whoever it sends the event to; a worker's is its own
        nobodys = {"$or": [{"worker": None}, {"leased_until": None}, {"leased_until": {"$lte": now}}]}
        waiting = {"_id": event_id, **_OPEN, "due_at": {"$lte": now}, **nobodys}
        found = self._events.changed(waiting, {"$set": mine})
        if found is None:
            return None
        return Envelope(
            id=event_id,
            event=from_fields(found["name"], found["body"]),
            happened_at=found["happened_at"],
            attempts=found["attempts"],
            cause=found["cause"],
            lost=found["lost"],
        )

    def renew(self, worker: str, now: datetime, until: datetime) -> None:
        held = {**_OPEN, "worker": worker, "leased_until": {"$gt": now}}
        self._events.change_all(held, {"$set": {"leased_until": until}})

    def finish(self, event_id: EventId, now: datetime) -> None:
        self._set(event_id, finished_at=now, leased_until=None, is_open=False)

    def postpone(self, event_id: EventId, until: datetime, reason: str) -> None:
        self._set(event_id, attempted=True, due_at=until, reason=reason, **_FREE)

    def hold(self, event_id: EventId, until: datetime, reason: str) -> None:
        self._set(event_id, due_at=until, reason=reason, **_FREE)

    def bury(self, event_id: EventId, now: datetime, reason: str) -> None:
        self._set(event_id, attempted=True, buried_at=now, reason=reason, is_open=False)

    def release(self) -> None:
        leased = {**_OPEN, "leased_until": {"$ne": None}}
        self._events.change_all(leased, [_LOST, {"$set": _FREE}])

    def oldest_waiting(self) -> datetime | None:
        oldest = self._events.some(_OPEN, [("_id", 1)], 1, ["happened_at"])
        return oldest[0]["happened_at"] if oldest else None

    def dead_letters(self) -> int:
        return self._events.count({"buried_at": {"$type": "date"}})

    def _set(self, event_id: EventId, *, attempted: bool = False, **values: Any) -> None:  # noqa: ANN401 - fields
        """Change an event that isn't finished; whoever comes too late changes nothing."""
        count = {"$inc": {"attempts": 1}} if attempted else {}
        self._events.change({"_id": event_id, **_OPEN}, {"$set": values, **count})


def _unleased(now: datetime) -> Document:
    return {"$or": [{"leased_until": None}, {"leased_until": {"$lte": now}}]}
