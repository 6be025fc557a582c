"""A new installation for each test."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.process.installation import Installation
from tests.servers.fixtures import make_smtp_server, own_mongo, own_redis, own_server

__all__ = ["make_smtp_server", "own_mongo", "own_redis", "own_server"]


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


@pytest.fixture(autouse=True)
def started_from_a_terminal() -> Iterator[None]:
    """Commands hear all signals, even where the tests were started so that they don't (nohup).

    What is ignored is inherited by a command, what is handled is not.
    """
    heard = (signal.SIGHUP, signal.SIGINT)
    former = {number: signal.getsignal(number) for number in heard}
    for number, handler in former.items():
        if handler is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)
    yield
    for number, handler in former.items():
        signal.signal(number, handler)
