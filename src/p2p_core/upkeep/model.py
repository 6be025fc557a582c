"""What is true of a task, which is an event with something left to do, and of a schedule."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from p2p_core.shared.events import Event
from p2p_core.shared.ids import EventId

FAILED = "failed: "
"""How the result of a schedule begins whose work could not be done."""

Job = Callable[[], int]
"""What a schedule is for; answers with how much it did."""


class TaskState(StrEnum):
    """How far an event has come on its way through its reactions."""

    WAITING = "waiting"
    IN_FLIGHT = "in_flight"
    """A relay has sent it on, or a worker has it in hand."""
    FAILING = "failing"
    """It failed and will be tried again."""
    DEAD = "dead"
    """It failed for good, and waits for somebody to look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An event that isn't finished, with what became of it so far."""

    id: EventId
    name: str
    aggregate: str
    happened_at: datetime
    due_at: datetime
    attempts: int
    leased_until: datetime | None
    buried_at: datetime | None
    reason: str
    worker: str | None
    lost: int

    def state(self, now: datetime) -> TaskState:
        """How far it has come."""
        if self.buried_at:
            return TaskState.DEAD
        if self.leased_until and self.leased_until > now:
            return TaskState.IN_FLIGHT
        return TaskState.FAILING if self.attempts else TaskState.WAITING

    def again(self, now: datetime) -> "Task":
        """The same after somebody had it tried again: as new, though why it failed before is still told."""
        return replace(self, due_at=now, attempts=0, leased_until=None, buried_at=None, worker=None, lost=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleCame(Event):
    """The time has come for what a schedule is for."""

    schedule: str
    due_at: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A line of the timetable: what is to be done, and when."""

    name: str
    cron: str
    """Minute, hour, day of the month, month, day of the week."""
    zone: str
    """The time zone in which that is meant."""
    job: Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A line of the timetable as it is kept: when it came last, and when it comes next."""

    name: str
    cron: str
    zone: str
    next_at: datetime
    last_at: datetime | None
    last_result: str

    def is_as(self, planned: Planned) -> bool:
        """Whether the timetable still says so."""
        return (self.cron, self.zone) == (planned.cron, planned.zone)
