"""What operators see and do of work that failed; what is done by the clock, once, and what is forgotten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from adapters.memory.calendar import PlainCalendar
from p2p_core.identity.access_tokens.model import Scope
from p2p_core.identity.access_tokens.shapes import NewAccessToken
from p2p_core.identity.email_changes.shapes import ChangeEmail
from p2p_core.identity.passwords.shapes import ForgotPassword
from p2p_core.identity.registrations.shapes import VerifyEmail
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.notifications.model import Mail
from p2p_core.shared.actor import THE_HOUSE, Actor, Visit
from p2p_core.shared.batches import MOST, SIZE, in_batches
from p2p_core.shared.errors import Forbidden, NotFound, Unauthenticated, Unavailable
from p2p_core.shared.ids import EventId
from p2p_core.upkeep.model import Planned, ScheduleCame, TaskState
from p2p_core.upkeep.service import ScheduleService
from p2p_core.upkeep.shapes import TasksQuery
from tests.world import PASSPHRASE, World, a_sign_up, token_in

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAMES = (
    "complete-index",
    "forget-ended-sessions",
    "forget-expired-credentials",
    "forget-finished-events",
    "forget-old-audit",
    "forget-old-drafts",
    "forget-old-notifications",
    "forget-old-registrations",
    "forget-requests",
    "remove-deleted-posts",
    "remove-deleted-topics",
    "sweep-files",
    "sweep-strays",
)


def broken(world: World, monkeypatch: pytest.MonkeyPatch, failures: int) -> None:
    """Let so many mails fail from now on."""
    mailbox, left = world.memory.mailbox, [failures]
    send = mailbox.send

    def fail(mail: Mail) -> None:
        if left[0]:
            left[0] -= 1
            raise Unavailable("mail")
        send(mail)

    monkeypatch.setattr(mailbox, "send", fail)


def dead_letters(world: World, number: int) -> list[EventId]:
    """Events of sign-ups that were given up, the oldest first."""
    found = []
    for one in range(number):
        world.app.identity.registrations.sign_up(Visit(), a_sign_up(f"person{one}@plastics.example"))
        now = world.clock.now()
        (event_id,) = world.memory.store.outbox.claim(1, now, now)
        world.memory.store.outbox.bury(event_id, now, "Unavailable: mail")
        found.append(event_id)
    return found


def test_a_failed_mail_is_seen_and_when_it_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(world, monkeypatch, 1)
    world.app.identity.registrations.sign_up(Visit(), a_sign_up())
    with pytest.raises(Unavailable):
        world.memory.settle()
    overview = world.app.tasks.overview(THE_HOUSE)
    (queue,) = overview.queues
    assert (queue.name, queue.depth, queue.failing, queue.waiting, queue.dead) == ("outbox", 1, 1, 0, 0)
    assert overview.depth == 1
    (failure,) = overview.failures
    assert (failure.event, failure.attempts, failure.state) == ("VerificationRequested", 1, TaskState.FAILING)
    assert failure.next_attempt_at == world.clock.now() + timedelta(seconds=2)
    assert failure.reason == "Unavailable: mail is unavailable"
    assert [schedule.name for schedule in overview.schedules] == list(NAMES)


def test_dead_letters_come_in_pages_the_newest_first(world: World) -> None:
    found = dead_letters(world, 3)
    first = world.app.tasks.overview(THE_HOUSE, TasksQuery(limit=2)).dead_letters
    assert [task.id for task in first.items] == found[:0:-1]
    assert {task.state for task in first.items} == {TaskState.DEAD}
    rest = world.app.tasks.overview(THE_HOUSE, TasksQuery(limit=2, cursor=first.next_cursor)).dead_letters
    assert [task.id for task in rest.items] == found[:1]
    assert rest.next_cursor is None


def test_a_dead_letter_that_is_tried_again_arrives(world: World) -> None:
    (event_id,) = dead_letters(world, 1)
    task = world.app.tasks.retry(THE_HOUSE, event_id)
    assert (task.state, task.attempts, task.given_up_at) == (TaskState.WAITING, 0, None)
    assert len(world.mails()) == 1
    with pytest.raises(NotFound):
        world.app.tasks.retry(THE_HOUSE, event_id)


def test_what_only_waits_is_left_as_it_is(world: World) -> None:
    world.app.identity.registrations.sign_up(Visit(), a_sign_up())
    now = world.clock.now()
    (event_id,) = world.memory.store.outbox.claim(1, now, now + HOUR)
    assert world.app.tasks.retry(THE_HOUSE, event_id).state is TaskState.IN_FLIGHT
    assert world.memory.store.outbox.claim(1, now, now) == []


def test_all_dead_letters_are_tried_again_at_once(world: World) -> None:
    dead_letters(world, 3)
    assert world.app.tasks.retry_all(THE_HOUSE) == 3
    assert len(world.mails()) == 3
    assert world.app.tasks.retry_all(THE_HOUSE) == 0


def test_only_operators_see_or_touch_them(world: World) -> None:
    (event_id,) = dead_letters(world, 1)
    member = world.member()
    for ask in (
        lambda: world.app.tasks.overview(member),
        lambda: world.app.tasks.retry(member, event_id),
        lambda: world.app.tasks.retry_all(member),
    ):
        with pytest.raises(Forbidden):
            ask()
    assert world.app.tasks.overview(as_operator(member)).queues[0].dead == 1


def as_operator(actor: Actor) -> Actor:
    return replace(actor, operator=True)


class Jobs:
    """Schedules whose work is counted, and fails when it is told to."""

    def __init__(self, world: World, *lines: tuple[str, str, str]) -> None:
        self.done: list[str] = []
        self.error: Exception | None = None
        self.world = world
        timetable = tuple(Planned(name, cron, zone, partial(self.do, name)) for name, cron, zone in lines)
        self.service: ScheduleService = replace(world.app.schedules, timetable=timetable)
        self.service.install()

    def do(self, name: str) -> int:
        if self.error:
            raise self.error
        self.done.append(name)
        return 7

    def pass_by(self, by: timedelta) -> None:
        """Let time pass, then look what is due, as a worker does."""
        self.world.clock.move(by)
        self.service.tick()
        self.react()

    def react(self) -> None:
        now, outbox = self.world.clock.now(), self.world.memory.store.outbox
        reactor = replace(self.world.app.reactor, table={ScheduleCame: (self.service.keep,)})
        for event_id in outbox.claim(100, now, now):
            reactor.handle(event_id)

    def result(self, name: str) -> str:
        return next(kept.last_result for kept in self.world.memory.store.schedules.all() if kept.name == name)


def test_a_schedule_comes_when_it_is_due_and_tells_what_came_of_it(world: World) -> None:
    jobs = Jobs(world, ("hourly", "30 * * * *", "UTC"))
    jobs.pass_by(timedelta(minutes=29))
    assert jobs.done == []
    jobs.pass_by(timedelta(minutes=1))
    jobs.pass_by(timedelta(minutes=1))
    assert jobs.done == ["hourly"]
    (kept,) = [kept for kept in world.memory.store.schedules.all() if kept.name == "hourly"]
    assert (kept.last_result, kept.last_at) == ("done: 7", world.clock.now() - timedelta(minutes=1))
    assert kept.next_at == world.clock.now() + timedelta(minutes=59)


def test_what_was_missed_many_times_comes_once(world: World) -> None:
    jobs = Jobs(world, ("hourly", "30 * * * *", "UTC"))
    jobs.pass_by(DAY * 3)
    jobs.pass_by(timedelta())
    assert jobs.done == ["hourly"]


def test_two_workers_that_look_at_once_let_it_come_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = Jobs(world, ("hourly", "30 * * * *", "UTC"))
    world.clock.move(HOUR)
    seen = world.memory.store.schedules.all()
    jobs.service.tick()
    monkeypatch.setattr(type(world.memory.store.schedules), "all", lambda _: seen)
    jobs.service.tick()
    monkeypatch.undo()
    jobs.react()
    assert jobs.done == ["hourly"]


@pytest.mark.parametrize(
    ("before", "due"),
    [
        (datetime(2026, 3, 28, 12, tzinfo=UTC), [datetime(2026, 3, 29, 1, 0, tzinfo=UTC)]),  # the gap
        (datetime(2026, 10, 24, 12, tzinfo=UTC), [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]),  # twice
    ],
)
def test_a_night_in_which_clocks_are_changed_has_each_nightly_schedule_once(
    world: World, before: datetime, due: list[datetime]
) -> None:
    world.clock.move(before - world.clock.now())
    jobs = Jobs(world, ("nightly", "30 2 * * *", "Europe/Berlin"))
    came = []
    for _ in range(24 * 4):
        already = len(jobs.done)
        jobs.pass_by(HOUR / 4)
        came += [world.clock.now()] * (len(jobs.done) - already)
    assert came == due


def test_work_that_fails_is_told_and_tried_again(world: World) -> None:
    jobs = Jobs(world, ("hourly", "30 * * * *", "UTC"))
    jobs.error = ValueError("hunter2")
    with pytest.raises(ValueError, match="hunter2"):
        jobs.pass_by(HOUR)
    assert jobs.result("hourly").startswith("failed: ValueError at ")
    assert "hunter2" not in jobs.result("hourly")
    jobs.error = None
    jobs.pass_by(timedelta(seconds=5))
    assert (jobs.done, jobs.result("hourly")) == (["hourly"], "done: 7")


def test_a_changed_line_of_the_timetable_holds_from_the_next_start_on(world: World) -> None:
    Jobs(world, ("nightly", "30 2 * * *", "UTC"))
    jobs = Jobs(world, ("nightly", "15 9 * * *", "UTC"))
    jobs.pass_by(HOUR * 2)
    assert jobs.done == ["nightly"]
    again = Jobs(world, ("nightly", "15 9 * * *", "UTC"))
    again.pass_by(timedelta())
    assert again.done == []


def test_a_line_that_this_version_does_not_know_is_left_to_the_one_that_does(world: World) -> None:
    jobs = Jobs(world, ("newer", "30 * * * *", "UTC"))
    older = replace(jobs.service, timetable=())
    world.clock.move(HOUR)
    older.tick()
    older.keep(EventId("e"), ScheduleCame(schedule="newer", due_at=""))
    assert jobs.done == []
    jobs.pass_by(timedelta())
    assert jobs.done == ["newer"]


def test_the_timetable_can_be_read_and_its_names_are_all_different(world: World) -> None:
    timetable = world.app.schedules.timetable
    assert tuple(sorted(planned.name for planned in timetable)) == NAMES
    for planned in timetable:
        assert PlainCalendar().following(planned.cron, planned.zone, world.clock.now()) > world.clock.now()


def test_what_has_served_its_time_is_forgotten_by_the_clock(world: World) -> None:
    world.sign_up("late@plastics.example")
    member = world.member()
    world.clock.move(timedelta(hours=25))
    world.memory.settle()
    later = world.app.identity.logins.log_in(
        Visit(), LogIn(email="sara@plastics.example", password=PASSPHRASE)
    )
    world.clock.move(timedelta(days=8))
    world.memory.settle()
    world.memory.settle()
    store = world.memory.store
    with pytest.raises(NotFound), store.begin() as tx:
        tx.sessions.get(member.session_id or later.overview.session.id)
    with pytest.raises(NotFound), store.begin() as tx:
        tx.sessions.get(later.overview.session.id)
    results = {kept.name: kept.last_result for kept in store.schedules.all()}
    assert results.keys() == set(NAMES)
    assert all(result.startswith("done: ") for result in results.values())
    assert results["forget-old-registrations"] == "done: 2"


def test_a_link_of_long_ago_is_too_old_also_when_its_registration_is_forgotten(world: World) -> None:
    token = world.sign_up("late@plastics.example")
    world.clock.move(timedelta(days=9))
    assert world.app.retention.forget_old_registrations() == 1
    with pytest.raises(Exception, match="token_expired"):
        world.app.identity.registrations.verify(Visit(), VerifyEmail(token=token))


def test_what_is_still_of_use_is_kept(world: World) -> None:
    token, member = world.sign_up("late@plastics.example"), world.member()
    assert world.app.retention.forget_ended_sessions() == 0
    assert world.app.retention.forget_old_registrations() == 0
    assert world.app.retention.forget_finished_events() == 0
    world.app.identity.sessions.use(member)
    assert token_in(world.mails()[0]) == token
    world.clock.move(DAY)
    with pytest.raises(Unauthenticated):
        world.app.identity.sessions.use(member)


def test_much_is_done_in_pieces_and_not_all_at_once() -> None:
    asked: list[int] = []

    def some(limit: int) -> int:
        asked.append(limit)
        return limit

    assert in_batches(some) == SIZE * MOST
    assert asked == [SIZE] * MOST
    left = iter([SIZE, 3])
    assert in_batches(lambda _: next(left)) == SIZE + 3


def test_links_devices_tokens_and_counts_are_forgotten_the_moment_they_mean_nothing(world: World) -> None:
    sara, identity, store = world.member(), world.app.identity, world.memory.store
    identity.access_tokens.create(sara, NewAccessToken(name="x", scopes=(Scope.READ,), expires_in_days=1))
    identity.passwords.forget(Visit(), ForgotPassword(email="sara@plastics.example"))
    identity.email_changes.request(sara, ChangeEmail(new_email="sara@new.example"))
    tables = ("access_tokens", "password_resets", "email_changes", "devices", "tallies")

    def kept() -> dict[str, int]:
        with store.outbox.work() as kept_tables:
            return {name: len(getattr(kept_tables, name)) for name in tables}

    before = kept()
    assert all(before.values())
    assert world.app.retention.forget_expired_credentials() == 0
    world.clock.move(HOUR)
    mails = before["tallies"]
    assert world.app.retention.forget_expired_credentials() == 1 + mails
    assert kept() == {**before, "password_resets": 0, "tallies": 0}
    world.clock.move(DAY)
    assert world.app.retention.forget_expired_credentials() == 2
    assert kept() == {**dict.fromkeys(tables, 0), "devices": 1}
    world.clock.move(DAY * 365)
    assert world.app.retention.forget_expired_credentials() == 1
    assert world.app.retention.forget_expired_credentials() == 0
