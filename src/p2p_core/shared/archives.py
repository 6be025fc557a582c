"""Files packed into one ZIP, piece by piece: however much it is, little of it is in memory at a time."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PIECE = 256 * 1024
"""About how many bytes are handed out at a time."""


class _Sink:
    """What a ZIP is written to: it can't be gone back in, so the ZIP is one that streams."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self.size = 0

    def write(self, chunk: bytes) -> int:
        """Keep it until it is taken."""
        self._chunks.append(bytes(chunk))
        self.size += len(chunk)
        return len(chunk)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def taken(self) -> bytes:
        """What has come since the last time."""
        taken, self._chunks, self.size = b"".join(self._chunks), [], 0
        return taken


def packed(files: Iterable[tuple[str, Iterable[bytes]]], at: datetime) -> Iterator[bytes]:
    """The bytes of a ZIP of files, each a name and its content in pieces; the same for the same."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:  # type: ignore[call-overload]  # all that it needs of a file
        for name, content in files:
            info = ZipInfo(name, at.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            with archive.open(info, "w") as file:
                for piece in content:
                    file.write(piece)
                    if sink.size >= PIECE:
                        yield sink.taken()
    yield sink.taken()
