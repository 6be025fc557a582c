"""What is told of each request and each piece of background work, where somebody collects it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from typing import Protocol


class Traces(Protocol):
    """Takes what was done, once it is; must not fail and must not wait."""

    def done(
        self, name: str, seconds: float, about: Mapping[str, str | int], *, asked: bool, failed: bool
    ) -> None:
        """Something took so long until now: what a client asked for, or what is done because of it."""
        ...

    def close(self) -> None:
        """Tell what hasn't been told yet."""
        ...


class Untraced:
    """Nobody collects anything."""

    def done(
        self, name: str, seconds: float, about: Mapping[str, str | int], *, asked: bool, failed: bool
    ) -> None:
        """Forget it."""

    def close(self) -> None:
        """Nothing is left."""


@contextmanager
def background(traces: Traces, name: str, about: Mapping[str, str | int]) -> Iterator[None]:
    """A piece of background work, whose cause is known once it is done."""
    began, failed = perf_counter(), True
    try:
        yield
        failed = False
    finally:
        traces.done(name, perf_counter() - began, about, asked=False, failed=failed)
