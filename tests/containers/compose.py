"""compose.yaml as Docker Compose itself reads it."""

import json
import os
import subprocess
from shutil import which
from sysconfig import get_path
from typing import Any

from tests.containers.dockerfile import ROOT

BOTH = ("compose.yaml", "compose.dev.yaml")


def read(*files: str, **environment: str) -> dict[str, Any]:
    """What it makes of the files, all profiles included; it tells at once what it can't take."""
    program = which("docker-compose", path=get_path("scripts"))
    assert program
    options = [option for file in files for option in ("--file", file)]
    said = subprocess.run(
        [program, *options, "--profile", "*", "config", "--format", "json"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", ""), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert said.returncode == 0, said.stderr
    assert said.stderr == ""
    whole: dict[str, Any] = json.loads(said.stdout)
    return whole
