"""An image's steps without Docker: its files copied, its commands run, its program started as it would be.

Where the image has /usr/local/p2p, /app and the like, folders of a test's own stand instead.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.containers.dockerfile import ROOT, Stage
from tests.servers.server import WITH_ITS_STARTER

_READY = re.compile(r"^P2P Sandbox is ready at (http://\S+) \(pid (\d+)\)$")
_LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "node_modules")


def copied(stage: Stage, folder: Path) -> Path:
    """What a stage copies from the checkout, in a folder that stands for its work directory and its root."""
    for line in stage.named("COPY"):
        *sources, target = (word.lstrip("/") for word in line.words)
        if line.copies_from_a_stage:
            continue
        for source in sources:
            single = len(sources) == 1 and not target.endswith("/")
            place = folder / (target if single else f"{target}/{Path(source).name}")
            place.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, place, ignore=_LEFT_BEHIND)
            else:
                shutil.copy(ROOT / source, place)
    return folder


def run(stage: Stage, folder: Path, program: Path) -> None:
    """What a stage runs with the install script, the program in a folder that stands for /usr/local/p2p."""
    for line in stage.named("RUN"):
        if line.command.startswith("containers/install"):
            command = line.command.replace("/usr/local/p2p", str(program))
            told = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
            subprocess.run(["/bin/sh", "-c", command], cwd=folder, env=told, check=True, timeout=600)


def _addresses(said: Iterable[str], log: Path) -> Iterator[str]:
    for line in said:
        if ready := _READY.match(line):
            yield ready[1]
    raise AssertionError(log.read_text())


@contextmanager
def started(command: list[str], folder: Path, environment: Mapping[str, str]) -> Iterator[Iterator[str]]:
    """A command that runs until the block is left; gives each address at which the server gets ready."""
    with (folder / "log").open("a") as log:
        process = subprocess.Popen(
            [sys.executable, "-S", "-c", WITH_ITS_STARTER, *command],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
    assert process.stdout is not None
    try:
        yield _addresses(process.stdout, folder / "log")
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
