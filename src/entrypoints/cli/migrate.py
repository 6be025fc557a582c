"""`p2p migrate`: the database's schema brought to another revision, up or down."""

import sys

import click

from entrypoints.cli.opening import data_dir_option, settings_of
from entrypoints.container import Container


@click.command(help="Bring the database to the schema this program needs, or to an older revision.")
@click.option("--to", default="head", metavar="REV", help="A revision, head or base; head by default.")
@data_dir_option
def command(to: str, data_dir: str | None) -> None:
    """Migrate while no server uses the database."""
    container = Container(settings=settings_of(data_dir=data_dir))
    folder = container.data_dir()
    folder.prepare()
    if to == "head" and container.is_current():
        click.echo("The database has the schema this program needs already.")
        return
    if to != "head" and sys.stdin.isatty():
        click.confirm(f"Going to {to} may take tables away with all that is in them. Go on?", abort=True)
    with folder.lock_for_server():
        reached = container.migrate(to=to)
    click.echo(f"The database has schema {reached} now.")
