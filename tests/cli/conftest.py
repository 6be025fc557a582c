"""Installations to run commands on: empty ones, and copies of one demo world."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.command import Installation
from tests.servers.fixtures import own_redis, redis_url, used_redis

__all__ = ["own_redis", "redis_url", "used_redis"]


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """Commands set the process's umask, as they may in a process of their own."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("P2P_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """Nothing yet."""
    return Installation(tmp_path / "var")


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A demo world beside an organization that is none; only to be copied."""
    made = Installation(tmp_path_factory.mktemp("demo") / "var")
    made.ok("user", "create", "omar@metals.test", *made.person, "--organization", "Real Metals")
    made.dump_before = made.rows()
    made.ok("demo")
    return made


@pytest.fixture
def demo(filled_once: Installation, tmp_path: Path) -> Installation:
    """A demo world of one's own."""
    shutil.copytree(filled_once.folder, tmp_path / "var")
    return replace(filled_once, folder=tmp_path / "var")
