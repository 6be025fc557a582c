"""`p2p worker`: the background work as a process of its own, for servers that leave it to a broker."""

import click

from entrypoints import log
from entrypoints.cli.opening import data_dir_option, one_sentence, settings_of
from entrypoints.container import Container
from entrypoints.data_dir import CannotStart
from entrypoints.worker.main import work

_EMBEDDED = (
    "P2P_BROKER_URL is embedded://, so p2p serve does the background work itself and leaves none for a "
    "worker: name a Redis server there, for the server and for the worker."
)
_NOT_SHARED = (
    "This SQLite is too old for a file that two processes use: install the package with pysqlite3, or "
    "keep the data in PostgreSQL (P2P_DATABASE_URL)."
)


@click.command(help="Do the background work: mails, schedules; ends cleanly on Ctrl-C and SIGTERM.")
@data_dir_option
def command(data_dir: str | None) -> None:
    """Work beside the servers until told to stop."""
    settings = settings_of(data_dir=data_dir)
    if settings.broker_url.is_embedded:
        raise click.ClickException(_EMBEDDED)
    lines = log.start(settings.log_format, settings.log_level)
    container = Container(settings=settings, log=lines)
    try:
        with one_sentence():
            container.data_dir().prepare()
            if not container.may_be_shared():
                raise CannotStart(_NOT_SHARED)
            work(container)
    finally:
        lines.close()
