"""`p2p serve`: the supervisor of the server's process, and the holder of the data directory's lock."""

import gc
import os
import signal
import socket
from errno import EACCES, EADDRINUSE
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from typing import Any

import click
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from entrypoints.cli.opening import data_dir_option, one_sentence, settings_of
from entrypoints.container import Container
from entrypoints.data_dir import CannotStart
from entrypoints.database import close, prepare
from entrypoints.settings import Settings

_LONGEST_GOODBYE = 20
_LONGEST_HEAD = 65_536  # granian's own default takes heads of 400 kB
_LOOK_EVERY = 0.05
_REMEDIES = {
    EADDRINUSE: "stop what listens there, or choose another port with --port or P2P_PORT",
    EACCES: "choose a port above 1023 with --port or P2P_PORT",
}
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - translated to an address to ask, not bound


class Supervisor(MPServer):
    """granian's supervisor, which begins to announce the server only once its process has been forked.

    A child is forked with whatever locks other threads hold at that moment, imports under way included,
    and would wait for them for ever: so there is no other thread before.
    """

    announcer: Thread
    outlives_its_terminal: bool
    """Whether it was started so that it goes on when the terminal is closed (nohup)."""

    def signal_handler_reload(self, *_: object) -> None:
        """End with the terminal; granian would begin anew and stay."""
        if not self.outlives_its_terminal:
            self.signal_handler_interrupt()  # type: ignore[no-untyped-call]  # granian has no types here

    def _spawn_workers(self, spawn_target: Any, target_loader: Any) -> None:  # noqa: ANN401 - granian has no types here
        super()._spawn_workers(spawn_target, target_loader)  # type: ignore[no-untyped-call]  # see above
        self.announcer.start()


@click.command(help="Serve the platform: API, pages, background work; ends cleanly on Ctrl-C and SIGTERM.")
@click.option("--host", help="The address to listen at; 127.0.0.1 by default.")
@click.option("--port", help="The port to listen at; 8000 by default.")
@data_dir_option
@click.option("--workers", type=click.IntRange(1, 1), default=1, help="SQLite is served by one process.")
@click.option("--demo", is_flag=True, help="Fill in the demo world first.")
def command(host: str | None, port: str | None, data_dir: str | None, workers: int, *, demo: bool) -> None:
    """Prepare everything, then watch over the server until it is told to stop."""
    settings = settings_of(host=host, port=port, data_dir=data_dir)
    container = Container(settings=settings)
    with one_sentence():
        folder = container.data_dir()
        folder.prepare()
        lock = folder.lock_for_server()
        folder.wait_for_workers()
        _must_be_free(settings)
        prepare(container)
        if demo:
            _fill(container)
    server = Supervisor(
        "entrypoints.server:create",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=workers,
        websockets=False,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(max_buffer_size=_LONGEST_HEAD),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_LONGEST_GOODBYE,
    )
    stopping = Event()
    server.announcer = Thread(target=_announce, args=(settings, stopping), daemon=True)
    server.outlives_its_terminal = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    gc.collect()
    gc.freeze()  # the child shares what was imported; looking through it would copy it page by page
    try:
        server.serve()
    finally:
        stopping.set()
        lock.close()


def _fill(container: Container) -> None:
    """Fill in the demo world with the command that does so."""
    from entrypoints.cli.demo import fill  # noqa: PLC0415 - most servers never need it

    fill(container)
    close(container)


def _must_be_free(settings: Settings) -> None:
    """Refuse a port that somebody listens at: the server itself would share it without a word."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            remedy = _REMEDIES.get(error.errno or 0, "check --host or P2P_HOST")
            raise CannotStart(
                f"Can't listen at {settings.host} port {settings.port} ({error.strerror}): {remedy}."
            ) from error


def _announce(settings: Settings, stopping: Event) -> None:
    """Say where the server is, once it answers."""
    while not _answers(settings):
        if stopping.wait(_LOOK_EVERY):
            return
    click.echo(f"P2P Sandbox is ready at {settings.public_url} (pid {os.getpid()})")


def _answers(settings: Settings) -> bool:
    connection = HTTPConnection(_ANYWHERE.get(settings.host, settings.host), settings.port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200  # noqa: PLR2004 - OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
