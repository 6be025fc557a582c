"""What operators can do with work that waits or failed, and what the house does by the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from p2p_core.forum.topics.model import RESTORABLE_FOR
from p2p_core.shared.actor import Actor, must_be_operator
from p2p_core.shared.batches import in_batches
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import AuditId, EventId, first_id_at
from p2p_core.shared.once import KEPT_FOR
from p2p_core.shared.pages import decode_cursor, page_of
from p2p_core.shared.reasons import reason_of
from p2p_core.shared.transactions import Begin
from p2p_core.upkeep.model import FAILED, Planned, Schedule, ScheduleCame, Task, TaskState
from p2p_core.upkeep.ports import (
    Calendar,
    Perishable,
    RetentionTransaction,
    ScheduleReader,
    ScheduleTransaction,
    TaskReader,
    TaskTransaction,
)
from p2p_core.upkeep.shapes import (
    QueueDetails,
    ScheduleDetails,
    TaskCounts,
    TaskDetails,
    TasksOverview,
    TasksQuery,
)

SESSIONS_ARE_KEPT = timedelta(days=1)
"""How long a session that can't be used any more is kept, with the device and network it was used from."""
REGISTRATIONS_ARE_KEPT = timedelta(days=7)
"""How long a sign-up that was completed or never will be is kept: its link tells so for that long."""
EVENTS_ARE_KEPT = timedelta(days=7)
"""How long it is on record that an event was handled."""

AUDIT_IS_KEPT = timedelta(days=365)
"""How long it is on record who did what, where an installation doesn't say otherwise."""

Expiring = Callable[[RetentionTransaction], Perishable]
_EXPIRING: tuple[Expiring, ...] = (
    lambda tx: tx.access_tokens,
    lambda tx: tx.challenges,
    lambda tx: tx.password_resets,
    lambda tx: tx.email_changes,
    lambda tx: tx.devices,
    lambda tx: tx.tallies,
    lambda tx: tx.exports,
    lambda tx: tx.erasure_wishes,
)

_QUEUE = "outbox"
_BINDING = "dead letters"
_SHOWN_FAILURES = 20
_FIRST_PAGE = TasksQuery()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskService:
    """See what is left to do and what failed, and have it tried again: for operators."""

    begin: Begin[TaskTransaction]
    tasks: TaskReader
    schedules: ScheduleReader
    clock: Clock

    def overview(self, actor: Actor, query: TasksQuery = _FIRST_PAGE) -> TasksOverview:
        """Queues, failures, a page of dead letters, schedules."""
        must_be_operator(actor)
        now = self.clock.now()
        counts = self.tasks.counts(now)
        after = decode_cursor(_BINDING, query.cursor, str)
        dead = self.tasks.dead(query.limit + 1, EventId(str(after[0])) if after else None)
        page = page_of(list(dead), query.limit, _BINDING, lambda task: (task.id,))
        return TasksOverview(
            queues=(_queue(counts),),
            depth=_depth(counts),
            failures=tuple(_shown(task, now) for task in self.tasks.failing(_SHOWN_FAILURES)),
            dead_letters=page.map(lambda task: _shown(task, now)),
            schedules=tuple(map(_shown_schedule, self.schedules.all())),
        )

    def retry(self, actor: Actor, task_id: EventId) -> TaskDetails:
        """Have a failed event tried again, at once and as if it were new; others stay as they are.

        Raises ``NotFound`` for one that is finished or never was.
        """
        must_be_operator(actor)
        now = self.clock.now()
        task = self.tasks.find(task_id)
        if task is None:
            raise NotFound("task")
        if task.state(now) in {TaskState.FAILING, TaskState.DEAD}:
            with self.begin() as tx:
                tx.tasks.retry(task_id, now)
            task = task.again(now)
        return _shown(task, now)

    def retry_all(self, actor: Actor) -> int:
        """Have all dead letters tried again, and say how many there were."""
        must_be_operator(actor)
        with self.begin() as tx:
            return tx.tasks.retry_dead(self.clock.now())


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionService:
    """Forgets what has served its time, piece by piece; each answers with how much that was."""

    begin: Begin[RetentionTransaction]
    clock: Clock
    audit_kept: timedelta = AUDIT_IS_KEPT

    def forget_ended_sessions(self) -> int:
        """Forget sessions that ended a day ago."""
        before = self.clock.now() - SESSIONS_ARE_KEPT

        def some(limit: int) -> int:
            with self.begin() as tx:
                return tx.sessions.forget_ended(before, limit)

        return in_batches(some)

    def forget_old_registrations(self) -> int:
        """Forget sign-ups that were over a week ago, completed or not."""
        before = self.clock.now() - REGISTRATIONS_ARE_KEPT

        def some(limit: int) -> int:
            with self.begin() as tx:
                return tx.registrations.forget_over(before, limit)

        return in_batches(some)

    def forget_expired_credentials(self) -> int:
        """Forget links, devices, access tokens and counts of attempts from the moment they mean nothing."""
        now = self.clock.now()
        return sum(in_batches(partial(self._forget_expired, kind, now)) for kind in _EXPIRING)

    def _forget_expired(self, kind: Expiring, now: datetime, limit: int) -> int:
        with self.begin() as tx:
            return kind(tx).forget_expired(now, limit)

    def forget_requests(self) -> int:
        """Forget requests that were done and can't come again."""
        until = self.clock.now() - KEPT_FOR

        def some(limit: int) -> int:
            with self.begin() as tx:
                return tx.done_requests.forget(until, limit)

        return in_batches(some)

    def remove_deleted_topics(self) -> int:
        """Remove for good the topics that nobody can have back any more."""
        before = self.clock.now() - RESTORABLE_FOR

        def some(limit: int) -> int:
            with self.begin() as tx:
                return tx.topics.forget_deleted(before, limit)

        return in_batches(some)

    def remove_deleted_posts(self) -> int:
        """Remove for good the replies that nobody can have back any more, or their words alone."""
        before = self.clock.now() - RESTORABLE_FOR

        def some(limit: int) -> int:
            with self.begin() as tx:
                return tx.posts.forget_deleted(before, limit)

        return in_batches(some)

    def forget_finished_events(self) -> int:
        """Forget events of a week ago that were handled, and the record of their reactions."""
        before = EventId(first_id_at(self.clock.now() - EVENTS_ARE_KEPT))

        def some(limit: int) -> int:
            with self.begin() as tx:
                return tx.tasks.forget_finished(before, limit)

        return in_batches(some)

    def forget_old_audit(self) -> int:
        """Forget who did what so long ago that nobody has to answer for it any more."""
        before = AuditId(first_id_at(self.clock.now() - self.audit_kept))

        def some(limit: int) -> int:
            with self.begin() as tx:
                return tx.audit.forget_older(before, limit)

        return in_batches(some)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleService:
    """Keeps the timetable: each line comes once when it is due, however many workers look."""

    begin: Begin[ScheduleTransaction]
    schedules: ScheduleReader
    calendar: Calendar
    clock: Clock
    timetable: tuple[Planned, ...]

    def install(self) -> None:
        """Keep what is new or changed in the timetable; a line that is left out needs a migration to go."""
        kept = {schedule.name: schedule for schedule in self.schedules.all()}
        for planned in self.timetable:
            known = kept.get(planned.name)
            if known is None or not known.is_as(planned):
                following = self.calendar.following(planned.cron, planned.zone, self.clock.now())
                with self.begin() as tx:
                    tx.schedules.put(planned.name, planned.cron, planned.zone, following)

    def tick(self) -> None:
        """Let come what is due; what was due several times while nobody looked comes once."""
        now, names = self.clock.now(), {planned.name for planned in self.timetable}
        for schedule in self.schedules.all():
            if schedule.next_at <= now and schedule.name in names:
                self._come(schedule, now)

    def keep(self, _event_id: EventId, came: ScheduleCame) -> None:
        """Do what a schedule is for, and note what came of it."""
        for planned in self.timetable:
            if planned.name == came.schedule:
                self._do(planned)

    def _come(self, schedule: Schedule, now: datetime) -> None:
        following = self.calendar.following(schedule.cron, schedule.zone, now)
        with self.begin() as tx:
            if tx.schedules.come(schedule.name, schedule.next_at, now, following):
                tx.publish(ScheduleCame(schedule=schedule.name, due_at=schedule.next_at.isoformat()))

    def _do(self, planned: Planned) -> None:
        try:
            result = f"done: {planned.job()}"
        except Exception as error:
            self._note(planned.name, FAILED + reason_of(error))
            raise
        self._note(planned.name, result)

    def _note(self, name: str, result: str) -> None:
        with self.begin() as tx:
            tx.schedules.note(name, result)


def _depth(counts: TaskCounts) -> int:
    return counts.waiting + counts.in_flight + counts.failing


def _queue(counts: TaskCounts) -> QueueDetails:
    return QueueDetails(
        name=_QUEUE,
        depth=_depth(counts),
        waiting=counts.waiting,
        in_flight=counts.in_flight,
        failing=counts.failing,
        dead=counts.dead,
        oldest_at=counts.oldest_at,
    )


def _shown(task: Task, now: datetime) -> TaskDetails:
    state = task.state(now)
    return TaskDetails(
        id=task.id,
        event=task.name,
        aggregate=task.aggregate,
        state=state,
        attempts=task.attempts,
        lost=task.lost,
        reason=task.reason,
        worker=task.worker,
        happened_at=task.happened_at,
        next_attempt_at=task.due_at if state is TaskState.FAILING else None,
        given_up_at=task.buried_at,
    )


def _shown_schedule(schedule: Schedule) -> ScheduleDetails:
    return ScheduleDetails(
        name=schedule.name,
        cron=schedule.cron,
        zone=schedule.zone,
        next_at=schedule.next_at,
        last_at=schedule.last_at,
        last_result=schedule.last_result,
    )
