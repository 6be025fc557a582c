"""The data directory: private, owned by one server, with a secret that is made once."""

import stat
from pathlib import Path

import pytest

from entrypoints.data_dir import CannotStart, DataDir


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "data"


def test_it_is_made_for_its_owner_alone(folder: Path) -> None:
    DataDir(folder).prepare()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(folder.iterdir()) == []


def test_the_secret_is_made_once_and_for_its_owner_alone(folder: Path) -> None:
    DataDir(folder).prepare()

    secret = DataDir(folder).secret()

    assert DataDir(folder).secret() == secret
    assert len(secret) == 64
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_place_of_the_server_is_taken_once_and_given_back(folder: Path) -> None:
    DataDir(folder).prepare()
    first = DataDir(folder).lock_for_server()

    with pytest.raises(CannotStart, match="Another server"):
        DataDir(folder).lock_for_server()
    first.close()

    DataDir(folder).lock_for_server().close()


def test_a_new_server_waits_for_the_last_process_of_the_former(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    DataDir(folder).prepare()
    DataDir(folder).wait_for_workers()
    worker = DataDir(folder).lock_for_worker()

    with monkeypatch.context() as hurried:
        hurried.setattr("entrypoints.data_dir._PATIENCE", 0.1)
        with pytest.raises(CannotStart, match="former server"):
            DataDir(folder).wait_for_workers()

    worker.close()
    DataDir(folder).wait_for_workers()


def test_a_folder_that_cannot_be_made_is_told_with_the_remedy(tmp_path: Path) -> None:
    tmp_path.joinpath("file").touch()

    with pytest.raises(CannotStart, match="P2P_DATA_DIR"):
        DataDir(tmp_path / "file" / "data").prepare()
