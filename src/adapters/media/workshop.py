"""The workshop: fetches a file, has a child process look into it, and stores what that made."""

import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from time import time

import msgspec

from adapters.media.children import READY, Children
from adapters.media.results import Picture, Task, Told
from p2p_core.files.model import CONTENT, Flaw, Made, Variant, key_of
from p2p_core.files.ports import FileStore, Order
from p2p_core.shared.errors import NotFound, Unavailable

_CHILD = (sys.executable, "-s", "-P", "-m", "adapters.media.child")
_LONGEST = 45.0
"""Seconds; a little longer than the child gives itself."""
_AT_ONCE = 2
_ABANDONED = 3600
_log = logging.getLogger("p2p.media")


class ChildWorkshop:
    """Never decodes anything in its own process."""

    def __init__(
        self,
        storage: FileStore,
        scratch: Path,
        command: Sequence[str] = _CHILD,
        longest: float = _LONGEST,
        *,
        ahead: bool = False,
    ) -> None:
        """``scratch``: a folder of this machine for what is being worked on.

        ``ahead``: while one child is at work, the next one is started already.
        """
        self._children = Children(command, scratch, longest, ahead=ahead)
        self._storage = storage
        self._scratch = scratch
        self._places = BoundedSemaphore(_AT_ONCE)

    def work_on(self, order: Order) -> Made | Flaw:
        try:
            return self._looked_into(order)
        except OSError as error:  # most often a full disk, or no process to be had: nothing of the file's
            raise Unavailable("workshop") from error

    def _looked_into(self, order: Order) -> Made | Flaw:
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
        answer, said = self._children.ask(task)
        if not answer.startswith(READY):
            raise Unavailable("workshop") from RuntimeError(said)
        try:
            told = msgspec.json.decode(answer.removeprefix(READY), type=Told)
        except msgspec.DecodeError:
            _log.warning("a file was too hard to look into: %s", said)
            return Told(flaw=Flaw.TOO_HARD.value)
        if told.hindered:
            raise Unavailable("workshop")
        return told

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


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
