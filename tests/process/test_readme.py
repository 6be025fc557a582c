"""The README's first five minutes, run as they stand there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.process.installation import Installation

_README = Path(__file__).parents[2] / "README.md"
_PATIENCE = 90


@pytest.mark.process
def test_the_readmes_first_five_minutes_go_as_it_says(installation: Installation, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    with installation.served() as server:
        said = _run(
            _journey().replace("http://127.0.0.1:8000", str(server.browser.base_url).rstrip("/")), tmp_path
        )

    assert '{"status":"verification_sent","email":"noura@plastics.example"}' in said
    assert "Hello Noura Al-Harbi" in said
    assert "Only when temp &lt; 40 and pressure &gt; 3 bar. ما رأيكم؟</p>" in said
    assert "<td>4 %</td>" in said
    assert '"reply_count":1,"replies":{"items":[{' in said
    newer, older, _, refused = said.splitlines()[-4:]
    assert (newer, older) == ("خطوط اللحام", "Weld lines on the lid of our 20 litre drum")
    assert '"code":"unauthenticated"' in refused


def _journey() -> str:
    """Every shell command of the section, in one script."""
    section = _README.read_text(encoding="utf-8").split("## The first five minutes")[1].split("\n## ")[0]
    return "".join(re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL))


def _run(commands: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    finished = subprocess.run(
        ["/bin/sh", "-eu"],
        input=commands,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout
