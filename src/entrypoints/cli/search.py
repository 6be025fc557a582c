"""`p2p search`: have everything in the forum indexed anew."""

import click

from entrypoints.cli.opening import at_work, data_dir_option, settings_of
from p2p_core.shared.actor import THE_HOUSE


@click.group(help="Look after the index of words that the forum is searched by.")
def command() -> None:
    """One of the commands below has to be given."""


@command.command(help="Index every topic and reply anew; the server may run, and searches go on.")
@data_dir_option
def rebuild(*, data_dir: str | None) -> None:
    """Everything is found by its old words until it has its new ones."""
    with at_work(settings_of(data_dir=data_dir)) as container:
        done = container.app().forum.search.rebuild(THE_HOUSE)
    click.echo(f"Indexed: {done} topics and replies.")
