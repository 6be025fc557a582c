"""`p2p serve`: everything that may keep the server from starting comes first, then it is watched over."""

import gc
import signal

import click

from entrypoints.cli.opening import data_dir_option, one_sentence, settings_of
from entrypoints.container import Container
from entrypoints.database import close, prepare
from entrypoints.listening import listening_at
from entrypoints.server import create
from entrypoints.supervisor import Supervisor

_ONE_PROCESS = (
    "This version serves with one process: its worker and its SQLite writer live inside it. "
    "Leave --workers out, or give 1."
)


@click.command(help="Serve the platform: API, pages, background work; ends cleanly on Ctrl-C and SIGTERM.")
@click.option("--host", help="The address to listen at; 127.0.0.1 by default.")
@click.option("--port", help="The port to listen at; 8000 by default.")
@data_dir_option
@click.option("--workers", type=int, default=1, help="Processes; only 1 in this version.")
@click.option("--demo", is_flag=True, help="Fill in the demo world first.")
def command(host: str | None, port: str | None, data_dir: str | None, workers: int, *, demo: bool) -> None:
    """Prepare everything, then watch over the server until it is told to stop."""
    if workers != 1:
        raise click.UsageError(_ONE_PROCESS)
    gc.freeze()  # what was imported stays: from here on the collector looks at the rest alone
    settings = settings_of(host=host, port=port, data_dir=data_dir)
    container = Container(settings=settings)
    with one_sentence():
        folder = container.data_dir()
        folder.prepare()
        with folder.lock_for_server():
            folder.wait_for_workers()  # before the socket: a former process lets go of it when it ends
            with listening_at(settings.host, settings.port) as listener:
                prepare(container)
                if demo:
                    _fill(container)
                nohup = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
                server = Supervisor(settings, listener, outlives_its_terminal=nohup)
                gc.collect()
                gc.freeze()  # the child shares what was imported; looking through it would copy its pages
                server.serve_with(create)


def _fill(container: Container) -> None:
    """Fill in the demo world with the command that does so."""
    from entrypoints.cli.demo import fill  # noqa: PLC0415 - most servers never need it

    fill(container)
    close(container)
