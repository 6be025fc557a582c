"""The worker: whatever waits in the outbox is handled, once, also after failures."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from threading import Event

import pytest

from adapters.memory.outbox import MemoryOutbox
from adapters.queue.embedded import EmbeddedBroker
from entrypoints.worker.crew import Crew, Pace
from entrypoints.worker.relay import Chore, Relay
from p2p_core.notifications.model import Mail
from p2p_core.shared.actor import Visit
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.ids import EventId
from tests.world import World, a_sign_up


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def broker() -> EmbeddedBroker:
    return EmbeddedBroker()


@pytest.fixture
def worker(world: World, broker: EmbeddedBroker) -> Iterator[Crew]:
    worker = crew_of(world, broker)
    yield worker
    worker.stop()


def crew_of(world: World, broker: EmbeddedBroker, *, alone: bool = True, look_every: float = 1.0) -> Crew:
    app = world.app
    pace = Pace(look_every=look_every)
    return Crew(app.reactor, app.schedules, broker, world.memory.store.on_commit, alone=alone, pace=pace)


def until(condition: Callable[[], bool]) -> None:
    pause = Event()
    for _ in range(500):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("it did not come")


def until_sent(world: World, count: int) -> None:
    until(lambda: len(world.memory.mailbox.sent()) >= count)


def until_put_off(world: World) -> None:
    """Wait until what failed is due later: before that, a clock that is moved moves the due time too."""
    until(lambda: [task.attempts for task in world.memory.store.tasks.failing(2)] == [1])


def sign_up(world: World, email: str) -> None:
    world.app.identity.registrations.sign_up(Visit(), a_sign_up(email))


def test_what_waited_before_the_start_is_handled(world: World, worker: Crew) -> None:
    sign_up(world, "before@plastics.example")

    worker.start()

    until_sent(world, 1)


def test_a_commit_wakes_it(world: World, broker: EmbeddedBroker) -> None:
    worker = crew_of(world, broker, look_every=60)
    worker.start()

    for number in range(20):
        sign_up(world, f"person{number}@plastics.example")

    until_sent(world, 20)
    assert len({mail.to for mail in world.memory.mailbox.sent()}) == 20
    worker.stop()


def test_what_a_former_process_had_claimed_is_taken_back(world: World, worker: Crew) -> None:
    sign_up(world, "claimed@plastics.example")
    now = world.clock.now()
    assert world.memory.store.outbox.claim(10, now, now + timedelta(hours=1))

    worker.start()

    until_sent(world, 1)


def test_one_of_several_leaves_alone_what_another_has_claimed(world: World, broker: EmbeddedBroker) -> None:
    sign_up(world, "claimed@plastics.example")
    now = world.clock.now()
    claimed = world.memory.store.outbox.claim(10, now, now + timedelta(hours=1))
    worker = crew_of(world, broker, alone=False)

    worker.start()
    sign_up(world, "free@plastics.example")
    until_sent(world, 1)
    worker.stop()

    assert [mail.to for mail in world.memory.mailbox.sent()] == ["free@plastics.example"]
    assert all(world.memory.store.tasks.find(event_id) for event_id in claimed)


def test_a_mail_that_could_not_leave_is_tried_again_when_it_is_due(
    world: World, worker: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox, failed = world.memory.mailbox, Event()
    send = mailbox.send

    def fail_once(mail: Mail) -> None:
        if not failed.is_set():
            failed.set()
            raise Unavailable("mail")
        send(mail)

    monkeypatch.setattr(mailbox, "send", fail_once)
    worker.start()
    sign_up(world, "late@plastics.example")
    until_put_off(world)
    world.clock.move(timedelta(seconds=3))

    until_sent(world, 1)
    assert len(mailbox.sent()) == 1


@pytest.mark.parametrize("trouble", [Unavailable("storage"), RuntimeError("a mistake of ours")])
def test_a_relay_outlives_an_outbox_in_trouble(
    world: World, worker: Crew, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    claim, met = MemoryOutbox.claim, Event()

    def fail_once(self: MemoryOutbox, limit: int, now: datetime, until: datetime) -> Sequence[EventId]:
        if not met.is_set():
            met.set()
            raise trouble
        return claim(self, limit, now, until)

    monkeypatch.setattr(MemoryOutbox, "claim", fail_once)
    worker.start()
    assert met.wait(5)
    sign_up(world, "after@plastics.example")

    until_sent(world, 1)


def test_a_mistake_in_a_reaction_is_told_and_tried_again(
    world: World, worker: Crew, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mailbox, failed = world.memory.mailbox, Event()
    send = mailbox.send

    def fail_once(mail: Mail) -> None:
        if not failed.is_set():
            failed.set()
            raise RuntimeError("a mistake of ours")
        send(mail)

    monkeypatch.setattr(mailbox, "send", fail_once)
    worker.start()
    sign_up(world, "late@plastics.example")
    until_put_off(world)
    world.clock.move(timedelta(seconds=3))

    until_sent(world, 1)
    assert "a mistake of ours" in caplog.text


def test_an_actor_is_sent_nothing_but_an_id(world: World, broker: EmbeddedBroker, worker: Crew) -> None:
    worker.start()
    actor = broker.get_actor("react")

    assert actor.options["max_retries"] == 0
    assert world.app.reactor.handle.__annotations__.keys() == {"event_id", "return"}


def test_what_is_due_by_the_clock_is_done(world: World, worker: Crew) -> None:
    worker.start()
    world.clock.move(timedelta(hours=1))

    until(lambda: result_of(world, "forget-ended-sessions") == "done: 0")
    assert result_of(world, "forget-old-registrations") == ""


def result_of(world: World, name: str) -> str:
    return next(kept.last_result for kept in world.memory.store.schedules.all() if kept.name == name)


def test_a_chore_that_fails_is_told_once_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world, tried, better = World(), list[int](), Event()

    def fail() -> None:
        tried.append(1)
        if not better.is_set():
            raise Unavailable("broker")

    relay = Relay(world.memory.store.outbox, world.clock, lambda: 0, [Chore(0.01, fail)], look_every=0.01)
    monkeypatch.setattr("entrypoints.worker.relay.LOOK_EVERY", 0.01)
    relay.start(lambda _: None)
    until(lambda: len(tried) > 3)
    better.set()
    until(lambda: "what was in the way is gone" in caplog.text)
    relay.stop(5)
    assert caplog.text.count("broker is unavailable") == 1
