"""What all kinds of storage share: reading, listing and removing objects through fsspec."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from p2p_core.files.ports import Stored
from p2p_core.shared.errors import NotFound, Unavailable


@contextmanager
def translated() -> Iterator[None]:
    """Let no driver's exception out."""
    try:
        yield
    except (NotFound, Unavailable):
        raise
    except FileNotFoundError:
        raise NotFound("object") from None
    except Exception as error:  # drivers raise what they like; to us it all means that storage doesn't work
        raise Unavailable("storage") from error


class FsspecObjects:
    """Objects below one path of a file system; a kind of storage adds how they get there."""

    piece = 256 * 1024
    """How much is read at once."""

    def __init__(self, connect: Callable[[], Any], root: str) -> None:
        """``connect`` makes fsspec's file system at its first use: until then its packages aren't loaded."""
        self._connect = connect
        self._root = root.rstrip("/")

    @cached_property
    def _filesystem(self) -> Any:  # noqa: ANN401 - fsspec tells no types
        return self._connect()

    def fetch(self, key: str, path: str) -> None:
        with translated():
            self._filesystem.get_file(self._path(key), path)

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        if self.size(key) is None:
            raise NotFound("object")
        return self._pieces(self._path(key), start, start + length)

    def size(self, key: str) -> int | None:
        with translated():
            try:
                return int(self._filesystem.info(self._path(key))["size"])
            except FileNotFoundError:
                return None

    def remove(self, key: str) -> None:
        with translated():
            try:
                self._filesystem.rm_file(self._path(key))
            except FileNotFoundError:
                return

    def remove_folder(self, folder: str) -> None:
        with translated():
            for path in self._found(self._path(folder)):
                self._filesystem.rm_file(path)

    def listing(self) -> Iterator[Stored]:
        with translated():
            found = self._found(self._root)
        return (_stored(path[len(self._root) + 1 :], told) for path, told in found.items())

    def _path(self, key: str) -> str:
        return f"{self._root}/{key}"

    def _found(self, path: str) -> Mapping[str, Mapping[str, Any]]:
        try:
            found: Mapping[str, Mapping[str, Any]] = self._filesystem.find(path, detail=True)
        except FileNotFoundError:
            return {}
        # some servers list a folder that was emptied, though S3 has no folders
        return {path: told for path, told in found.items() if told["type"] == "file"}

    def _pieces(self, path: str, start: int, end: int) -> Iterator[bytes]:
        for at in range(start, end, self.piece):
            wanted = min(self.piece, end - at)
            with translated():
                content = bytes(self._filesystem.cat_file(path, start=at, end=at + wanted))
                if len(content) != wanted:  # cut on the way: half an answer must not look whole
                    raise Unavailable("storage")
            yield content


def _stored(key: str, told: Mapping[str, Any]) -> Stored:
    changed = told.get("LastModified") or told.get("mtime") or told["created"]
    moment = changed if isinstance(changed, datetime) else datetime.fromtimestamp(changed, UTC)
    return Stored(key=key, size=int(told["size"]), modified_at=moment)
