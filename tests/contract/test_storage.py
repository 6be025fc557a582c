"""Objects in every kind of storage, under one contract."""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from adapters.memory.storage import MemoryFileStore, PlainWorkshop
from adapters.storage.folder import FolderObjects
from adapters.storage.memory import MemoryObjects
from adapters.storage.s3 import Bucket, S3Objects
from p2p_core.contracts.files import FileStoreContract, WorkshopContract
from p2p_core.files.ports import FileStore
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import NotFound, Unavailable
from tests.servers.fixtures import s3_bucket, s3_server
from tests.servers.s3_buckets import S3

__all__ = ["s3_bucket", "s3_server"]
KEY = FileStoreContract.key


@pytest.fixture
def bucket(s3_server: S3, s3_bucket: str) -> Bucket:
    return Bucket(
        name=s3_bucket,
        prefix="some/where",
        endpoint=s3_server.endpoint,
        public_endpoint=s3_server.endpoint.replace("127.0.0.1", "localhost"),
        region=s3_server.region,
        key=s3_server.key,
        secret=s3_server.secret,
    )


@pytest.fixture(params=["dictionary", "memory", "folder", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[FileStore]:
    match request.param:
        case "s3":
            yield S3Objects(request.getfixturevalue("bucket"))
        case "dictionary":
            yield MemoryFileStore(clock)
        case "memory":
            yield MemoryObjects()
        case _:
            yield FolderObjects(tmp_path / "files")


class TestPlainWorkshop(WorkshopContract):
    @pytest.fixture(autouse=True)
    def _over(self, clock: Clock) -> None:
        self.storage = MemoryFileStore(clock)
        self.workshop = PlainWorkshop(self.storage)


class TestStorage(FileStoreContract):
    @pytest.fixture(autouse=True)
    def _over(self, storage: FileStore) -> None:
        self.storage = storage


def kept(storage: FileStore, folder: Path, content: bytes) -> None:
    path = folder / "arrived"
    path.write_bytes(content)
    storage.put(KEY, str(path), "image/png")


# a folder


def test_in_a_folder_nothing_half_is_ever_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = FolderObjects(tmp_path / "files")

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("adapters.storage.folder.os.fsync", broken)
        with pytest.raises(Unavailable):
            kept(storage, tmp_path, b"content")
        patch.setattr("adapters.storage.folder.os.link", broken)
        patch.setattr("adapters.storage.folder.shutil.copyfile", broken)
        with pytest.raises(Unavailable):
            kept(storage, tmp_path, b"content")
    assert storage.size(KEY) is None
    assert list(storage.listing()) == []


def test_a_file_from_another_disk_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def elsewhere(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("adapters.storage.folder.os.link", elsewhere)
    storage = FolderObjects(tmp_path / "files")
    kept(storage, tmp_path, b"content")
    assert b"".join(storage.read(KEY, 0, 7)) == b"content"


def test_what_is_in_a_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    storage = FolderObjects(tmp_path / "files")
    kept(storage, tmp_path, b"content")
    folders = [path for path in (tmp_path / "files").rglob("*") if path.is_dir()]
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}


def test_a_folder_that_can_not_be_written_is_out_of_order(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("not a folder")
    with pytest.raises(Unavailable):
        FolderObjects(tmp_path / "files").ping()


# S3


def test_a_large_object_travels_in_parts(bucket: Bucket, tmp_path: Path) -> None:
    storage, content = S3Objects(bucket), os.urandom(1024) * 20_000
    kept(storage, tmp_path, content)
    assert storage.size(KEY) == len(content)
    fetched = tmp_path / "fetched"
    storage.fetch(KEY, str(fetched))
    assert fetched.read_bytes() == content


def test_a_signed_address_hands_out_one_object_for_a_while_as_what_it_is(
    bucket: Bucket, tmp_path: Path
) -> None:
    storage = S3Objects(bucket)
    kept(storage, tmp_path, b"content")
    shown = "inline; filename=\"a.png\"; filename*=UTF-8''%D8%A7.png"
    address = storage.link(KEY, "image/png", shown)
    assert address
    assert urlsplit(address).hostname == "localhost"
    assert parse_qs(urlsplit(address).query)["X-Amz-Expires"] == ["300"]
    get = partial(httpx.get, timeout=90)
    answer = get(address)
    assert (answer.status_code, answer.content) == (200, b"content")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"] == shown
    assert get(address, headers={"range": "bytes=1-3"}).content == b"ont"
    for forged in (address.replace("upload", "other"), address.replace("inline", "attachment"), address[:-1]):
        assert get(forged).status_code == 403


def test_a_server_that_is_away_or_does_not_know_us_is_out_of_order(bucket: Bucket, tmp_path: Path) -> None:
    stranger = S3Objects(replace(bucket, secret="wrong" * 8))
    for ask in (
        stranger.ping,
        lambda: kept(stranger, tmp_path, b"x"),
        lambda: list(stranger.read(KEY, 0, 1)),
    ):
        with pytest.raises(Unavailable):
            ask()
    nobody = S3Objects(replace(bucket, endpoint="http://127.0.0.1:9"))
    with pytest.raises(Unavailable):
        nobody.ping()
    with pytest.raises(NotFound):
        S3Objects(bucket).read(KEY, 0, 1)
