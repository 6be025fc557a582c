"""What holds for all tests: none is a race against a clock, and none may make the logs tell a secret."""

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from p2p_core.shared.cause import CAUSE, NETWORK
from tests.canaries import Listening

# commands that tests start find what others compiled, as anywhere: without, each compiles all of src again
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.hookimpl(optionalhook=True)  # nobody asks where pytest-xdist isn't installed
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests of processes and pages wait half of their time."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def nobody_asked() -> None:
    """Begin as no request's work: what ran before in this thread may have been one's."""
    CAUSE.set(None)
    NETWORK.set("")


@pytest.fixture(autouse=True)
def silence_about_secrets() -> Iterator[None]:
    """Fail a test during which somebody's password was logged, whatever else the test is about."""
    listening, root = Listening(), logging.getLogger()
    root.addHandler(listening)
    yield
    root.removeHandler(listening)
    assert listening.heard == []
