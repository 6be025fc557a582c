"""A server that speaks MongoDB's protocol: SecantusDB, as a replica set of one, so that transactions work.

It is licensed under the GPL: only ever a process of its own, never imported.
"""

import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.servers.server import CannotServe, Program, free_port

_IMPATIENT = (
    "import sys; from secantus.server import SecantusDBServer as server; from secantus.cli import main; "
    "server.__init__.__kwdefaults__['transaction_lifetime_seconds'] = {}; sys.exit(main())"
)
"""Ends what a killed process has begun as soon as that, as `transactionLifetimeLimitSeconds` says."""


class MongoServer:
    """One server with its data in a folder of its own, which nobody else may use."""

    def __init__(self, folder: Path, *, alone: bool = False, lifetime: float = 60) -> None:
        """One that is no replica set, if it is to stand alone; transactions live so many seconds."""
        if find_spec("secantus") is None:
            raise CannotServe("no MongoDB is here: set P2P_TEST_MONGO_URL, or install the package secantusdb")
        self._port = free_port()
        settings = folder / "secantusd.toml"
        settings.touch()  # else it looks for one in its user's home
        where = ("--host", "127.0.0.1", "--port", str(self._port), "--storage-path", folder / "data")
        kind = ("--standalone",) if alone else ()
        # a real server has in its journal what it says a majority has; this one only if it is told to
        how = ("--config", settings, "--cache-size", "64M", "--sync-on-commit", *kind)
        self._set = "" if alone else "?replicaSet=secantus"
        self._program = Program(folder, sys.executable, "-c", _IMPATIENT.format(lifetime), *where, *how)

    @property
    def url(self) -> str:
        """Its address, without the name of a database."""
        return f"mongodb://127.0.0.1:{self._port}/{self._set}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._program.start(self._answers, {"PATH": os.environ.get("PATH", os.defpath)})

    def stop(self, how: str = "fast") -> None:
        """Stop it, and wait until it has."""
        self._program.stop(how)

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self._port), 5).close()
        except OSError:
            return False
        return True
