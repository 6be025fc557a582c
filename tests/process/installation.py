"""The real `p2p` command on a data directory of its own, watched from outside like a stranger would."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.canaries import must_be_silent_about_secrets
from tests.servers.server import free_port
from tests.world import UNHURRIED

# dependency-injector imports FastAPI wherever it finds it, and only benchmarks have it
WITHOUT_RIVALS = "import sys; sys.modules |= {'fastapi': None, 'pydantic_settings': None}; "
P2P = "from entrypoints.cli.main import main; main()"
_P2P = (sys.executable, "-c", WITHOUT_RIVALS + P2P)
_ROOT = Path(__file__).parents[2]
# without the right to pass over permissions (number 1, CAP_DAC_OVERRIDE), which root has and others never had
_AS_ANYBODY = (
    "import ctypes, os, sys; ctypes.CDLL(None).prctl(24, 1, 0, 0, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
UNTIMED = "from p2p_core.upkeep.service import ScheduleService; ScheduleService.tick = lambda *_: None; "
"""Code to run before: nothing comes by the clock, which knows nothing of what a test takes away meanwhile."""
_PATIENCE = 90
READY = re.compile(r"^P2P Sandbox is ready at (http://\S+) \(pid (\d+)\)$")


def somebody_listens(port: int) -> bool:
    """Whether a connection to the port is accepted."""
    with socket.socket() as probe:
        probe.settimeout(5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """One running `p2p serve`."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.browser = httpx.Client(base_url=address, timeout=_PATIENCE)

    @property
    def pid(self) -> int:
        """The process of the printed line: the supervisor."""
        return self.process.pid

    def children(self) -> list[int]:
        """The processes that the supervisor watches over."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]

    def mails(self) -> list[dict[str, Any]]:
        """What the development mailbox shows."""
        mails: list[dict[str, Any]] = self.browser.get("/dev/mailbox.json").json()
        return mails

    def ended(self) -> int:
        """Its exit code, once it has ended."""
        return self.process.wait(_PATIENCE)


class Installation:
    """A data directory and a port, and the commands that are run on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "data"
        self.port = free_port()
        self.log = folder / "server.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("P2P_")},
            "PYTHONPATH": f"{_ROOT / 'src'}{os.pathsep}{_ROOT}",
            "P2P_PORT": str(self.port),
            "P2P_DATA_DIR": str(self.folder),
            "P2P_SKIP_WEB": "true",  # the built-in pages, whether or not a client is built here
            **UNHURRIED,
        }

    @property
    def database(self) -> Path:
        """The file that everything is kept in."""
        return self.folder / "p2p.sqlite3"

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, as somebody for whom permissions count."""
        return subprocess.run(
            [sys.executable, "-c", _AS_ANYBODY, *_P2P, *arguments],
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )

    def started(self) -> subprocess.Popen[str]:
        """A server that was just started, whatever becomes of it."""
        return subprocess.Popen(
            [*_P2P, "serve"], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    @contextmanager
    def served(self, before: str = "") -> Iterator[Server]:
        """The server from its ready line on, with code that is run before; what is left of it is killed."""
        command = (sys.executable, "-c", WITHOUT_RIVALS + before + P2P, "serve")
        with self.log.open("a") as log:
            process = subprocess.Popen(
                command, env=self.environment, stdout=subprocess.PIPE, stderr=log, text=True
            )
        try:
            assert process.stdout is not None
            ready = READY.match(process.stdout.readline())
            assert ready, self.log.read_text()
            assert int(ready[2]) == process.pid
            server = Server(process, ready[1])
            with server.browser:
                yield server
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.communicate(timeout=_PATIENCE)
        must_be_silent_about_secrets(self.log.read_text())
