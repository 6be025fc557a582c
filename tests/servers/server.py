"""What every test server can do, and what several of them need; the standard library alone runs them."""

import fcntl
import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp
from threading import Event
from time import monotonic
from typing import IO, Protocol

_MEMORY = Path("/dev/shm")  # noqa: S108 - private directories are made in it
_FORWARDED = 10_000
_ours: set[int] = set()
"""Ports that this process has drawn."""
WITH_ITS_STARTER = (
    "import ctypes, os, sys; hasattr(ctypes.CDLL(None), 'prctl') and ctypes.CDLL(None).prctl(1, 9);"
    "os.execv(sys.argv[1], sys.argv[1:])"
)
"""Where the system can, a program ends with whoever started it, even if that is killed."""


class CannotServe(Exception):
    """No such server can be used here; the message says why."""


class Server(Protocol):
    """A server with its data in a folder of its own, which nobody else may use."""

    @property
    def url(self) -> str:
        """Its address, with the password where it asks for one."""

    def start(self) -> None:
        """Start it, and wait until it answers; again after it was stopped, at the same address."""

    def stop(self, how: str = "fast") -> None:
        """Stop it, and wait until it has: `fast` asks it to, `immediate` is a crash."""


def in_memory() -> Path:
    """Where private directories are made: in memory, where that can be had."""
    return _MEMORY if _MEMORY.is_dir() else Path(gettempdir())


@contextmanager
def private_folder(name: str) -> Iterator[Path]:
    """A folder that is taken away in the end."""
    folder = Path(mkdtemp(prefix=f"p2p-{name}-", dir=in_memory()))
    try:
        yield folder
    finally:
        rmtree(folder)


def free_port() -> int:
    """A port that is free, as is the one 10,000 above it, which some servers take too.

    For as long as this process lives it is drawn by nobody else, since what is to listen there may take its
    time to, or be stopped for a while.

    Both are below those the system gives to connections: else one of these could take the port of a
    server that is stopped for a while, and a client that keeps trying could even reach itself.
    """
    for _ in range(1000):
        port = random.randrange(10_000, 22_000)  # noqa: S311 - two runs at once shall not try the same ones
        pair = {port, port + _FORWARDED}
        if all(map(_is_free, pair)) and all(map(_is_drawn, pair)):
            return port
    raise CannotServe("no port is free")


def _is_drawn(port: int) -> bool:
    """Whether it is ours from now on."""
    if port in _ours:
        return False
    try:
        fcntl.lockf(_register(), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
    except OSError:
        return False
    _ours.add(port)
    return True


@cache
def _register() -> IO[bytes]:
    """A byte for each port, locked by whoever has drawn it: one file, which costs one descriptor.

    It must be opened once and never closed: a process that closes it anywhere loses all its locks.
    """
    return (in_memory() / f"p2p-test-ports-{os.getuid()}").open("ab")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do after a restart
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def until(ready: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait for something; tells whether it came in time."""
    end = monotonic() + seconds
    while not ready():
        if monotonic() > end:
            return False
        Event().wait(0.02)
    return True


class Program:
    """A program that runs in the foreground until it is stopped, or until whoever started it ends."""

    def __init__(self, folder: Path, *command: str | Path) -> None:
        """Know what to run, in which folder; nothing is started yet."""
        self._folder, self._command = folder, [str(part) for part in command]
        self._said = folder / "output"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, answers: Callable[[], bool], environment: Mapping[str, str] | None = None) -> None:
        """Run it until it answers."""
        with self._said.open("ab") as output:
            self._process = process = subprocess.Popen(
                [sys.executable, "-S", "-c", WITH_ITS_STARTER, *self._command],
                env={"PATH": os.defpath, "LC_ALL": "C", "HOME": str(self._folder), **(environment or {})},
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until(lambda: process.poll() is not None or answers())
        if process.poll() is not None or not answers():
            self.stop("immediate")
            last = self._said.read_text(errors="replace").strip().splitlines()[-3:]
            raise CannotServe(f"{Path(self._command[0]).name} does not start: {' '.join(last)}")

    def stop(self, how: str) -> None:
        """End it by its own id, and wait until it has."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL if how == "immediate" else signal.SIGTERM)
            self._process.wait(60)
            self._process = None
