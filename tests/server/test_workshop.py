"""The real workshop under the same contract as the one in memory."""

import os
import sys
from pathlib import Path

import pytest

from adapters.media.workshop import ChildWorkshop
from adapters.memory.storage import MemoryFileStore, PlainWorkshop
from adapters.system.clock import SystemClock
from p2p_core.contracts.files import WorkshopContract
from p2p_core.files.model import UPLOAD, Flaw
from p2p_core.files.ports import Order
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.ids import FileId


class TestPlainWorkshop(WorkshopContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.storage = MemoryFileStore(SystemClock())
        self.workshop = PlainWorkshop(self.storage)


class TestChildWorkshop(WorkshopContract):
    @pytest.fixture(autouse=True)
    def _over(self, tmp_path: Path) -> None:
        self.storage = MemoryFileStore(SystemClock())
        self.workshop = ChildWorkshop(self.storage, tmp_path / "work")


class Child:
    """A workshop whose child does something else than it should."""

    def __init__(self, folder: Path, program: str, longest: float = 30) -> None:
        self.storage = MemoryFileStore(SystemClock())
        self.scratch = folder / "work"
        limited = (
            "from adapters.media.child import _limit, READY; import os, sys; _limit(); os.write(1, READY)\n"
        )
        command = (sys.executable, "-c", limited + program)
        self.workshop = ChildWorkshop(self.storage, self.scratch, command, longest)
        path = folder / "arrived"
        path.write_bytes(b"content")
        self.storage.put("0a/01a20378-0000-7000-8000-00000000000a/upload", str(path), "")

    def work(self) -> object:
        return self.workshop.work_on(
            Order(
                file_id=FileId("01a20378-0000-7000-8000-00000000000a"), part=UPLOAD, media_type="text/plain"
            )
        )


@pytest.mark.parametrize(
    "program",
    [
        "a = bytearray(3 << 30)",
        "os.abort()",
        "print('nonsense')",
        "print('x' * 1_000_000)",
        "open('big', 'wb').truncate(1 << 30)",
        "[open('/dev/null') for _ in range(100)]",
    ],
)
def test_a_child_that_breaks_down_takes_only_its_file_along(tmp_path: Path, program: str) -> None:
    child = Child(tmp_path, program)
    assert child.work() is Flaw.TOO_HARD
    assert list(child.scratch.iterdir()) == []


def test_a_child_that_does_not_end_is_ended_with_whatever_it_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    endless = f"p = os.fork(); open({str(pids)!r}, 'a').write(f'{{os.getpid()}} ')\nwhile True: pass"
    child = Child(tmp_path, endless, longest=2)
    assert child.work() is Flaw.TOO_HARD
    for pid in pids.read_text().split():
        assert not Path(f"/proc/{pid}/exe").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text()


def test_a_child_that_can_not_begin_says_nothing_about_the_file(tmp_path: Path) -> None:
    child = Child(tmp_path, "")
    child.workshop = ChildWorkshop(child.storage, child.scratch, (sys.executable, "-c", "import nothing"))
    with pytest.raises(Unavailable):
        child.work()


def test_what_a_killed_process_left_behind_is_swept_up(tmp_path: Path) -> None:
    child = Child(tmp_path, "")
    old, fresh = child.scratch / "old", child.scratch / "fresh"
    for folder in (old, fresh):
        folder.mkdir(parents=True)
    os.utime(old, (0, 0))
    child.work()
    assert [path.name for path in child.scratch.iterdir()] == ["fresh"]


def test_a_file_that_storage_has_lost_waits(tmp_path: Path) -> None:
    child = Child(tmp_path, "")
    child.storage.remove_folder("0a")
    with pytest.raises(Unavailable):
        child.work()


def test_the_child_sees_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("P2P_TEST_SECRET", "hunter2")
    seen = tmp_path / "seen"
    Child(tmp_path, f"open({str(seen)!r}, 'w').write(repr(dict(os.environ)))").work()
    assert "hunter2" not in seen.read_text()
