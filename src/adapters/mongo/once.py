"""Requests that were done, in MongoDB."""

from dataclasses import dataclass
from datetime import datetime

from adapters.mongo.block import Block
from adapters.mongo.kinds import DONE, Done
from p2p_core.shared.once import KEPT_FOR, Once, repeat


class Claim:
    """A request within its own transaction: new here, or never begun."""

    def __init__(self, block: Block, once: Once, now: datetime) -> None:
        """Raise ``Replayed`` or ``Conflict`` when the key is known."""
        self._block, self._once, self._now = block, once, now
        known = block[DONE.collection].one({"_id": DONE.document(self._done(""))["_id"]})
        if known is not None and now - known["at"] < KEPT_FOR:
            repeat(once, known["content"], known["result"])

    def keep(self, result: str) -> None:
        """Keep the key with what was made."""
        document = DONE.document(self._done(result))
        self._block[DONE.collection].put({"_id": document["_id"]}, {"$set": document})

    def _done(self, result: str) -> Done:
        once = self._once
        return Done(
            caller=once.caller,
            operation=once.operation,
            key=once.key,
            content=once.content,
            result=result,
            at=self._now,
        )


@dataclass(frozen=True, slots=True)
class MongoDoneRequests:
    """Requests that were done, within a transaction."""

    block: Block

    def forget(self, until: datetime, limit: int) -> int:
        old = self.block[DONE.collection].some({"at": {"$lte": until}}, [("at", 1)], limit, ["_id"])
        return self.block[DONE.collection].drop({"_id": {"$in": [one["_id"] for one in old]}})
