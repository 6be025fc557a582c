"""The process that watches over the server's: starts it, says when it is ready, replaces it or gives up."""

import os
import socket
import sys
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection, HTTPException
from multiprocessing import RawValue
from threading import Event, Thread
from typing import Any

import click
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer
from litestar.types import ASGIApp

from entrypoints.cli.errors import told
from entrypoints.data_dir import CannotStart
from entrypoints.interrupt import Interrupt
from entrypoints.listening import BACKLOG
from entrypoints.settings import Settings

_LONGEST_GOODBYE = 9  # seconds; with what comes before and after, a stop takes ten
_LONGEST_HEAD = 65_536  # granian's own default takes heads of 400 kB
_LOOK_EVERY = 0.05
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - translated to an address to ask, not bound

Create = Callable[[Callable[[], None]], ASGIApp]
"""Makes the application in the server's process; what it is given is called once that is at work."""


class AtWork:
    """Which process is at work, in memory that the server's process and its supervisor share."""

    def __init__(self) -> None:
        self._pid = RawValue("i", 0)

    def __call__(self) -> None:
        """This one is."""
        self._pid.value = os.getpid()

    def is_it(self, pid: int) -> bool:
        """Whether that one is, or was when it ended."""
        return bool(self._pid.value == pid)


def _made(create: Create, at_work: AtWork) -> ASGIApp:
    """The application; what keeps it from being made is told as everywhere, and ends its process."""
    try:
        return create(at_work)
    except Exception as error:  # noqa: BLE001 - whatever it is, a traceback would help nobody here
        sys.exit(told(error))


class Supervisor(MPServer):
    """granian's supervisor with a socket of ours, which believes only its own process that it is ready.

    A child is forked with whatever locks other threads hold at that moment, imports under way included,
    and would wait for them for ever: so there is no other thread before.
    """

    def __init__(self, settings: Settings, listener: socket.socket, *, outlives_its_terminal: bool) -> None:
        super().__init__(
            "",  # the application comes from the loader: see serve_with
            address=settings.host,
            port=settings.port,
            interface=Interfaces.ASGI,
            workers=1,
            websockets=False,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(max_buffer_size=_LONGEST_HEAD),
            log_level=LogLevels.critical,  # it logs to standard output, and what it says is said here better
            respawn_failed_workers=True,
            workers_kill_timeout=_LONGEST_GOODBYE,
        )
        self._settings = settings
        self._listener = listener
        self._outlives_its_terminal = outlives_its_terminal
        self._at_work = AtWork()
        self._stopping = Event()
        # a lock holds granian's own, which never hears a signal that its watching thread was given
        self.main_loop_interrupt = Interrupt()  # type: ignore[assignment]  # it says Event, and calls these

    def serve_with(self, create: Create) -> None:
        """Serve until told to stop; raises `CannotStart` when the server's process can't."""
        try:
            self.serve(target_loader=partial(_made, create, self._at_work), wrap_loader=False)
        finally:
            self._stopping.set()

    def signal_handler_reload(self, *_: object) -> None:
        """End with the terminal, unless started so as to go on without (nohup); granian would begin anew."""
        if not self._outlives_its_terminal:
            self.signal_handler_interrupt()  # type: ignore[no-untyped-call]  # granian has no types here

    def _init_shared_socket(self) -> None:
        """Give granian the socket as it gives itself one on systems that can't share addresses."""
        descriptor = self._listener.fileno()
        holder = SocketHolder(descriptor, False, BACKLOG)  # type: ignore[call-arg]  # noqa: FBT003 - no Unix socket; its stub lacks the arguments
        self._ssp, self._sso, self._sfd, self._shd = None, self._listener, descriptor, holder  # type: ignore[assignment]  # typed as None

    def _spawn_workers(self, spawn_target: Any, target_loader: Any) -> None:  # noqa: ANN401 - granian has no types here
        super()._spawn_workers(spawn_target, target_loader)  # type: ignore[no-untyped-call]  # see above
        Thread(target=self._announce, daemon=True).start()

    def _respawn_workers(self, workers: Any, spawn_target: Any, target_loader: Any, delay: float = 0) -> None:  # noqa: ANN401 - granian has no types here
        """Replace a process that died at work; the next would not get further than one that never was."""
        if not self._at_work.is_it(self._child()):
            raise CannotStart("The server's process ended before it could serve: see what it said above.")
        click.echo("p2p: The server's process ended unexpectedly; another takes its place.", err=True)
        super()._respawn_workers(workers, spawn_target, target_loader, delay)

    def _child(self) -> int:
        return int(self.wrks[0].inner.pid)

    def _announce(self) -> None:
        """Say where the server is, once our own process answers there."""
        while not self._at_work.is_it(self._child()) or not self._answers():
            if self._stopping.wait(_LOOK_EVERY):
                return
        click.echo(f"P2P Sandbox is ready at {self._settings.public_url} (pid {os.getpid()})")
        sys.stdout.flush()

    def _answers(self) -> bool:
        host = self._settings.host
        connection = HTTPConnection(_ANYWHERE.get(host, host), self._settings.port, timeout=5)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200  # noqa: PLR2004 - OK
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()
