"""The files of a built client, read once: each with its compressed forms, its type and its tag."""

import json
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

SHELL = "index.html"
_NOTE = "build.json"
_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
"""Only these are served."""
_WAYS = {"br": ".br", "gzip": ".gz"}


@dataclass(frozen=True, slots=True)
class ClientFile:
    """One file and, by encoding, the same in fewer bytes."""

    content: bytes
    media_type: str
    packed: dict[str, bytes]
    etag: str
    for_ever: bool
    """Whether its address changes with its content."""


@dataclass(frozen=True, slots=True)
class BuiltClient:
    """A whole client, and what it was built of."""

    files: dict[str, ClientFile]
    sources: str

    @property
    def shell(self) -> ClientFile:
        """The page that is every page."""
        return self.files[SHELL]


def read(folder: Path) -> BuiltClient | None:
    """The client that lies there, if a whole one does: its note is written last."""
    note = folder / _NOTE
    if not note.is_file() or not (folder / SHELL).is_file():
        return None
    files = {
        path.relative_to(folder).as_posix(): _file(folder, path)
        for path in sorted(folder.rglob("*"))
        if path.suffix in _TYPES
    }
    return BuiltClient(files, str(json.loads(note.read_text(encoding="utf-8"))["sources"]))


def _file(folder: Path, path: Path) -> ClientFile:
    content = path.read_bytes()
    beside = {way: path.with_name(f"{path.name}{suffix}") for way, suffix in _WAYS.items()}
    return ClientFile(
        content=content,
        media_type=_TYPES[path.suffix],
        packed={way: packed.read_bytes() for way, packed in beside.items() if packed.is_file()},
        etag=f'W/"{blake2b(content, digest_size=9).hexdigest()}"',
        for_ever=path.relative_to(folder).parts[0] == "assets",
    )
