"""A new installation for each test."""

from pathlib import Path

import pytest

from tests.process.installation import Installation


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path)
