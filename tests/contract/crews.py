"""Crews on a real store and a real broker, whose work is to note that it was done."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event as Signal
from threading import Lock

from adapters.memory.calendar import PlainCalendar
from adapters.sql.store import SqlStore
from entrypoints.worker.carrier import Carrier
from entrypoints.worker.crew import Crew, Pace
from p2p_core.reactions import Reactor
from p2p_core.shared.clock import Clock
from p2p_core.shared.events import Event
from p2p_core.shared.ids import EventId, Ids
from p2p_core.upkeep.service import ScheduleService


@dataclass(frozen=True, slots=True, kw_only=True)
class Rang(Event):
    """Somebody rang, for the so manieth time."""

    person: str
    number: str


class Work:
    """What was done, in the order in which it was; each piece may take a while, or until it is let go on."""

    def __init__(self, takes: float = 0, go_on: Signal | None = None) -> None:
        self.begun: list[EventId] = []
        self.done: list[tuple[str, int]] = []
        self._guard, self._pause, self._takes, self._go_on = Lock(), Signal(), takes, go_on

    def answer(self, event_id: EventId, rang: Rang) -> None:
        """The reaction."""
        with self._guard:
            self.begun.append(event_id)
        if self._takes:
            self._pause.wait(self._takes)
        if self._go_on:
            self._go_on.wait()
        with self._guard:
            self.done.append((rang.person, int(rang.number)))

    def must_be(self, people: int, times: int) -> None:
        """Everything was done once, and each person's in the order in which they rang."""
        assert Counter(self.done) == Counter((str(p), n) for p in range(people) for n in range(times))
        for person in range(people):
            assert [number for name, number in self.done if name == str(person)] == list(range(times))


def ring(store: SqlStore, people: int, times: int, first: int = 0) -> None:
    """Publish so many events of so many people, all of them in turn."""
    with store.begin() as tx:
        for number in range(first, first + times):
            for person in range(people):
                tx.publish(Rang(person=str(person), number=str(number)))


@contextmanager
def at_work(store: SqlStore, broker: Carrier, clock: Clock, ids: Ids, work: Work) -> Iterator[Crew]:
    """A crew as a worker's process has it."""
    reactor = Reactor(
        begin=store.begin,
        done=store.reactions,
        outbox=store.outbox,
        clock=clock,
        table={Rang: (work.answer,)},
        worker=ids.new(),
    )
    schedules = ScheduleService(
        begin=store.begin, schedules=store.schedules, calendar=PlainCalendar(), clock=clock, timetable=()
    )
    crew = Crew(reactor, schedules, broker, store.on_commit, alone=False, pace=Pace(look_every=0.05))
    crew.start()
    try:
        yield crew
    finally:
        crew.stop()


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something that others do."""
    pause = Signal()
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError(f"not within {seconds} s")
