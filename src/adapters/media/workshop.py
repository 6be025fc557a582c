"""The workshop: fetches a file, has a child process look into it, and stores what that made."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore, Timer
from time import time

import msgspec

from adapters.media.results import Picture, Task, Told
from p2p_core.files.model import CONTENT, Flaw, Made, Variant, key_of
from p2p_core.files.ports import FileStore, Order
from p2p_core.shared.errors import NotFound, Unavailable

_SOURCES = Path(__file__).parents[2]
_READY = b"ready\n"
_CHILD = (sys.executable, "-s", "-P", "-m", "adapters.media.child")
_LONGEST = 45.0
"""Seconds; a little longer than the child gives itself."""
_AT_ONCE = 2
_MOST_TOLD = 64 * 1024
_MOST_QUOTED = 500
_ABANDONED = 3600
_log = logging.getLogger("p2p.media")


class ChildWorkshop:
    """Never decodes anything in its own process."""

    def __init__(
        self, storage: FileStore, scratch: Path, command: Sequence[str] = _CHILD, longest: float = _LONGEST
    ) -> None:
        """``scratch``: a folder of this machine for what is being worked on."""
        self._command, self._longest = command, longest
        self._storage = storage
        self._scratch = scratch
        self._places = BoundedSemaphore(_AT_ONCE)

    def work_on(self, order: Order) -> Made | Flaw:
        self._scratch.mkdir(0o700, parents=True, exist_ok=True)
        self._sweep()
        with self._places, TemporaryDirectory(dir=self._scratch, ignore_cleanup_errors=True) as folder:
            path, made = Path(folder, "file"), Path(folder, "made")
            made.mkdir()
            self._fetch(order, path)
            task = Task(path=str(path), folder=str(made), media_type=order.media_type, square=order.square)
            told = self._asked(task)
            return Flaw(told.flaw) if told.flaw else self._kept(order, told, path, made)

    def _asked(self, task: Task) -> Told:
        """What a child process makes of it; one that breaks down over the file has answered as well."""
        errors = Path(task.folder).with_name("errors")
        with errors.open("wb") as log, _started(self._command, task, log.fileno()) as process:
            killer = Timer(self._longest, _end, [process])
            killer.start()
            try:
                answer = _conversation(process, task)
            finally:
                killer.cancel()
                _end(process)
        said = errors.read_text(errors="replace")[-_MOST_QUOTED:]
        if not answer.startswith(_READY):
            raise Unavailable("workshop") from RuntimeError(said)
        try:
            return msgspec.json.decode(answer.removeprefix(_READY), type=Told)
        except msgspec.DecodeError:
            _log.warning("a file was too hard to look into: %s", said)
            return Told(flaw=Flaw.TOO_HARD.value)

    def _sweep(self) -> None:
        """Take away what processes left behind that were killed at work."""
        for folder in self._scratch.iterdir():
            with suppress(FileNotFoundError):
                if time() - folder.stat().st_mtime > _ABANDONED:
                    rmtree(folder, ignore_errors=True)

    def _fetch(self, order: Order, path: Path) -> None:
        try:
            self._storage.fetch(key_of(order.file_id, order.part), str(path))
        except NotFound as error:  # storage has lost it, which patience or a backup may mend
            raise Unavailable("file") from error

    def _kept(self, order: Order, told: Told, path: Path, made: Path) -> Made:
        """Store what was made; the child's word counts for nothing that can be looked up."""
        part, content = order.part, path
        if told.rewritten:
            part, content = CONTENT, made / CONTENT
            self._storage.put(key_of(order.file_id, part), str(content), order.media_type)
        variants = tuple(self._variant(order, picture, made) for picture in told.pictures)
        return Made(
            part=part,
            size=content.stat().st_size,
            sha256=_digest(content),
            width=told.width,
            height=told.height,
            duration=told.duration,
            placeholder=told.placeholder,
            variants=variants,
        )

    def _variant(self, order: Order, picture: Picture, made: Path) -> Variant:
        path = made / Path(picture.name).name
        size, digest = path.stat().st_size, _digest(path)
        self._storage.put(key_of(order.file_id, path.name), str(path), picture.media_type)
        return Variant(
            name=path.name,
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            size=size,
            sha256=digest,
        )


def _started(command: Sequence[str], task: Task, log: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - our own program; the file's name is ours as well
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        cwd=task.folder,
        env={"PYTHONPATH": str(_SOURCES), "PYTHONDONTWRITEBYTECODE": "1"},
        start_new_session=True,
    )


def _conversation(process: "subprocess.Popen[bytes]", task: Task) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise AssertionError("both are pipes")
    with suppress(BrokenPipeError), process.stdin as question:
        question.write(msgspec.json.encode(task))
    return process.stdout.read(_MOST_TOLD)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Whatever it still does, nobody waits for it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
