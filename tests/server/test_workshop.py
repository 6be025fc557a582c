"""The real workshop under the same contract as the one in memory."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event, Timer, get_native_id

import msgspec
import pytest

from adapters.media import child as child_program
from adapters.media import children as children_module
from adapters.media.child import MEMORY, SECONDS
from adapters.media.children import READY, Children
from adapters.media.results import Task, Told
from adapters.media.workshop import ChildWorkshop
from adapters.memory.storage import MemoryFileStore
from adapters.system.clock import SystemClock
from p2p_core.contracts.files import WorkshopContract, a_png
from p2p_core.files.model import UPLOAD, Flaw, Made, key_of
from p2p_core.files.ports import Order
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.ids import FileId

PROGRAM = (sys.executable, "-m", "adapters.media.child")
SOURCES = {"PYTHONPATH": str(Path(child_program.__file__).parents[2])}


class TestChildWorkshop(WorkshopContract):
    @pytest.fixture(autouse=True)
    def _over(self, tmp_path: Path) -> None:
        self.storage = MemoryFileStore(SystemClock())
        self.workshop = ChildWorkshop(self.storage, tmp_path / "work", ahead=True)


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


def test_a_child_that_does_not_end_is_ended_with_whatever_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = tmp_path / "pids"
    pids.touch()

    class WhenBothAreAtIt(Timer):
        """Its time is over once there is something to end: until then a busy machine may take long."""

        def run(self) -> None:
            while len(pids.read_text().split()) < 2 and not self.finished.wait(0.01):
                pass
            super().run()

    monkeypatch.setattr(children_module, "Timer", WhenBothAreAtIt)
    endless = f"p = os.fork(); open({str(pids)!r}, 'a').write(f'{{os.getpid()}} ')\nwhile True: pass"
    child = Child(tmp_path, endless, longest=0)
    assert child.work() is Flaw.TOO_HARD
    ended = pids.read_text().split()
    assert len(ended) == 2
    for pid in ended:
        assert not Path(f"/proc/{pid}/exe").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text()


def test_a_child_that_can_not_begin_says_nothing_about_the_file(tmp_path: Path) -> None:
    child = Child(tmp_path, "")
    child.workshop = ChildWorkshop(child.storage, child.scratch, (sys.executable, "-c", "import nothing"))
    with pytest.raises(Unavailable):
        child.work()


def test_a_machine_that_is_out_of_order_says_nothing_about_the_file(tmp_path: Path) -> None:
    child = Child(tmp_path, """os.write(1, b'{"hindered":true}')""")
    with pytest.raises(Unavailable):
        child.work()
    child.scratch.rmdir()
    child.scratch.touch()  # nothing can be made in it, not even by root
    with pytest.raises(Unavailable):
        child.work()


def test_a_disk_that_is_full_is_no_flaw_of_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(a_png(60, 40))
    (tmp_path / "content").symlink_to("/dev/full")
    task = Task(path=str(path), folder=str(tmp_path), media_type="image/png", square=False)
    asked = subprocess.run(
        PROGRAM, input=msgspec.json.encode(task), env=SOURCES, capture_output=True, check=True
    )
    assert msgspec.json.decode(asked.stdout.removeprefix(READY), type=Told) == Told(hindered=True)


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


def children() -> set[int]:
    """Processes of ours that look into files."""
    return {pid for pid in all_children() if b"adapters.media.child" in command_of(pid)}


def command_of(pid: int) -> bytes:
    """What it was started with; nothing once it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def a_picture(child: Child) -> Made | Flaw:
    """What comes of looking into one by a workshop that has the next child start meanwhile."""
    path = child.scratch.with_name("picture")
    path.write_bytes(a_png(60, 40))
    file_id = FileId("01a20378-0000-7000-8000-00000000000b")
    child.storage.put(key_of(file_id, UPLOAD), str(path), "image/png")
    return child.workshop.work_on(Order(file_id=file_id, part=UPLOAD, media_type="image/png"))


def test_a_child_that_was_started_ahead_looks_into_one_file_and_ends(tmp_path: Path) -> None:
    child = Child(tmp_path, "")
    child.workshop = ChildWorkshop(child.storage, child.scratch, ahead=True)
    others = children()
    assert isinstance(a_picture(child), Made)
    (first,) = children() - others
    assert isinstance(a_picture(child), Made)
    (second,) = children() - others
    assert first != second
    limits = {line[:26].strip(): line[26:].split()[0] for line in limits_of(second)}
    assert limits["Max address space"] == str(MEMORY)
    assert limits["Max cpu time"] == str(SECONDS)
    assert limits["Max open files"] == "64"
    assert not Path(f"/proc/{second}/environ").read_bytes().count(b"HOME=")
    del child
    assert children() <= others


def limits_of(pid: int) -> list[str]:
    """The limits of a process, once it has taken them on itself."""
    path, pause = Path(f"/proc/{pid}/limits"), Event()
    while str(MEMORY) not in path.read_text():
        pause.wait(0.01)
    return path.read_text().splitlines()


def test_a_child_that_died_while_it_waited_is_made_up_for(tmp_path: Path) -> None:
    child = Child(tmp_path, "")
    child.workshop = ChildWorkshop(child.storage, child.scratch, ahead=True)
    others = children()
    assert isinstance(a_picture(child), Made)
    (waiting,) = children() - others
    os.kill(waiting, signal.SIGKILL)
    assert isinstance(a_picture(child), Made)
    assert list(child.scratch.iterdir()) == []


def test_a_child_that_waits_ends_with_whoever_started_it_or_after_a_while() -> None:
    nobody = subprocess.run(PROGRAM, input=b"", env=SOURCES, capture_output=True, check=True)
    assert (nobody.stdout, nobody.stderr) == (b"", b"")
    hurried = "from adapters.media import child; child.SECONDS = 1; child.main()"
    with subprocess.Popen((sys.executable, "-c", hurried), stdin=subprocess.PIPE, env=SOURCES) as process:
        assert process.wait(60) == -signal.SIGALRM


def test_of_a_child_that_nobody_asked_nothing_stays(tmp_path: Path) -> None:
    others, pause = all_children(), Event()
    program = "import os; os.write(1, b'ready\\n')"
    children = Children((sys.executable, "-c", program), tmp_path, 3, ahead=True)
    task = Task(path="", folder=str(tmp_path), media_type="image/png", square=False)
    assert children.ask(task) == (READY, "")
    assert all_children() - others
    while all_children() - others:  # ended, but not let go of: a zombie
        pause.wait(0.1)
    assert children.ask(task) == (READY, "")


def all_children() -> set[int]:
    """Processes that this thread started, as these tests do all of them; zombies among them."""
    return {int(pid) for pid in Path(f"/proc/self/task/{get_native_id()}/children").read_text().split()}
