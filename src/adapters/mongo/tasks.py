"""Events with something left to do as they are looked over, and what is done about them, in MongoDB."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from adapters.mongo.block import Block
from adapters.mongo.docs import Place
from adapters.mongo.kinds import WAITING
from adapters.mongo.records import Document, Kept
from p2p_core.shared.ids import EventId
from p2p_core.upkeep.model import Task
from p2p_core.upkeep.shapes import TaskCounts

_TASK = Kept(Task, WAITING.collection)
_FIELDS = ["_id" if field.name == "id" else field.name for field in fields(Task)]
_DEAD = {"buried_at": {"$type": "date"}}
_FAILING = {"is_open": True, "attempts": {"$gt": 0}}
_AS_NEW: Document = {
    "attempts": 0,
    "lost": 0,
    "leased_until": None,
    "buried_at": None,
    "worker": None,
    "is_open": True,
}


@dataclass(frozen=True, slots=True)
class MongoTaskReader:
    """Events that aren't finished."""

    place: Place

    def counts(self, now: datetime) -> TaskCounts:
        events = self.place[WAITING.collection]
        free = _free(now)
        oldest = events.some({"is_open": True}, [("_id", 1)], 1, ["happened_at"])
        return TaskCounts(
            waiting=events.count({"is_open": True, "attempts": 0, **free}),
            in_flight=events.count({"is_open": True, "leased_until": {"$gt": now}}),
            failing=events.count({**_FAILING, **free}),
            dead=events.count(_DEAD),
            oldest_at=oldest[0]["happened_at"] if oldest else None,
        )

    def find(self, event_id: EventId) -> Task | None:
        found = self._some({"_id": event_id, "finished_at": None}, 1)
        return found[0] if found else None

    def failing(self, limit: int) -> Sequence[Task]:
        return self._some(_FAILING, limit)

    def dead(self, limit: int, before: EventId | None = None) -> Sequence[Task]:
        older = {} if before is None else {"_id": {"$lt": before}}
        return self._some({**_DEAD, **older}, limit, -1)

    def _some(self, wanted: dict[str, Any], limit: int, order: int = 1) -> Sequence[Task]:
        return _TASK.all(self.place[WAITING.collection].some(wanted, [("_id", order)], limit, _FIELDS))


@dataclass(frozen=True, slots=True)
class MongoTasks:
    """The same within a transaction."""

    block: Block

    def retry(self, event_id: EventId, now: datetime) -> None:
        """Hand one out again as if it were new, unless somebody is at work on it or it is finished."""
        stuck = {"$or": [_DEAD, {"is_open": True, **_free(now)}]}
        self._renew({"_id": event_id, "finished_at": None, **stuck}, now)

    def retry_dead(self, now: datetime) -> int:
        """Do so with all that failed for good, and say how many that were."""
        return self._renew(_DEAD, now)

    def forget_finished(self, before: EventId, limit: int) -> int:
        """Drop up to so many finished events older than that id."""
        done = {"_id": {"$lt": before}, "finished_at": {"$ne": None}}
        old = self.block[WAITING.collection].some(done, [("_id", 1)], limit, ["_id"])
        return self.block[WAITING.collection].drop({"_id": {"$in": [event["_id"] for event in old]}})

    def _renew(self, wanted: dict[str, Any], now: datetime) -> int:
        self.block.has_events = True
        return self.block[WAITING.collection].change_all(wanted, {"$set": {**_AS_NEW, "due_at": now}})


def _free(now: datetime) -> Document:
    return {"$or": [{"leased_until": None}, {"leased_until": {"$lte": now}}]}
