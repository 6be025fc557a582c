"""For pytest: the processes of a run pause at random, and what pages ask for comes late and out of order."""

import os
import subprocess
import sys

import pytest

from tests.browser.visitor import Visitor
from tests.restless.pauses import USUAL

_PAUSE = "P2P_TEST_PAUSE"
_LATE = """(() => {
    const fetched = window.fetch
    const nap = (ms) => new Promise((wake) => setTimeout(wake, ms))
    window.fetch = async (...asked) => {
        const signal = asked[1]?.signal ?? asked[0]?.signal
        await nap(Math.random() * 120)
        signal?.throwIfAborted()
        const answer = await fetched(...asked)
        await nap(Math.random() ** 3 * 700)
        signal?.throwIfAborted()
        return answer
    }
})()"""
"""Up to 120 ms on the way there; back most are fast, some take longer than what was asked after them."""
_pauses = pytest.StashKey[subprocess.Popen[bytes]]()


def pytest_configure(config: pytest.Config) -> None:
    """Begin: pages in each process of the run, pauses in the one that started the others."""
    Visitor.scripts.append(_LATE)
    if not hasattr(config, "workerinput"):
        usual = os.environ.get(_PAUSE, str(USUAL))
        command = (sys.executable, "-m", "tests.restless.pauses", str(os.getpid()), usual)
        config.stash[_pauses] = subprocess.Popen(command)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let all of them be."""
    pauses = config.stash.get(_pauses, None)
    if pauses is not None:
        pauses.terminate()
        pauses.wait()
