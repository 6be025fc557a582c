"""Uploads that come piece by piece: their bytes lie on this machine's disk, and outlive the server."""

import base64
import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from hashlib import file_digest, new
from io import BufferedReader
from math import inf
from pathlib import Path
from time import monotonic, time

from entrypoints.runner import Lane
from p2p_core.files.shapes import Arrival
from p2p_core.shared.errors import NotFound, Unavailable

HEAD = 8192
_AT_ONCE = 1024 * 1024
_ENDING, _ENDED = ".upload", ".ended"
_PRIVATE_DIR, _PRIVATE_FILE = 0o700, 0o600
_SWEEP_EVERY = 600
_LONGEST_IN_ONE_REQUEST = 3600
_LONGEST_PIECE_BY_PIECE = 2 * 24 * 3600
"""Seconds after which nothing that lies here is on its way any more."""


@contextmanager
def _disk() -> Iterator[None]:
    """A disk that is full or out of order is no fault of ours, nor of who asks."""
    try:
        yield
    except OSError as error:
        raise Unavailable("storage") from error


class Busy(Exception):
    """Somebody else is adding to it."""


class Piece:
    """What one request adds; the file's length is how much has arrived, so that nothing else need be kept."""

    def __init__(self, path: Path, descriptor: int, lane: Lane) -> None:
        self._path, self._descriptor, self._lane = path, descriptor, lane
        self._gathered = bytearray()
        self._begun_at = self.offset = os.fstat(descriptor).st_size

    async def add(self, content: bytes) -> None:
        """The next bytes."""
        self.offset += len(content)
        self._gathered += content
        if len(self._gathered) >= _AT_ONCE:
            await self._written()

    async def kept(self) -> None:
        """Have on the disk what was added: what a client is told has arrived, has."""
        await self._written()
        await self._lane(self._sync)

    async def matches(self, algorithm: str, checksum: str) -> bool:
        """Whether this piece has that checksum, in Base64."""
        await self._written()
        return await self._lane(self._digest, algorithm) == checksum

    async def taken_back(self) -> None:
        """Forget what this request added."""
        self._gathered.clear()
        await self._lane(self._cut)

    async def whole(self) -> Arrival:
        """The whole file as it lies here."""
        await self._written()
        return await self._lane(self._arrival)

    async def _written(self) -> None:
        gathered, self._gathered = bytes(self._gathered), bytearray()
        await self._lane(self._write, gathered)

    def _write(self, gathered: bytes) -> None:
        left = memoryview(gathered)
        with _disk():
            while left:
                left = left[os.write(self._descriptor, left) :]

    def _sync(self) -> None:
        with _disk():
            os.fsync(self._descriptor)

    def _cut(self) -> None:
        with _disk():
            os.ftruncate(self._descriptor, self._begun_at)

    def _digest(self, algorithm: str) -> str:
        digest = new(algorithm, usedforsecurity=False)
        with _disk(), self._read() as file:
            file.seek(self._begun_at)
            while content := file.read(_AT_ONCE):
                digest.update(content)
        return base64.b64encode(digest.digest()).decode()

    def _arrival(self) -> Arrival:
        with _disk(), self._read() as file:
            head = file.read(HEAD)
            file.seek(0)
            digest = file_digest(file, "sha256")
            size = file.seek(0, os.SEEK_END)
        return Arrival(path=str(self._path), size=size, sha256=digest.hexdigest(), head=head)

    def _read(self) -> BufferedReader:
        try:
            return self._path.open("rb")
        except FileNotFoundError:  # given up meanwhile, or gone with its owner
            raise NotFound("file") from None


class Uploads:
    """The folder with all that is arriving."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._swept = -inf

    def size(self, file_id: str) -> int:
        """How much of an upload has arrived."""
        try:
            return self._path(file_id).stat().st_size
        except FileNotFoundError:
            return 0

    def length(self, file_id: str) -> int | None:
        """How long an upload was that has become a file, as far as that is still known."""
        with suppress(OSError, ValueError):
            return int(self._path(file_id, _ENDED).read_text())
        return self.size(file_id) or None

    def end(self, file_id: str, length: int) -> None:
        """Let go of its bytes; how many they were stays a while, for a client that missed our last word."""
        with suppress(OSError):  # a full disk is no reason to doubt what storage has
            self._path(file_id, _ENDED).write_text(str(length))
        self.drop(file_id)

    @asynccontextmanager
    async def adding_to(self, file_id: str, lane: Lane) -> AsyncIterator[Piece]:
        """Add to an upload, alone; raises `Busy` while somebody else does."""
        path = self._path(file_id)
        with _disk():
            path.parent.mkdir(_PRIVATE_DIR, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, _PRIVATE_FILE)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Busy from None
            yield Piece(path, descriptor, lane)
        finally:
            os.close(descriptor)

    def drop(self, file_id: str) -> None:
        """Let go of an upload's bytes; what storage has taken, it keeps."""
        self._path(file_id).unlink(missing_ok=True)

    def sweep_at_times(self) -> None:
        """Sweep, unless that was done a moment ago."""
        if monotonic() - self._swept > _SWEEP_EVERY:
            self._swept = monotonic()
            self.sweep()

    def sweep(self) -> None:
        """Take away what was left behind: by servers that were killed, by clients that never came back."""
        now = time()
        for path in self.folder.glob("*") if self.folder.is_dir() else ():
            is_piecewise = path.suffix in {_ENDING, _ENDED}
            longest = _LONGEST_PIECE_BY_PIECE if is_piecewise else _LONGEST_IN_ONE_REQUEST
            with suppress(FileNotFoundError):
                if now - path.stat().st_mtime > longest:
                    path.unlink()

    def _path(self, file_id: str, ending: str = _ENDING) -> Path:
        return self.folder / f"{file_id}{ending}"
