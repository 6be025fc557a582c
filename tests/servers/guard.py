"""Runs a server for as long as anybody uses it; started as a process of its own by the first who does.

Users hold a shared lock on `users.lock`. The system lets go of it even for one that is killed, so that
nothing needs counting and nothing stays behind.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.servers.kinds import KINDS
from tests.servers.server import CannotServe


def main(kind: str, folder: Path) -> None:
    """Tell the address or what is in the way, and end the server after the last who uses it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the tests; we end after them
    if os.fork():
        return  # whoever started us waits for what we tell, not for our end
    try:
        server = KINDS[kind](folder)
        server.start()
    except (CannotServe, OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder)
        tell(f"failed {error}")
        return
    tell(f"ready {server.url}")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # who reads what the tests say need not wait for us
    with (folder / "users.lock").open("rb") as users, (folder / "start.lock").open("rb") as start:
        fcntl.flock(users, fcntl.LOCK_EX)
        fcntl.flock(start, fcntl.LOCK_EX)
        server.stop("immediate")  # nobody will read what it has
        shutil.rmtree(folder)


def tell(line: str) -> None:
    """Answer whoever started us, if they are still there, and let them go."""
    with suppress(BrokenPipeError):
        os.write(1, " ".join(line.split()).encode())
    os.close(1)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
