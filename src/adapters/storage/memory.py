"""Objects in fsspec's memory: gone with the process, for trying out."""

from importlib import import_module
from secrets import token_hex
from typing import Any

from adapters.storage.objects import FsspecObjects, translated


class MemoryObjects(FsspecObjects):
    """A corner of its own in the memory that all of fsspec shares."""

    def __init__(self) -> None:
        super().__init__(_file_system, f"/{token_hex(16)}")

    def put(self, key: str, path: str, media_type: str) -> None:
        del media_type  # the file's row keeps it
        with translated():
            self._filesystem.put_file(path, self._path(key))

    def link(self, key: str, media_type: str, disposition: str) -> str | None:
        del key, media_type, disposition  # memory hands nothing out
        return None

    def ping(self) -> None:
        """Nothing can be wrong with memory."""


def _file_system() -> Any:  # noqa: ANN401 - fsspec tells no types
    """Loaded when files are used."""
    filesystem: Any = import_module("fsspec.implementations.memory").MemoryFileSystem()
    return filesystem
