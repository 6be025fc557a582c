"""One server of a kind for a whole run, shared by all processes that test in it.

`P2P_TEST_REDIS_URL` and the like name somebody's own server instead; there, only what the run made is taken
away.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import IO

from tests.servers.server import CannotServe, in_memory

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
_numbers = count()
_kept: list[IO[bytes]] = []
"""Our part of the locks that keep the servers alive, for as long as this process lives."""


def given(kind: str) -> str | None:
    """The address of somebody's own server, if one is named."""
    return os.environ.get(f"P2P_TEST_{kind.upper()}_URL") or None


def own_name(purpose: str) -> str:
    """A name that nobody else uses, in this run or in another."""
    return f"p2p_test_{RUN}_{WORKER}_{purpose}_{next(_numbers)}"


def address(kind: str, prepare: Callable[[str], None] = lambda _: None) -> str:
    """The address of a server of that kind; who starts it prepares it for all others."""
    told = given(kind) or _looked_for(kind, prepare)
    if isinstance(told, CannotServe):
        raise told
    return told


@cache
def _looked_for(kind: str, prepare: Callable[[str], None]) -> str | CannotServe:
    folder = in_memory() / f"p2p-{kind}-{os.getuid()}-{RUN}"
    with _locked(folder):
        told = folder / "url"
        if told.exists():
            return told.read_text()
        guard = [sys.executable, str(Path(__file__).with_name("guard.py")), kind, str(folder)]
        said: str = subprocess.check_output(guard, text=True, timeout=120, start_new_session=True)
        answer, _, what = said.partition(" ")
        if answer != "ready":
            return CannotServe(what)
        prepare(what)
        told.touch(mode=0o600)
        told.write_text(what)
        return what


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Be alone in the folder, and counted among its users for as long as this process lives."""
    while True:
        folder.mkdir(mode=0o755, exist_ok=True)
        try:
            start, users = (folder / "start.lock").open("ab"), (folder / "users.lock").open("ab")
        except FileNotFoundError:
            continue  # the last user before us had just left, and all was taken away
        fcntl.flock(start, fcntl.LOCK_EX)
        if (folder / "start.lock").exists():
            break
        start.close()
        users.close()
    fcntl.flock(users, fcntl.LOCK_SH)
    _kept.append(users)
    with start:
        yield
