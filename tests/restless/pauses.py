"""Stops processes that a run of tests started, and lets them go on a moment later, as a busy machine does.

Each pause is drawn anew: most are short, none is longer than `LONGEST`.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from random import SystemRandom
from threading import Event

USUAL = 0.2
LONGEST = 1.5
_BETWEEN = 0.08
_AT_ONCE = (1, 1, 2, 4)
_RESTS = "ZT"  # ended, or stopped by somebody else: not ours to let go on


def descendants(root: int) -> list[int]:
    """All processes that it started, and those that they did; without this one."""
    children = dict[int, list[int]]()
    for pid, parent in _running():
        children.setdefault(parent, []).append(pid)
    found, left = list[int](), [root]
    while left:
        mine = [pid for pid in children.get(left.pop(), []) if pid != os.getpid()]
        found += mine
        left += mine
    return found


def _running() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            state, parent = folder.joinpath("stat").read_text().rpartition(")")[2].split()[:2]
            if state not in _RESTS:
                yield int(folder.name), int(parent)


@contextlib.contextmanager
def stopped(pids: list[int]) -> Iterator[None]:
    """They stand still."""
    try:
        _send(pids, signal.SIGSTOP)
        yield
    finally:
        _send(pids, signal.SIGCONT)


def _send(pids: list[int], number: int) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def keep_restless(root: int, usual: float) -> None:
    """Go on until that process has ended, or this one is told to."""
    chance, ending = SystemRandom(), Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    while Path(f"/proc/{root}").exists() and not ending.wait(chance.expovariate(1 / _BETWEEN)):
        here = descendants(root)
        with stopped(chance.sample(here, min(len(here), chance.choice(_AT_ONCE)))):
            ending.wait(min(LONGEST, chance.expovariate(1 / usual)))


if __name__ == "__main__":
    keep_restless(int(sys.argv[1]), float(sys.argv[2]))
