"""What upkeep needs from a store, and from whoever can read a cron expression."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from p2p_core.audit.ports import AuditTransaction
from p2p_core.forum.posts.ports import PostTransaction
from p2p_core.own_data.ports import OwnDataTransaction
from p2p_core.shared.ids import EventId
from p2p_core.shared.once import DoneRequests
from p2p_core.shared.transactions import Transaction
from p2p_core.upkeep.model import Schedule, Task
from p2p_core.upkeep.shapes import TaskCounts


class TaskReader(Protocol):
    """Events that aren't finished."""

    def counts(self, now: datetime) -> TaskCounts:
        """How many are in which state."""
        ...

    def find(self, event_id: EventId) -> Task | None:
        """One of them."""
        ...

    def failing(self, limit: int) -> Sequence[Task]:
        """Those that failed and will be tried again, the oldest first."""
        ...

    def dead(self, limit: int, before: EventId | None = None) -> Sequence[Task]:
        """Those that failed for good, the newest first, older than one that is given."""
        ...


class Tasks(Protocol):
    """The same within a transaction."""

    def retry(self, event_id: EventId, now: datetime) -> None:
        """Hand one out again as if it were new, unless somebody is at work on it or it is finished."""
        ...

    def retry_dead(self, now: datetime) -> int:
        """Do so with all that failed for good, and say how many that were."""
        ...

    def forget_finished(self, before: EventId, limit: int) -> int:
        """Drop up to so many finished events older than that id, and the record of their reactions."""
        ...


class TaskTransaction(Transaction, Protocol):
    """What tasks are changed with."""

    @property
    def tasks(self) -> Tasks:
        """Events that aren't finished, and those that are."""
        ...


class Perishable(Protocol):
    """What is forgotten from the moment it expires."""

    def forget_expired(self, before: datetime, limit: int) -> int:
        """Forget up to so many that expired before then, and say how many those were."""
        ...


class RetentionTransaction(OwnDataTransaction, PostTransaction, TaskTransaction, AuditTransaction, Protocol):
    """What grows old and is forgotten."""

    @property
    def done_requests(self) -> DoneRequests:
        """Requests that were done and may come again."""
        ...


class ScheduleReader(Protocol):
    """Schedules as they are kept."""

    def all(self) -> Sequence[Schedule]:
        """All of them, by name."""
        ...


class Schedules(Protocol):
    """Schedules within a transaction."""

    def put(self, name: str, cron: str, zone: str, next_at: datetime) -> None:
        """Keep a new one, or a changed one of that name."""
        ...

    def come(self, name: str, due_at: datetime, now: datetime, next_at: datetime) -> bool:
        """Let one come that is due then, and note when it comes next; false when another was faster."""
        ...

    def note(self, name: str, result: str) -> None:
        """What came of it."""
        ...


class ScheduleTransaction(Transaction, Protocol):
    """What schedules are changed with."""

    @property
    def schedules(self) -> Schedules:
        """Schedules."""
        ...


class Calendar(Protocol):
    """Knows when a cron expression of five fields comes true, in any time zone."""

    def following(self, cron: str, zone: str, after: datetime) -> datetime:
        """The first instant after that one, in UTC; raises ``ValueError`` where there can't be one.

        Where clocks go forward, a fixed time of day that is left out comes right after the gap; where they
        go back, one that is passed twice comes once. What comes every few minutes or hours (a star in the
        first or second field) goes by the time that really passes.
        """
        ...
