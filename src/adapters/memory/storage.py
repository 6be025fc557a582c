"""Objects in memory, and a workshop that believes what it is told: for embedding, demos and tests."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from struct import unpack
from tempfile import NamedTemporaryFile
from threading import Lock

from p2p_core.files.model import Flaw, Made, Variant, key_of
from p2p_core.files.policy import SQUARES
from p2p_core.files.ports import FileStore, Order, Stored, Verdict
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import NotFound

_PIECE = 256 * 1024
_PNG_HEAD = 24
_PNG_END = b"IEND\xaeB`\x82"


class MemoryFileStore:
    """Objects in a dictionary."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._guard = Lock()
        self._objects: dict[str, tuple[bytes, Stored]] = {}

    def put(self, key: str, path: str, media_type: str) -> None:
        del media_type  # nobody but us hands them out
        content = Path(path).read_bytes()
        with self._guard:
            self._objects[key] = (content, Stored(key=key, size=len(content), modified_at=self._clock.now()))

    def fetch(self, key: str, path: str) -> None:
        Path(path).write_bytes(self._content(key))

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        wanted = self._content(key)[start : start + length]
        return (wanted[at : at + _PIECE] for at in range(0, len(wanted), _PIECE))

    def size(self, key: str) -> int | None:
        found = self._objects.get(key)
        return None if found is None else found[1].size

    def remove(self, key: str) -> None:
        with self._guard:
            self._objects.pop(key, None)

    def remove_folder(self, folder: str) -> None:
        with self._guard:
            for key in [key for key in self._objects if key.startswith(f"{folder}/")]:
                del self._objects[key]

    def listing(self) -> Iterator[Stored]:
        with self._guard:
            return iter([stored for _, stored in self._objects.values()])

    def link(self, key: str, media_type: str, disposition: str) -> str | None:
        del key, media_type, disposition  # there is nobody else to ask
        return None

    def ping(self) -> None:
        """Nothing can be wrong with storage in memory."""

    def _content(self, key: str) -> bytes:
        found = self._objects.get(key)
        if found is None:
            raise NotFound("object")
        return found[0]


@dataclass(frozen=True, slots=True)
class PlainWorkshop:
    """Shows files as they came; it only knows how large a PNG is, and whether it is whole."""

    storage: FileStore

    def work_on(self, order: Order) -> Made | Flaw:
        key = key_of(order.file_id, order.part)
        content = b"".join(self.storage.read(key, 0, self.storage.size(key) or 0))
        made = Made(part=order.part, size=len(content), sha256=sha256(content).hexdigest())
        if order.media_type != "image/png":
            return made
        if not content.endswith(_PNG_END):
            return Flaw.DAMAGED
        width, height = unpack(">II", content[_PNG_HEAD - 8 : _PNG_HEAD])
        variants = tuple(self._as_it_is(order, content, side) for side in SQUARES) if order.square else ()
        return replace(made, width=width, height=height, variants=variants)

    def _as_it_is(self, order: Order, content: bytes, side: str) -> Variant:
        """The picture in place of one that would be cut."""
        name = f"{side}.webp"
        with NamedTemporaryFile() as copy:
            copy.write(content)
            copy.flush()
            self.storage.put(key_of(order.file_id, name), copy.name, order.media_type)
        return Variant(
            name=name,
            media_type=order.media_type,
            width=SQUARES[side],
            height=SQUARES[side],
            size=len(content),
            sha256=sha256(content).hexdigest(),
        )


class NoScanner:
    """Finds nothing, because it doesn't look."""

    def scan(self, chunks: Iterator[bytes]) -> Verdict:
        del chunks
        return Verdict.CLEAN

    def ping(self) -> None:
        """Nothing can be wrong with what doesn't look."""
