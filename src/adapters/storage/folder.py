"""Objects as files of a folder on this machine: there whole and on the disk, or not there."""

import os
import shutil
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from secrets import token_hex
from typing import Any

from adapters.storage.objects import FsspecObjects, translated

_OWN = 0o700


class FolderObjects(FsspecObjects):
    """A folder; its own incoming folder holds what isn't whole yet, so that a crash leaves no half file."""

    def __init__(self, folder: Path) -> None:
        super().__init__(_file_system, str(folder))
        self._folder = folder
        self._incoming = folder / "incoming"

    def put(self, key: str, path: str, media_type: str) -> None:
        del media_type  # the file's row keeps it
        with translated():
            self._incoming.mkdir(_OWN, parents=True, exist_ok=True)
            half = self._incoming / token_hex(16)
            try:
                _take(Path(path), half)
                _synced(half)
                target = self._folder / key
                _made(target.parent, self._folder)
                half.replace(target)
                _synced(target.parent)
            finally:
                half.unlink(missing_ok=True)

    def fetch(self, key: str, path: str) -> None:
        with translated():
            _take(self._folder / key, Path(path))

    def remove_folder(self, folder: str) -> None:
        with translated(), suppress(FileNotFoundError):
            shutil.rmtree(self._folder / folder)

    def link(self, key: str, media_type: str, disposition: str) -> str | None:
        del key, media_type, disposition  # a folder hands nothing out
        return None

    def ping(self) -> None:
        """Write something, as the next upload would."""
        with translated():
            self._incoming.mkdir(_OWN, parents=True, exist_ok=True)
            probe = self._incoming / f"probe-{token_hex(8)}"
            try:
                probe.write_bytes(b"\0")
            finally:
                probe.unlink(missing_ok=True)


def _file_system() -> Any:  # noqa: ANN401 - fsspec tells no types
    """Loaded when files are used."""
    filesystem: Any = import_module("fsspec.implementations.local").LocalFileSystem()
    return filesystem


def _take(path: Path, half: Path) -> None:
    """The same bytes under another name; copied only where they lie on another disk."""
    try:
        os.link(path, half)
    except OSError:
        shutil.copyfile(path, half)


def _made(folder: Path, above: Path) -> None:
    """Make a folder and those above it, durably."""
    if folder == above or folder.is_dir():
        return
    _made(folder.parent, above)
    folder.mkdir(_OWN, exist_ok=True)
    _synced(folder.parent)


def _synced(path: Path) -> None:
    """Have a file, or what a folder lists, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
