"""The client as this installation has it: built, being built in the background, or the reason why not."""

import fcntl
import logging
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from threading import Event, Thread

from entrypoints.http.client import node
from entrypoints.http.client.files import BuiltClient, read
from entrypoints.http.client.node import Node
from entrypoints.http.client.sources import sources_of

_HERE = Path(__file__).parent
BUILT = _HERE / "built"
"""Where a build lies; never committed, packed into wheels."""

SOURCES = _HERE.parents[3] / "web"
"""Where the sources lie in a checkout."""

_LAST_LINES = 400
_log = logging.getLogger("p2p.client")


class Stage(StrEnum):
    """How far the client is."""

    OFF = "off"
    """Neither served nor built: a setting says so."""
    READY = "ready"
    ABSENT = "absent"
    """This installation came without one, and without its sources."""
    NO_NODE = "no_node"
    INSTALLING = "installing"
    BUILDING = "building"
    FAILED = "failed"


class ClientBuild:
    """Knows the client's files; makes them once where they are missing and can be made."""

    def __init__(self, *, skip: bool, built: Path = BUILT, sources: Path = SOURCES) -> None:
        self._folder = built
        self._sources = sources
        self._stop = Event()
        self._process: subprocess.Popen[str] | None = None
        self._thread: Thread | None = None
        self.reason = ""
        self.built: BuiltClient | None = None if skip else read(built)
        self.stage = Stage.OFF if skip else Stage.READY if self.built else Stage.ABSENT

    @property
    def is_under_way(self) -> bool:
        """Whether somebody who waits will see it soon."""
        return self.stage in {Stage.INSTALLING, Stage.BUILDING}

    def begin(self) -> None:
        """Build it in the background, if it is missing or older than its sources."""
        if self.stage is Stage.OFF or not (self._sources / "package.json").is_file():
            return
        if self.built and self.built.sources == sources_of(self._sources):
            return
        self.stage = Stage.INSTALLING
        self._thread = Thread(target=self._make, name="web client", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until it is built, or can't be."""
        if self._thread:
            self._thread.join()

    def stop(self) -> None:
        """End a build that is under way; the next start begins it anew."""
        self._stop.set()
        self._kill()
        self.wait()

    def _kill(self) -> None:
        process = self._process  # which may end meanwhile
        if process:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    def _make(self) -> None:
        found = node.find()
        if found is None:
            self._end(Stage.NO_NODE, "")
            return
        try:
            with self._alone() as lock:
                self._make_with(found, lock)
        except OSError as error:
            self._end(Stage.FAILED, str(error))

    def _make_with(self, found: Node, lock: int) -> None:
        """Install, build beside, and put it in place of what was there."""
        self.built = read(self._folder)  # another server may have been faster
        if self.built and self.built.sources == sources_of(self._sources):
            self._end(Stage.READY, "")
            return
        beside = self._folder.with_name(f".building-{os.getpid()}")
        try:
            for stage, command in ((Stage.INSTALLING, ("ci",)), (Stage.BUILDING, ("run", "build"))):
                self.stage = stage
                failure = self._run(found, command, beside, lock)
                if failure is not None:
                    self._end(Stage.FAILED, failure)
                    return
            shutil.rmtree(self._folder, ignore_errors=True)
            beside.rename(self._folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        self.built = read(self._folder)
        self._end(Stage.READY if self.built else Stage.FAILED, "")

    def _run(self, found: Node, command: tuple[str, ...], out: Path, lock: int) -> str | None:
        """Run npm; none when it worked, else what it said last."""
        environment = {
            **os.environ,
            "PATH": f"{found.folder}{os.pathsep}{os.environ.get('PATH', '')}",
            "CLIENT_OUT": str(out),
        }
        if self._stop.is_set():
            return "stopped"
        with subprocess.Popen(  # noqa: S603 - npm as it was found, with our own arguments
            [*found.npm, *command],
            cwd=self._sources,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            pass_fds=(lock,),  # held also by an npm that outlives a server that was killed
        ) as process:
            self._process = process
            if self._stop.is_set():  # while it was being started, when nobody could know of it
                self._kill()
            said, _ = process.communicate()
            self._process = None
        return None if process.returncode == 0 else said.strip()[-_LAST_LINES:]

    def _end(self, stage: Stage, reason: str) -> None:
        """Say how it ended; an older client that is there goes on being served."""
        self.stage = Stage.READY if self.built else stage
        self.reason = reason
        if stage is Stage.READY:
            _log.info("the web client is built")
        elif not self._stop.is_set():
            _log.warning("the web client isn't built: %s", reason or stage)

    @contextmanager
    def _alone(self) -> Iterator[int]:
        """Wait for another server that builds from the same sources; gives what the lock is held by."""
        with (self._sources / ".building.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield lock.fileno()
