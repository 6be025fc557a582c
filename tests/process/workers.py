"""The real `p2p worker`, with leases short enough that a test can wait for their end."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.process.installation import P2P, WITHOUT_RIVALS, Installation

SECONDS = 2
LONGER = 30
"""What a worker has in hand for longer than its lease, as on a machine that stands still, another does again,
rightly: where nobody is killed, a lease need not be short."""
_LEASES = "import datetime, p2p_core.shared.outbox as o; o.LEASE = datetime.timedelta(seconds={}); "
STUCK = (
    "import threading; from adapters.sql.mailbox import SqlMailbox; "
    "SqlMailbox.send = lambda *_: threading.Event().wait(60); "
)
SLOW = (
    "import threading; from adapters.sql.mailbox import SqlMailbox; send = SqlMailbox.send; "
    "SqlMailbox.send = lambda *rest: (threading.Event().wait(2), send(*rest))[1]; "
)
TWICE = (
    "from adapters.queue.redis import RedisBroker; once = RedisBroker.enqueue; "
    "RedisBroker.enqueue = lambda *args, **named: (once(*args, **named), once(*args, **named))[1]; "
)
"""Code to run before: mails take a minute (as with a mail server that says nothing), or two seconds; Redis
delivers everything twice."""
READY = "P2P Sandbox's worker is at work (pid "


def short_leases(seconds: float = SECONDS) -> str:
    """Code to run before: what a killed process had in hand is done by another as soon as that."""
    return _LEASES.format(seconds)


def started(
    installation: Installation, log: Path, before: str = "", lease: float = SECONDS
) -> subprocess.Popen[str]:
    """A worker that was just started, whatever becomes of it; what it says goes to the log."""
    program = WITHOUT_RIVALS + short_leases(lease) + before + P2P
    command = (sys.executable, "-c", program, "worker")
    with log.open("a") as said:
        return subprocess.Popen(command, env=installation.environment, stdout=said, stderr=said, text=True)


@contextmanager
def at_work(
    installation: Installation, log: Path, before: str = "", lease: float = SECONDS
) -> Iterator[subprocess.Popen[str]]:
    """A worker that is told to end, or killed if it can't hear that."""
    process = started(installation, log, before, lease)
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
