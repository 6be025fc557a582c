"""What a test needs of its machine: told where it is missing, a failure where all is required."""

import os
from typing import NoReturn

import pytest


def can_not_run(reason: str) -> NoReturn:
    """Say why this can't run here."""
    if os.environ.get("P2P_TEST_REQUIRE") == "all":
        pytest.fail(reason)
    pytest.skip(reason)
