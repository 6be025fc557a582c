"""A cheap HTTP/1.1 client: requests are bytes made beforehand, connections are kept, answers hardly read.

It must cost less than what it measures; it knows no chunks, since no server here sends any.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from time import perf_counter
from typing import Any, cast

_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = b"content-length: "
_PATIENCE = 600.0


@dataclass
class Told:
    """What came back: how long each answer took, in milliseconds, and how often each status."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    sample: bytes = b""
    """The last answer, head and body."""

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, percent: float) -> float:
        """The latency that so many percent of the answers had at most."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


def request(
    path: str, headers: Mapping[str, str] | None = None, *, method: str = "GET", body: bytes = b""
) -> bytes:
    """A whole request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: application/json"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode("latin-1") + _END_OF_HEAD + body


class Connection(asyncio.Protocol):
    """One kept connection that asks the next question as soon as the last is answered."""

    def __init__(self, questions: Iterator[bytes], told: Told, done: asyncio.Future[None]) -> None:
        self._questions = questions
        self._told = told
        self._done = done
        self._received = bytearray()
        self._asked = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(_END_OF_HEAD)
        if end < 0 or len(self._received) < end + len(_END_OF_HEAD) + self._length(end):
            return
        self._told.latencies.append((perf_counter() - self._asked) * 1000)
        self._told.statuses[int(self._received[9:12])] += 1
        self._told.sample = bytes(self._received)
        self._received.clear()
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if not self._done.done():
            self._done.set_exception(ConnectionError("the server hung up"))

    def _ask(self) -> None:
        question = next(self._questions, None)
        if question is None:
            if not self._done.done():
                self._done.set_result(None)
            self._transport.close()
            return
        self._asked = perf_counter()
        self._transport.write(question)

    def _length(self, end: int) -> int:
        """How long the body is; answers without a length (204, 304) have none."""
        head = bytes(self._received[:end]).lower()
        at = head.find(_LENGTH)
        return int(head[at + len(_LENGTH) :].partition(b"\r\n")[0]) if at >= 0 else 0


async def _asked(port: int, questions: Iterator[bytes], connections: int) -> Told:
    loop, told = asyncio.get_running_loop(), Told()
    ends: list[asyncio.Future[None]] = [loop.create_future() for _ in range(connections)]
    began = perf_counter()
    for end in ends:
        await loop.create_connection(_maker(questions, told, end), "127.0.0.1", port)
    async with asyncio.timeout(_PATIENCE):
        await asyncio.gather(*ends)
    told.seconds = perf_counter() - began
    return told


def _maker(questions: Iterator[bytes], told: Told, end: asyncio.Future[None]) -> Any:  # noqa: ANN401 - a factory
    return lambda: Connection(questions, told, end)


def _so_many(count: int, questions: Iterator[bytes]) -> Iterator[bytes]:
    for _ in range(count):
        yield next(questions)


def ask(port: int, count: int, *questions: bytes, connections: int = 32) -> Told:
    """Ask so many questions over so many connections, each connection one at a time; all are answered."""
    return asyncio.run(_asked(port, _so_many(count, cycle(questions)), connections))
