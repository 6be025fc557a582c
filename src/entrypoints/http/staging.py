"""Files on their way to the disk: written and measured piece by piece, gone unless somebody keeps them."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from entrypoints.runner import Lane
from p2p_core.files.shapes import Arrival
from p2p_core.shared.errors import Unavailable

HEAD = 8192
"""How many of a file's first bytes are looked at while it is here."""
_AT_ONCE = 256 * 1024
_PRIVATE_DIR, _PRIVATE_FILE = 0o700, 0o600


class Staged:
    """One file; what comes is gathered, and written in the lane so that no disk holds up the loop."""

    def __init__(self, path: Path, lane: Lane) -> None:
        self._path = path
        self._lane = lane
        self._digest = sha256()
        self._gathered = bytearray()
        self._descriptor = -1
        self._head = b""
        self.size = 0

    async def add(self, piece: bytes) -> None:
        """The next bytes of the file."""
        self.size += len(piece)
        self._gathered += piece
        if len(self._gathered) >= _AT_ONCE:
            await self._flush()

    async def whole(self) -> Arrival:
        """The file as it lies here now."""
        await self._flush()
        return Arrival(path=str(self._path), size=self.size, sha256=self._digest.hexdigest(), head=self._head)

    def drop(self) -> None:
        """Let go of it; what storage has taken, it keeps."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._path.unlink(missing_ok=True)

    async def _flush(self) -> None:
        gathered, self._gathered = bytes(self._gathered), bytearray()
        await self._lane(self._write, gathered)

    def _write(self, gathered: bytes) -> None:
        try:
            if self._descriptor < 0:
                self._path.parent.mkdir(_PRIVATE_DIR, exist_ok=True)
                self._descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
            left = memoryview(gathered)
            while left:
                left = left[os.write(self._descriptor, left) :]
        except OSError as error:  # most often a full disk
            raise Unavailable("storage") from error
        self._digest.update(gathered)
        self._head += gathered[: HEAD - len(self._head)]


@asynccontextmanager
async def staged(folder: Path, lane: Lane) -> AsyncIterator[Staged]:
    """A place for a file in that folder, for as long as the block lasts."""
    file = Staged(folder / f"{token_hex(16)}.part", lane)
    try:
        yield file
    finally:
        file.drop()
