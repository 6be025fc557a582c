"""What every store promises about work that failed, what is done by the clock, and what is forgotten."""

from datetime import datetime, timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import a_registration, a_session
from p2p_core.contracts.stores import at_once, stored_author
from p2p_core.identity.registrations.model import KnownAddressSignedUp
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import EventId, UserId, first_id_at
from p2p_core.upkeep.model import Schedule, Task, TaskState
from p2p_core.upkeep.shapes import TaskCounts

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)


class TasksContract:
    """Events with something left to do: seen, and tried again."""

    store: Store
    clock: Clock

    def published(self, *users: str) -> list[EventId]:
        """Events that nobody has claimed."""
        for name in users:
            with self.store.begin() as tx:
                tx.publish(KnownAddressSignedUp(user_id=UserId(name)))
        now = self.clock.now()
        return list(self.store.outbox.claim(len(users), now, now))

    def buried(self, *users: str) -> list[EventId]:
        found = self.published(*users)
        for event_id in found:
            self.store.outbox.bury(event_id, self.clock.now(), "Refused: no such mailbox")
        return found

    def retry(self, event_id: EventId, later: timedelta = timedelta()) -> None:
        with self.store.begin() as tx:
            tx.tasks.retry(event_id, self.clock.now() + later)

    def task(self, event_id: EventId) -> Task:
        found = self.store.tasks.find(event_id)
        assert found is not None
        return found

    def state(self, event_id: EventId) -> TaskState:
        return self.task(event_id).state(self.clock.now())

    def test_where_nothing_is_left_to_do_there_is_nothing_to_see(self) -> None:
        (event_id,) = self.published("a")
        self.store.outbox.finish(event_id, self.clock.now())
        assert self.store.tasks.find(event_id) is None
        assert self.store.tasks.find(EventId("nothing")) is None
        none = TaskCounts(waiting=0, in_flight=0, failing=0, dead=0, oldest_at=None)
        assert self.store.tasks.counts(self.clock.now()) == none
        assert list(self.store.tasks.failing(10)) == list(self.store.tasks.dead(10)) == []

    def test_every_event_that_is_not_finished_is_counted_in_one_state(self) -> None:
        before = self.clock.now()
        failing, dead, worked_at, _ = self.published("a", "b", "c", "d")
        now = self.clock.now()
        self.store.outbox.postpone(failing, now + _MINUTE, "Unavailable: mail")
        self.store.outbox.bury(dead, now, "no")
        assert self.store.outbox.take(worked_at, "w", now, now + _MINUTE)
        counts = self.store.tasks.counts(now)
        assert (counts.waiting, counts.in_flight, counts.failing, counts.dead) == (1, 1, 1, 1)
        assert counts.oldest_at is not None
        assert before <= counts.oldest_at <= now
        assert self.store.tasks.counts(now + _MINUTE * 2).waiting == 2

    def test_a_failure_is_shown_with_all_that_is_known_of_it(self) -> None:
        (event_id,) = self.published("a")
        now = self.clock.now()
        self.store.outbox.postpone(event_id, now + _MINUTE, "Unavailable: صيانة")
        (task,) = self.store.tasks.failing(10)
        assert task == self.task(event_id)
        assert (task.id, task.name, task.aggregate) == (event_id, "KnownAddressSignedUp", "a")
        assert (task.attempts, task.lost, task.reason) == (1, 0, "Unavailable: صيانة")
        assert (task.due_at, task.leased_until, task.buried_at) == (now + _MINUTE, None, None)
        assert task.worker is None
        assert task.state(now) is TaskState.FAILING

    def test_failures_are_listed_the_oldest_first_and_no_more_than_asked_for(self) -> None:
        found = self.published("a", "b", "c")
        for event_id in found:
            self.store.outbox.postpone(event_id, self.clock.now() + _MINUTE, "no")
        assert [task.id for task in self.store.tasks.failing(2)] == found[:2]

    def test_dead_letters_are_listed_the_newest_first_from_any_of_them_on(self) -> None:
        found = self.buried("a", "b", "c")
        assert [task.id for task in self.store.tasks.dead(2)] == found[:0:-1]
        assert [task.id for task in self.store.tasks.dead(2, found[1])] == found[:1]
        assert self.state(found[0]) is TaskState.DEAD

    def test_a_dead_letter_that_is_tried_again_is_as_new_and_its_reason_is_still_told(self) -> None:
        (event_id,) = self.buried("a")
        self.retry(event_id)
        task = self.task(event_id)
        assert (task.attempts, task.lost, task.buried_at) == (0, 0, None)
        assert task.reason == "Refused: no such mailbox"
        now = self.clock.now()
        assert list(self.store.outbox.claim(10, now, now + _MINUTE)) == [event_id]
        assert self.store.outbox.take(event_id, "w", now, now + _MINUTE)

    def test_a_failing_one_that_is_tried_again_need_not_wait_any_longer(self) -> None:
        (event_id,) = self.published("a")
        self.store.outbox.postpone(event_id, self.clock.now() + _DAY, "no")
        self.retry(event_id)
        assert self.state(event_id) is TaskState.WAITING
        now = self.clock.now()
        assert list(self.store.outbox.claim(10, now, now + _MINUTE)) == [event_id]

    def test_what_is_worked_at_or_finished_is_left_alone(self) -> None:
        worked_at, finished = self.published("a", "b")
        now = self.clock.now()
        taken = self.store.outbox.take(worked_at, "w", now, now + _MINUTE)
        self.store.outbox.finish(finished, now)
        self.retry(worked_at)
        self.retry(finished)
        assert taken is not None
        assert self.state(worked_at) is TaskState.IN_FLIGHT
        assert self.store.tasks.find(finished) is None

    def test_all_dead_letters_are_tried_again_and_nothing_else(self) -> None:
        dead = self.buried("a", "b")
        (failing,) = self.published("c")
        self.store.outbox.postpone(failing, self.clock.now() + _MINUTE, "no")
        with self.store.begin() as tx:
            assert tx.tasks.retry_dead(self.clock.now()) == 2
        assert [self.state(event_id) for event_id in dead] == [TaskState.WAITING] * 2
        assert self.state(failing) is TaskState.FAILING
        with self.store.begin() as tx:
            assert tx.tasks.retry_dead(self.clock.now()) == 0


class RetentionContract:
    """What has served its time is forgotten, piece by piece, and nothing else."""

    store: Store
    clock: Clock

    def soon(self) -> EventId:
        """An id above all that were made until now."""
        return EventId(first_id_at(self.clock.now() + _MINUTE))

    def finished(self, *users: str) -> list[EventId]:
        found = []
        for name in users:
            with self.store.begin() as tx:
                tx.publish(KnownAddressSignedUp(user_id=UserId(name)))
            now = self.clock.now()
            (event_id,) = self.store.outbox.claim(1, now, now)
            with self.store.begin() as tx:
                assert tx.first_time(event_id, "told")
            self.store.outbox.finish(event_id, now)
            found.append(event_id)
        return found

    def forgotten(self, before: EventId, limit: int = 10) -> int:
        with self.store.begin() as tx:
            return tx.tasks.forget_finished(before, limit)

    def test_finished_events_are_forgotten_with_the_record_of_their_reactions_the_oldest_first(self) -> None:
        first, second, third = self.finished("a", "b", "c")
        assert self.forgotten(self.soon(), 2) == 2
        recorded = self.store.reactions.is_recorded
        assert [recorded(event_id, "told") for event_id in (first, second, third)] == [False, False, True]
        assert self.forgotten(self.soon()) == 1
        assert self.forgotten(self.soon()) == 0
        assert not recorded(third, "told")

    def test_newer_ones_and_those_with_something_left_to_do_are_kept(self) -> None:
        old, new = self.finished("a", "b")
        with self.store.begin() as tx:
            tx.publish(KnownAddressSignedUp(user_id=UserId("c")))
        now = self.clock.now()
        (waiting,) = self.store.outbox.claim(1, now, now)
        with self.store.begin() as tx:
            tx.first_time(waiting, "told")
        assert self.forgotten(new) == 1
        assert self.forgotten(new) == 0
        assert not self.store.reactions.is_recorded(old, "told")
        assert self.forgotten(self.soon()) == 1
        assert self.store.tasks.find(waiting)
        assert self.store.reactions.is_recorded(waiting, "told")

    def test_sessions_that_ended_before_are_forgotten_and_others_kept(self) -> None:
        user = stored_author(self.store)
        sessions = [a_session(user, f"{number}" * 64) for number in range(4)]
        moment = sessions[0].expires_at
        for session, idle, end in zip(sessions, (-1, -1, 0, 1), (1, 2, 3, 4), strict=True):
            session.idle_expires_at, session.expires_at = moment + idle * _MINUTE, moment + end * _MINUTE
        with self.store.begin() as tx:
            for session in sessions:
                tx.sessions.add(session)
        assert self.ended(moment, 1) == 1
        assert self.ended(moment, 5) == 2
        assert self.ended(moment, 5) == 0
        with self.store.begin() as tx:
            assert tx.sessions.get(sessions[3].id) == sessions[3]

    def ended(self, before: datetime, limit: int) -> int:
        with self.store.begin() as tx:
            return tx.sessions.forget_ended(before, limit)

    def test_registrations_that_were_over_before_are_forgotten_and_others_kept(self) -> None:
        completed, expired, pending, later = (
            a_registration(f"{name}@plastics.example") for name in ("a", "b", "c", "d")
        )
        moment = pending.expires_at
        completed.ended_at, completed.expires_at = moment - _MINUTE, moment + _MINUTE
        expired.ended_at, expired.expires_at = None, moment - _MINUTE
        pending.ended_at, pending.expires_at = None, moment + _MINUTE
        later.ended_at, later.expires_at = moment + _MINUTE, moment - _MINUTE
        with self.store.begin() as tx:
            for registration in (completed, expired, pending, later):
                tx.registrations.add(registration)
        assert [self.over(moment, 1), self.over(moment, 5), self.over(moment, 5)] == [1, 1, 0]
        find = self.store.registrations.find
        assert [bool(find(found.id)) for found in (completed, expired, pending, later)] == [False] * 2 + [
            True
        ] * 2

    def over(self, before: datetime, limit: int) -> int:
        with self.store.begin() as tx:
            return tx.registrations.forget_over(before, limit)


class SchedulesContract:
    """Lines of the timetable: kept, changed, and each time they are due for one alone."""

    store: Store
    clock: Clock

    def put(self, name: str, next_at: datetime, cron: str = "0 * * * *") -> None:
        with self.store.begin() as tx:
            tx.schedules.put(name, cron, "Asia/Riyadh", next_at)

    def test_a_schedule_comes_back_as_it_was_put_in_the_order_of_names(self) -> None:
        now = self.clock.now()
        self.put("b", now)
        self.put("a", now + _MINUTE)
        kept = Schedule(
            name="a",
            cron="0 * * * *",
            zone="Asia/Riyadh",
            next_at=now + _MINUTE,
            last_at=None,
            last_result="",
        )
        first, second = self.store.schedules.all()
        assert (first, second.name) == (kept, "b")

    def test_a_changed_one_keeps_what_became_of_it(self) -> None:
        now = self.clock.now()
        self.put("a", now)
        with self.store.begin() as tx:
            assert tx.schedules.come("a", now, now, now + _DAY)
            tx.schedules.note("a", "done: 3")
        self.put("a", now + _MINUTE, "1 * * * *")
        (schedule,) = self.store.schedules.all()
        assert (schedule.cron, schedule.next_at) == ("1 * * * *", now + _MINUTE)
        assert (schedule.last_at, schedule.last_result) == (now, "done: 3")

    def test_it_comes_once_for_each_time_it_is_due(self) -> None:
        now = self.clock.now()
        self.put("a", now)
        with self.store.begin() as tx:
            assert tx.schedules.come("a", now, now + _MINUTE, now + _DAY)
            assert not tx.schedules.come("a", now, now + _MINUTE, now + _DAY)
            assert not tx.schedules.come("unknown", now, now, now + _DAY)
            tx.schedules.note("unknown", "nothing")
        (schedule,) = self.store.schedules.all()
        assert (schedule.last_at, schedule.next_at) == (now + _MINUTE, now + _DAY)

    def test_of_many_who_look_at_once_it_comes_for_one(self) -> None:
        now = self.clock.now()
        self.put("a", now)
        came: list[int] = []

        def look(number: int) -> None:
            with self.store.begin() as tx:
                if tx.schedules.come("a", now, now, now + _DAY):
                    came.append(number)

        at_once(look)
        assert len(came) == 1
