"""The data directory: private to its owner, used by one server at a time."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from threading import Thread
from typing import BinaryIO

from entrypoints.setting_values import Secret

_PRIVATE_DIR, _PRIVATE_FILE = 0o700, 0o600
_PATIENCE = 5.0
_SECRET_LENGTH = 64


class CannotStart(Exception):
    """Something outside the program has to be put right first; the message says what and how."""


class DataDir:
    """The folder with the database, the locks and the generated development secret."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def uploads(self) -> Path:
        """Where uploads arrive until they are whole."""
        return self._path / "uploads"

    @property
    def work(self) -> Path:
        """Where files are while they are looked into."""
        return self._path / "work"

    def must_be_there(self) -> None:
        """Refuse a folder that somebody would have to make first: its name may be mistyped."""
        if not self._path.is_dir():
            raise CannotStart(
                f"There is no data directory {self._path}, and this command makes none: name the right one "
                "with --data-dir or P2P_DATA_DIR; p2p serve begins a new one."
            )

    def prepare(self) -> None:
        """Create it if it is missing, and make sure that it can be written."""
        try:
            self._path.mkdir(mode=_PRIVATE_DIR, parents=True, exist_ok=True)
        except OSError as error:
            raise self._unusable("create", error) from error
        try:
            probe = self._path / f".probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise self._unusable("write in", error) from error

    def lock_for_server(self) -> BinaryIO:
        """Hold the place of the one server for as long as the answer is open; a crash gives it back."""
        lock = self._opened("server.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            owner = self._owner(lock)
            lock.close()
            raise CannotStart(
                f"Another server{owner} uses the data directory {self._path}: stop it, or give this one "
                "another with --data-dir."
            ) from None
        lock.truncate(0)
        lock.seek(0)
        lock.write(str(os.getpid()).encode())
        lock.flush()
        return lock

    def wait_for_workers(self) -> None:
        """Wait until the last process of a former server, whose parent was killed, has ended."""
        lock = self._opened("workers.lock")

        def wait() -> None:
            with lock:
                fcntl.flock(lock, fcntl.LOCK_EX)

        waiter = Thread(target=wait, daemon=True)
        waiter.start()
        waiter.join(_PATIENCE)
        if waiter.is_alive():
            raise CannotStart(
                f"A process of a former server still uses the data directory {self._path}: end it first."
            )

    def lock_for_worker(self) -> BinaryIO:
        """Show that a process of the server is at work, for as long as the answer is open."""
        lock = self._opened("workers.lock")
        fcntl.flock(lock, fcntl.LOCK_SH)
        return lock

    def secret(self) -> Secret:
        """The secret of a development installation, made at its first start and kept beside its data."""
        path, draft = self._path / "development-secret", self._path / f".secret-{os.getpid()}"
        if not path.exists():
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, _PRIVATE_FILE), "w") as file:
                file.write(token_hex(_SECRET_LENGTH // 2))
                file.flush()
                os.fsync(file.fileno())  # an empty one after a power cut would be refused
            with suppress(FileExistsError):  # another process was faster: its secret holds
                os.link(draft, path)
            draft.unlink()
        return _whole(path)

    def has_secret(self) -> bool:
        """Whether it was made already."""
        return (self._path / "development-secret").exists()

    def _opened(self, name: str) -> BinaryIO:
        try:
            return os.fdopen(os.open(self._path / name, os.O_RDWR | os.O_CREAT, _PRIVATE_FILE), "r+b")
        except OSError as error:
            raise self._unusable("write in", error) from error

    def _owner(self, lock: BinaryIO) -> str:
        pid = lock.read(20).decode(errors="replace").strip()
        return f" (process {pid})" if pid.isdecimal() else ""

    def _unusable(self, what: str, error: OSError) -> CannotStart:
        return CannotStart(
            f"Can't {what} the data directory {self._path} ({error.strerror}): change its permissions, or "
            "choose another with --data-dir or P2P_DATA_DIR."
        )


def _whole(path: Path) -> Secret:
    """The secret in a file; an empty or shortened one would be a key that anybody guesses."""
    try:
        secret = Secret(path.read_text(encoding="ascii").strip())
    except OSError as error:
        raise CannotStart(
            f"Can't read the development secret {path} ({error.strerror}): make it readable for this user."
        ) from error
    except UnicodeDecodeError:
        secret = Secret("")
    if len(secret) < _SECRET_LENGTH:
        raise CannotStart(
            f"The development secret {path} is empty or damaged: delete it, and the next start makes a new "
            "one; links in mails sent before won't work any more."
        )
    return secret
