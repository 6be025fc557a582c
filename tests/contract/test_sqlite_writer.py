"""The group commit of the SQLite writer: in order, each for itself, durable for all or for nobody."""

# ruff: noqa: PT012 - what fails is the end of a transaction's block, so the block has to be inside

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from logging import WARNING
from threading import Event, Thread

import pytest

from adapters.sql.sqlite import writer
from adapters.sql.sqlite.connections import open_for_writing
from adapters.sql.sqlite.writer import MOST_TOGETHER
from adapters.turn import Turn
from p2p_core.shared.errors import Conflict, Unavailable
from tests.contract.sql_bench import ADD, ORPHAN, READ, SET, Bench, a_bench, until


class LostError(Exception):
    """What a failing operation raises."""


@pytest.fixture
def bench() -> Iterator[Bench]:
    with a_bench() as made:
        yield made


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(MOST_TOGETHER + 10) as pool:
        yield pool


class Queue:
    """Operations that stand in line behind one that holds the turn, in the order in which they came."""

    def __init__(self, bench: Bench, threads: ThreadPoolExecutor) -> None:
        self.bench = bench
        self.threads = threads
        self.go = Event()
        started = Event()
        self.first = threads.submit(self._hold, started)
        started.wait()

    def add(self, name: str) -> "Future[None]":
        """One more operation at the end of the line."""
        before = self.bench.writer.waiting()
        future = self.threads.submit(self.bench.add, name)
        until(lambda: self.bench.writer.waiting() == before + 1)
        return future

    def _hold(self, started: Event) -> None:
        with self.bench.writer.begin() as tx:
            tx.run(ADD, name="first")
            started.set()
            self.go.wait()


def test_operations_that_queued_up_share_one_commit(bench: Bench, threads: ThreadPoolExecutor) -> None:
    queue = Queue(bench, threads)
    waiting = [queue.add(f"{number:02}") for number in range(5)]
    before = bench.commits()
    queue.go.set()
    for operation in (queue.first, *waiting):
        operation.result()
    assert bench.commits() - before == 1
    assert bench.names() == ["00", "01", "02", "03", "04", "first"]


def test_a_batch_holds_no_more_than_its_limit(bench: Bench, threads: ThreadPoolExecutor) -> None:
    queue = Queue(bench, threads)
    waiting = [queue.add(f"{number:03}") for number in range(MOST_TOGETHER + 5)]
    queue.go.set()
    for operation in waiting:
        operation.result()
    commits, together = 0, []
    for statement in bench.connection.statements:
        if statement == "BEGIN IMMEDIATE":
            together.append(0)
        if statement.startswith("SAVEPOINT"):
            together[-1] += 1
        commits += statement == "COMMIT"
    assert max(together) <= MOST_TOGETHER
    assert commits == len(together)


def test_turns_are_taken_in_the_order_of_arrival(bench: Bench, threads: ThreadPoolExecutor) -> None:
    queue = Queue(bench, threads)
    order: list[int] = []

    def operation(number: int) -> None:
        with bench.writer.begin():
            order.append(number)

    waiting = []
    for number in range(10):
        waiting.append(threads.submit(operation, number))
        until(lambda number=number: bench.writer.waiting() == number + 1)  # type: ignore[misc]  # bound now, not later
    queue.go.set()
    for future in waiting:
        future.result()
    assert order == list(range(10))


def test_no_update_is_lost_when_32_threads_read_and_write_the_same_row(bench: Bench) -> None:
    bench.add("row")

    def count_up() -> None:
        for _ in range(20):
            with bench.writer.begin() as tx:
                ((count,),) = tx.rows(READ, known="row")
                tx.run(SET, known="row", count=count + 1)

    with ThreadPoolExecutor(32) as pool:
        for future in [pool.submit(count_up) for _ in range(32)]:
            future.result()
    assert bench.reads.rows(READ, known="row") == [(640,)]


def test_what_a_thread_wrote_it_sees_as_soon_as_the_block_is_left(bench: Bench) -> None:
    def write_and_look(thread: int) -> bool:
        names = [f"{thread}-{number}" for number in range(25)]
        seen = []
        for name in names:
            bench.add(name)
            seen.append(bench.reads.rows(READ, known=name) == [(0,)])
        return all(seen)

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(write_and_look, range(16)))


def test_an_operation_that_fails_is_undone_alone(bench: Bench, threads: ThreadPoolExecutor) -> None:
    def fail() -> None:
        with bench.writer.begin() as tx:
            tx.run(ADD, name="half")
            raise LostError

    queue = Queue(bench, threads)
    before = queue.add("before")
    failing = threads.submit(fail)
    until(lambda: bench.writer.waiting() == 2)
    after = queue.add("after")
    queue.go.set()
    before.result()
    after.result()
    with pytest.raises(LostError):
        failing.result()
    assert bench.names() == ["after", "before", "first"]


def test_a_commit_that_fails_fails_everybody_in_the_batch(bench: Bench, threads: ThreadPoolExecutor) -> None:
    def spoil() -> None:
        with bench.writer.begin() as tx:
            tx.run(ADD, name="spoiler")
            tx.run(ORPHAN)

    def fail() -> None:
        with bench.writer.begin():
            raise LostError

    queue = Queue(bench, threads)
    waiting = [queue.add("innocent"), threads.submit(fail)]
    until(lambda: bench.writer.waiting() == 2)
    waiting.append(threads.submit(spoil))
    until(lambda: bench.writer.waiting() == 3)
    queue.go.set()
    for operation in waiting:
        error = operation.exception()
        assert isinstance(error, Unavailable)
        assert error.what == "storage"
    assert isinstance(queue.first.exception(), Unavailable)
    assert bench.names() == []
    bench.add("later")
    assert bench.names() == ["later"]


def test_a_file_that_is_gone_when_its_batch_commits_fails_everybody_in_it(
    bench: Bench, threads: ThreadPoolExecutor
) -> None:
    queue = Queue(bench, threads)
    joined_afterwards = queue.add("joined afterwards")
    bench.is_gone = True
    queue.go.set()
    for operation in (queue.first, joined_afterwards):
        assert isinstance(operation.exception(), Unavailable)


def test_a_connection_that_can_not_even_roll_back_is_replaced(bench: Bench) -> None:
    bench.connection.fails_at = "ROLLBACK"
    with pytest.raises(Unavailable), bench.writer.begin() as tx:
        tx.run(ORPHAN)
    assert len(bench.connections) == 2
    bench.add("later")
    assert bench.names() == ["later"]


def test_an_operation_that_can_not_be_undone_alone_takes_its_batch_with_it(bench: Bench) -> None:
    bench.connection.fails_at = "ROLLBACK TO"
    with pytest.raises(Unavailable), bench.writer.begin() as tx:
        tx.run(ADD, name="half")
        raise LostError
    bench.connection.fails_at = ""
    bench.add("later")
    assert bench.names() == ["later"]


def test_blocks_do_not_nest_and_the_outer_one_goes_on(bench: Bench) -> None:
    with bench.writer.begin() as tx:
        tx.run(ADD, name="outer")
        with pytest.raises(RuntimeError, match="one operation, one transaction"), bench.writer.begin():
            pass
        tx.run(ADD, name="still outer")
    assert bench.names() == ["outer", "still outer"]


def test_a_block_is_blank_once_it_is_left(bench: Bench) -> None:
    with bench.writer.begin() as tx:
        tx.run(ADD, name="row")
    with pytest.raises(RuntimeError, match="over"):
        tx.run(ADD, name="late")
    with pytest.raises(RuntimeError, match="over"):
        tx.rows(READ, known="row")


def test_an_error_that_is_caught_inside_ends_the_block_all_the_same(bench: Bench) -> None:
    bench.add("taken")
    with pytest.raises(RuntimeError, match="can't be caught"), bench.writer.begin() as tx:
        tx.run(ADD, name="half")
        with pytest.raises(Conflict):
            tx.run(ADD, name="taken")
        with pytest.raises(RuntimeError, match="nothing more"):
            tx.run(ADD, name="other half")
    assert bench.names() == ["taken"]


def test_hooks_run_when_everything_is_durable_and_a_broken_one_stops_nothing(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[list[str]] = []

    def broken() -> None:
        raise LostError

    with bench.writer.begin() as tx:
        tx.run(ADD, name="row")
        tx.after_commit(broken)
        tx.after_commit(lambda: seen.append(bench.names()))
        assert seen == []
    assert seen == [["row"]]
    assert "a hook failed" in caplog.text
    with pytest.raises(Unavailable), bench.writer.begin() as tx:
        tx.after_commit(lambda: seen.append([]))
        tx.run(ORPHAN)
    assert seen == [["row"]]


def test_listeners_hear_of_batches_with_events_only(bench: Bench) -> None:
    bench.add("nothing published")
    assert bench.heard == 0
    with bench.writer.begin() as tx:
        tx.has_events = True
    assert bench.heard == 1
    with pytest.raises(LostError), bench.writer.begin() as tx:
        tx.has_events = True
        raise LostError
    assert bench.heard == 1


def test_a_block_that_holds_every_writer_up_is_told(
    bench: Bench, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(WARNING)
    monkeypatch.setattr(writer, "LONG_BLOCK", 3600)
    bench.add("quick")
    assert caplog.text == ""
    monkeypatch.setattr(writer, "LONG_BLOCK", 0)
    bench.add("slow")
    assert "held every writer up" in caplog.text


def test_another_process_that_writes_for_too_long_makes_storage_unavailable(bench: Bench) -> None:
    other = open_for_writing(bench.path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable):
        bench.add("refused")
    other.execute("ROLLBACK")
    other.close()
    bench.add("later")
    assert bench.names() == ["later"]


def test_all_who_stood_in_line_while_begin_waited_in_vain_are_refused_with_the_first() -> None:
    with a_bench(longest=0) as bench, ThreadPoolExecutor(12) as threads:
        queue = Queue(bench, threads)
        waiting = [queue.add(f"{number}") for number in range(10)]
        bench.connection.fails_at = "BEGIN"
        queue.go.set()
        queue.first.result()
        assert all(isinstance(operation.exception(), Unavailable) for operation in waiting)
        assert bench.connection.statements.count("BEGIN IMMEDIATE") == 2
        bench.connection.fails_at = ""
        bench.add("later")
        assert bench.names() == ["first", "later"]


def test_a_batch_that_has_lasted_long_enough_is_committed_though_others_wait() -> None:
    with a_bench(longest=0) as bench, ThreadPoolExecutor(6) as threads:
        queue = Queue(bench, threads)
        waiting = [queue.add(f"{number}") for number in range(5)]
        queue.go.set()
        for operation in (queue.first, *waiting):
            operation.result()
        assert bench.commits() == 6


def test_a_closed_writer_refuses(bench: Bench) -> None:
    bench.writer.close()
    with pytest.raises(Unavailable):
        bench.add("late")


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C raises, also where the tests were started in the background, which ignores it."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, former)


@pytest.mark.usefixtures("ctrl_c")
def test_an_interrupt_in_line_or_inside_leaves_the_turn_to_others(
    bench: Bench, threads: ThreadPoolExecutor
) -> None:
    queue = Queue(bench, threads)

    def interrupt() -> None:
        until(lambda: bench.writer.waiting() == 1)
        os.kill(os.getpid(), signal.SIGINT)
        queue.go.set()

    killer = Thread(target=interrupt)
    killer.start()
    with pytest.raises(KeyboardInterrupt):
        bench.add("interrupted in line")
    killer.join()
    queue.first.result()
    with pytest.raises(KeyboardInterrupt), bench.writer.begin() as tx:
        tx.run(ADD, name="interrupted inside")
        os.kill(os.getpid(), signal.SIGINT)
        Event().wait(10)
    bench.add("later")
    assert bench.names() == ["first", "later"]


def test_an_interrupted_one_that_others_counted_on_commits_for_them(
    bench: Bench, threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = Queue(bench, threads)
    take, interrupts = Turn.take, [KeyboardInterrupt()]

    def interrupted(turn: Turn) -> None:
        take(turn)
        if interrupts:  # as if it had come at the very moment at which the turn was handed over
            turn.pass_on()
            raise interrupts.pop()

    monkeypatch.setattr(Turn, "take", interrupted)
    last = threads.submit(bench.add, "interrupted")
    until(lambda: bench.writer.waiting() == 1)
    queue.go.set()
    assert isinstance(last.exception(), KeyboardInterrupt)
    queue.first.result()
    assert bench.names() == ["first"]
