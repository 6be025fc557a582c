"""Storage that fails, stalls, cuts and is full: it is told as such, and nothing half is taken for whole."""

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pytest

from adapters.storage import s3
from adapters.storage.folder import FolderObjects
from adapters.storage.s3 import Bucket, S3Objects
from p2p_core.contracts.files import FileStoreContract
from p2p_core.shared.errors import Unavailable
from tests.contract.sql_stores import fast_directory
from tests.servers.fault_proxy import BROKEN, SLOW_DOWN, Faults, fault_proxy
from tests.servers.fixtures import s3_bucket, s3_server
from tests.servers.s3_buckets import S3

__all__ = ["s3_bucket", "s3_server"]
KEY = FileStoreContract.key
CONTENT = os.urandom(1024 * 1024)
MOST_TRIES = 12
"""Of one operation: ours times the driver's, and a question for the size before it."""


@dataclass
class Proxied:
    """A bucket behind a proxy that does no harm yet."""

    bucket: Bucket
    faults: Faults

    @cached_property
    def storage(self) -> S3Objects:
        """As patient as the platform is: a busy machine is no fault."""
        return S3Objects(self.bucket)

    def hurried(self, patch: pytest.MonkeyPatch) -> S3Objects:
        """Gives up at once, for faults that never end by themselves."""
        patience = {"connect_timeout": 2, "read_timeout": 0.3, "retries": {"max_attempts": 1}}
        patch.setattr(s3, "_PATIENCE", patience)
        patch.setattr(s3, "_LEAST", 1.0)
        patch.setattr(s3, "_SLOWEST", 1024**3)
        return S3Objects(self.bucket)


@pytest.fixture
def proxied(s3_server: S3, s3_bucket: str) -> Iterator[Proxied]:
    bucket = Bucket(name=s3_bucket, region=s3_server.region, key=s3_server.key, secret=s3_server.secret)
    with fault_proxy(s3_server.endpoint) as (endpoint, faults):
        yield Proxied(replace(bucket, endpoint=endpoint), faults)


def kept(storage: S3Objects | FolderObjects, folder: Path, content: bytes = CONTENT) -> None:
    path = folder / "arrived"
    path.write_bytes(content)
    storage.put(KEY, str(path), "image/png")


def fetched(storage: S3Objects, folder: Path) -> bytes:
    path = folder / "fetched"
    storage.fetch(KEY, str(path))
    return path.read_bytes()


def everything(storage: S3Objects, folder: Path) -> dict[str, Callable[[], object]]:
    return {
        "put": lambda: kept(storage, folder),
        "fetch": lambda: storage.fetch(KEY, str(folder / "fetched")),
        "read": lambda: b"".join(storage.read(KEY, 0, len(CONTENT))),
        "size": lambda: storage.size(KEY),
    }


def test_a_server_that_only_fails_is_out_of_order_after_a_few_tries(proxied: Proxied, tmp_path: Path) -> None:
    storage, faults = proxied.storage, proxied.faults
    kept(storage, tmp_path)
    for name, ask in everything(storage, tmp_path).items():
        faults.become(answers=BROKEN)
        with pytest.raises(Unavailable):
            ask()
        assert 0 < faults.connections <= MOST_TRIES, name
    faults.become()
    assert b"".join(storage.read(KEY, 0, len(CONTENT))) == CONTENT


def test_a_server_that_fails_once_is_asked_again(proxied: Proxied, tmp_path: Path) -> None:
    storage, faults = proxied.storage, proxied.faults
    storage.ping()
    faults.become(answers=SLOW_DOWN, times=1)
    kept(storage, tmp_path)
    faults.become()
    assert b"".join(storage.read(KEY, 0, len(CONTENT))) == CONTENT


def test_an_answer_that_is_cut_is_never_taken_for_whole(proxied: Proxied, tmp_path: Path) -> None:
    storage, faults = proxied.storage, proxied.faults
    kept(storage, tmp_path)
    for at in (100, len(CONTENT) // 2):
        asks: tuple[Callable[[], bytes], ...] = (
            lambda: b"".join(storage.read(KEY, 0, len(CONTENT))),
            lambda: fetched(storage, tmp_path),
        )
        for ask in asks:
            faults.become(cut_after=at)
            with suppress(Unavailable):  # or the driver goes on where it was cut off
                assert ask() == CONTENT
    faults.become()
    assert fetched(storage, tmp_path) == CONTENT


def test_an_upload_that_stalls_ends_and_leaves_the_object_as_it_was(
    proxied: Proxied, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(proxied.storage, tmp_path, b"before")
    with monkeypatch.context() as patch:
        hurried = proxied.hurried(patch)
        proxied.faults.become(stall_after=100_000)
        with pytest.raises(Unavailable):
            kept(hurried, tmp_path)
    proxied.faults.become()
    assert b"".join(proxied.storage.read(KEY, 0, 6)) == b"before"


def test_nobody_waits_for_a_server_that_says_nothing(
    proxied: Proxied, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried = proxied.hurried(monkeypatch)
    proxied.faults.become(silent=True)
    with pytest.raises(Unavailable):
        hurried.ping()
    with pytest.raises(Unavailable):
        kept(hurried, tmp_path)  # without an end of its own, this never came back


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file of this process grows beyond that: the system says so, as it says that a disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_folder_without_room_keeps_nothing_half_and_heals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    with fast_directory() as arriving:
        storage = FolderObjects(tmp_path / "files")
        monkeypatch.setattr("adapters.storage.folder.os.link", elsewhere)  # where it is the same disk
        path = Path(arriving, "arrived")
        path.write_bytes(CONTENT)
        with room_for(len(CONTENT) // 2), pytest.raises(Unavailable):
            storage.put(KEY, str(path), "image/png")
        assert [found for found in (tmp_path / "files").rglob("*") if found.is_file()] == []
        storage.put(KEY, str(path), "image/png")
        assert b"".join(storage.read(KEY, 0, len(CONTENT))) == CONTENT
