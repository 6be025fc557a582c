"""The welcome page's first steps, run as they stand there."""

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from threading import Event

import pytest

from tests.process.installation import Installation, Server
from tests.process.journey import done

_PATIENCE = 90


@pytest.mark.process
def test_the_commands_of_the_welcome_page_lead_to_a_topic(installation: Installation, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    with installation.served() as server:
        sign_up, *rest = _commands(server)
        _run(sign_up, tmp_path)
        _wait_for_the_mail(server)
        answer = _run("\n".join(rest), tmp_path)

        assert '"title":"Short shots on press 4 - طلقات ناقصة"' in answer
        assert "temp &lt; 40 and pressure &gt; 3 bar" in answer


def _commands(server: Server) -> list[str]:
    """What the page shows to be copied."""
    page = server.browser.get("/").text
    return [unescape(block) for block in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL)]


def _run(commands: str, folder: Path) -> str:
    finished = subprocess.run(
        ["/bin/sh", "-euc", commands],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=True,
    )
    return finished.stdout


def _wait_for_the_mail(server: Server) -> None:
    pause = Event()
    for _ in range(400):
        if done(server.browser.get("/dev/mailbox.json")):
            return
        pause.wait(0.05)
    raise AssertionError("no mail came")
