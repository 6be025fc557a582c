"""Servers as processes of their own: started on free ports, looked at in /proc, ended by their number."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import perf_counter

from tests.bench.wire import ask, request
from tests.world import UNHURRIED

ROOT = Path(__file__).parents[2]
# dependency-injector imports FastAPI wherever it finds it, and only benchmarks have it
_WITHOUT_RIVALS = "import sys; sys.modules |= {'fastapi': None, 'pydantic_settings': None}"
_P2P = (
    sys.executable,
    "-c",
    f"{_WITHOUT_RIVALS}; from entrypoints.cli.main import main; main()",
    "serve",
)
_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 60


@dataclass(frozen=True)
class Running:
    """A server that answers, and how long that took."""

    pid: int
    port: int
    started_in: float
    """Seconds from its start to its first answer."""

    def processes(self) -> list[int]:
        """The printed process and everything that it started."""
        found = [self.pid]
        for pid in found:
            found += [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return found

    def cpu(self) -> float:
        """Microseconds of CPU, of user and system, that it has used so far."""
        return sum(_ticks(pid) for pid in self.processes()) / _TICKS * 1_000_000

    def memory(self) -> float:
        """Megabytes of its own, where shared pages are divided among those who share them."""
        return sum(_proportional(pid) for pid in self.processes()) / 1024


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _proportional(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def platform(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Running]:
    """The whole platform, as people start it; it logs each request into a file."""
    port = free_port()
    mine = {
        "P2P_PORT": str(port),
        "P2P_DATA_DIR": str(folder),
        "P2P_LOG_FORMAT": "json",
        "P2P_SKIP_WEB": "true",
        **UNHURRIED,
    }
    with started(_P2P, port, {**mine, **(environment or {})}, folder / "server.log") as running:
        yield running


@contextmanager
def application(target: str, environment: Mapping[str, str], log: Path) -> Iterator[Running]:
    """Another ASGI application, under the same web server with the same settings."""
    port = free_port()
    command = (sys.executable, "-m", "granian", "--interface", "asgi", "--no-ws", "--http", "1")
    quiet = ("--log-level", "critical", "--backlog", "1024", "--host", "127.0.0.1", "--port", str(port))
    with started((*command, *quiet, target), port, environment, log) as running:
        yield running


@contextmanager
def started(
    command: tuple[str, ...], port: int, environment: Mapping[str, str], log: Path
) -> Iterator[Running]:
    """A server from its first answer on; it is ended in the end."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("P2P_")}
    paths = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        began = perf_counter()
        process = subprocess.Popen(
            command, env={**clean, **paths, **environment}, stdout=output, stderr=output
        )
    try:
        _wait_for(process, port, log)
        yield Running(process.pid, port, perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(_PATIENCE)


def _wait_for(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    began, pause = perf_counter(), Event()
    while perf_counter() - began < _PATIENCE:
        if process.poll() is not None:
            break
        try:
            ask(port, 1, request("/health"), connections=1)
        except OSError:
            pause.wait(0.01)
            continue
        return
    raise RuntimeError(f"{process.args!r} did not answer:\n{log.read_text()}")
