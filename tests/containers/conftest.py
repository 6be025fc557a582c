"""Secrets as the containers have them, and servers that they are tried on."""

import subprocess
from pathlib import Path

import pytest

from tests.containers.dockerfile import ROOT
from tests.servers.fixtures import make_smtp_server, own_server, redis_url, smtp_server, used_redis

__all__ = ["make_smtp_server", "own_server", "redis_url", "smtp_server", "used_redis"]

MAKE_SECRETS = ROOT / "containers" / "make-secrets"


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """A folder as /run/secrets is in a container."""
    folder = tmp_path / "secrets"
    subprocess.run([MAKE_SECRETS, folder], check=True, capture_output=True, timeout=60)
    return folder
