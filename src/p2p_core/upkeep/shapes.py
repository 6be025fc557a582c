"""How tasks and schedules are asked for and shown."""

from dataclasses import dataclass
from datetime import datetime

from p2p_core.shared.ids import EventId
from p2p_core.shared.inputs import Input
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit, Page
from p2p_core.upkeep.model import TaskState


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksQuery(Input):
    """From where on dead letters are listed, the newest first."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDetails:
    """An event that isn't finished."""

    id: EventId
    event: str
    aggregate: str
    """What it happened to."""
    state: TaskState
    attempts: int
    lost: int
    """How many workers ended with it in hand."""
    reason: str
    """Why it failed last."""
    worker: str | None
    """Who has it in hand."""
    happened_at: datetime
    next_attempt_at: datetime | None
    given_up_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCounts:
    """How many events are in which state."""

    waiting: int
    in_flight: int
    failing: int
    dead: int
    oldest_at: datetime | None
    """When the oldest happened that isn't dead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueDetails:
    """A queue and how full it is."""

    name: str
    depth: int
    """All that isn't dead."""
    waiting: int
    in_flight: int
    failing: int
    dead: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleDetails:
    """What is done by the clock, and how that went."""

    name: str
    cron: str
    zone: str
    next_at: datetime
    last_at: datetime | None
    last_result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksOverview:
    """All the work that is left to do, at one glance."""

    queues: tuple[QueueDetails, ...]
    depth: int
    failures: tuple[TaskDetails, ...]
    """Those that will be tried again: the first twenty."""
    dead_letters: Page[TaskDetails]
    schedules: tuple[ScheduleDetails, ...]
