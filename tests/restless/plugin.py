"""For pytest: the processes of a run pause at random, and what pages ask for comes late and out of order."""

import os
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

import pytest

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


def pytest_configure(config: pytest.Config) -> None:
    """Begin: in the process that the others are told by; in each of them, for pages."""
    _have_answers_late()
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


_pauses = pytest.StashKey[subprocess.Popen[bytes]]()


def _have_answers_late() -> None:
    if find_spec("playwright") is None:
        return
    from playwright.sync_api import Browser  # noqa: PLC0415 - only where it is installed

    new_context = Browser.new_context

    def restless(self: Browser, **given: Any) -> Any:  # noqa: ANN401 - whatever Playwright takes and makes
        context = new_context(self, **given)
        context.add_init_script(_LATE)
        return context

    Browser.new_context = restless  # type: ignore[method-assign]  # for this run
