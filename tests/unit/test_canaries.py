"""The guard over all tests' logs hears what it is there for."""

import logging

import pytest

from tests.canaries import CANARY, Listening, must_be_silent_about_secrets


def test_a_secret_that_is_logged_is_heard() -> None:
    listening = Listening()
    log = logging.getLogger("p2p.test")
    log.propagate = False  # or this test would fail for what it tries
    log.addHandler(listening)
    log.warning("nothing to see")
    log.warning("signed in with %s", CANARY)
    log.error("unexpected error", exc_info=LookupError(CANARY))
    log.removeHandler(listening)
    assert len(listening.heard) == 2


def test_a_secret_that_is_written_down_is_found() -> None:
    must_be_silent_about_secrets("all is well", "a token")
    for secret in (CANARY, "a token"):
        with pytest.raises(AssertionError):
            must_be_silent_about_secrets(f"well\nthen came {secret} and went", "a token")
