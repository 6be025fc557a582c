"""Where operations run: each kind of work has a lane of its own, so that none waits behind another."""

from asyncio import get_running_loop
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, fields, replace
from time import monotonic
from typing import ParamSpec, TypeVar

from p2p_core.shared.errors import Unavailable

P = ParamSpec("P")
T = TypeVar("T")


class Lane:
    """Some threads and the line before them, which is bounded in length and in time."""

    def __init__(self, name: str, threads: int, *, most_waiting: int, patience: float) -> None:
        self._name = name
        self._pool = ThreadPoolExecutor(threads, name)
        self._most = threads + most_waiting
        self._patience = patience
        self._inside = 0

    async def __call__(self, operation: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Run the operation in the lane, from a request; raises `Unavailable` when the line is too long."""
        if self._inside >= self._most:
            raise Unavailable(self._name)
        self._inside += 1
        try:
            latest = monotonic() + self._patience
            return await get_running_loop().run_in_executor(
                self._pool, copy_context().run, self._in_time, latest, lambda: operation(*arguments, **named)
            )
        finally:
            self._inside -= 1

    def waiting(self) -> int:
        """How many operations of requests are in it, in line or at work."""
        return self._inside

    def wait(self, operation: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Run it for a thread that may be interrupted (an actor, a command): such a one must hold no turn."""
        future: Future[T] = self._pool.submit(copy_context().run, lambda: operation(*arguments, **named))
        return future.result()

    def close(self) -> None:
        """Let what has begun end, and start nothing more."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _in_time(self, latest: float, operation: Callable[[], T]) -> T:
        if monotonic() > latest:
            raise Unavailable(self._name)
        return operation()


class Inline:
    """No lane: for what is done before a thread could have been woken for it."""

    async def __call__(self, operation: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Run the operation here and now, on the event loop."""
        return operation(*arguments, **named)

    def waiting(self) -> int:
        """Nobody ever waits."""
        return 0

    def close(self) -> None:
        """Nothing runs on after it was called."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes of an installation; how many threads they have is its database's affair."""

    read: Lane | Inline
    """Bounded, indexed reads: SQLite answers them at once, other databases are waited for."""
    write: Lane
    """Threads mostly wait for the turn and the disk: many of them share one commit."""
    hash: Lane
    """Argon2 takes a core and 19 MiB for each: two at a time, and an honest refusal beyond a second."""

    search: Lane
    """Looking for words: up to tens of milliseconds on large forums, which no other request waits for."""
    look: Lane
    """Pictures that are looked into while somebody waits: each has a process of its own, two at a time."""
    files: Lane
    """Bytes on their way between disk, storage and network: slow, and in nobody else's way."""

    def waiting(self) -> dict[str, int]:
        """How many operations of requests are in each."""
        return {lane.name: getattr(self, lane.name).waiting() for lane in fields(self)}

    def close(self) -> None:
        """End all lanes; work that has begun is finished first."""
        self.read.close()
        self.write.close()
        self.hash.close()
        self.search.close()
        self.look.close()
        self.files.close()


def files_lane() -> Lane:
    """Its threads mostly wait for a disk or for an S3 server."""
    return Lane("moving files", 8, most_waiting=512, patience=20.0)


def search_lane() -> Lane:
    """Its threads share the interpreter with everybody else, and the database does most of the work."""
    return Lane("searching", 2, most_waiting=128, patience=3.0)


def looking_lane() -> Lane:
    """Its threads wait for processes that take a core each."""
    return Lane("looking into pictures", 2, most_waiting=32, patience=10.0)


def sqlite_lanes() -> Lanes:
    """The lanes as measured for SQLite: see docs/decisions."""
    return Lanes(
        read=Inline(),
        write=Lane("writing", 32, most_waiting=512, patience=10.0),
        hash=Lane("signing in", 2, most_waiting=128, patience=1.0),
        search=search_lane(),
        look=looking_lane(),
        files=files_lane(),
    )


def postgres_lanes() -> Lanes:
    """The lanes as measured for PostgreSQL: more readers would only wait for the interpreter's lock."""
    return Lanes(
        read=Lane("reading", 3, most_waiting=512, patience=3.0),
        write=Lane("writing", 16, most_waiting=512, patience=10.0),
        hash=Lane("signing in", 2, most_waiting=128, patience=1.0),
        search=search_lane(),
        look=looking_lane(),
        files=files_lane(),
    )


def waiting_lanes(usual: Lanes) -> Lanes:
    """The same for reads that wait for a second store, which no server may do on its loop."""
    if not isinstance(usual.read, Inline):
        return usual
    return replace(usual, read=Lane("reading", 3, most_waiting=512, patience=3.0))
