"""`p2p migrate`: the database's schema brought to another revision, up or down."""

import sys
from pathlib import Path

import click

from entrypoints.cli.opening import data_dir_option, settings_of
from entrypoints.container import Container
from entrypoints.setting_values import DatabaseUrl


@click.command(help="Bring the database to the schema this program needs, or to an older revision.")
@click.option("--to", default="head", metavar="REV", help="A revision, head or base; head by default.")
@click.option("--yes", is_flag=True, help="Take away what an older revision has no place for, unasked.")
@data_dir_option
def command(to: str, data_dir: str | None, *, yes: bool) -> None:
    """Migrate while no server uses the database."""
    container = Container(settings=settings_of(data_dir=data_dir))
    folder = container.data_dir()
    folder.prepare()
    if to == "head" and container.is_current():
        click.echo("The database has the schema this program needs already.")
        return
    with folder.lock_for_server():
        if not yes and container.goes_back(to=to):
            _ask(to, _shown(container.settings().database_url))
        reached = container.migrate(to=to)
    click.echo(f"The database has schema {reached} now.")


def _shown(database: DatabaseUrl) -> str:
    return str(database) if isinstance(database, Path) else database.shown


def _ask(to: str, database: str) -> None:
    """Have somebody confirm the loss; where nobody can be asked, refuse."""
    lost = (
        f"everything in {database}: organizations, accounts, topics, posts, sessions and mails"
        if to == "base"
        else f"whatever schema {to} has no place for in {database}"
    )
    if not sys.stdin.isatty():
        raise click.UsageError(f"Going to {to} deletes {lost}. Give --yes if that is meant.")
    click.confirm(f"Going to {to} deletes {lost}. Go on?", abort=True)
