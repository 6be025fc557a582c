"""What most commands begin with: settings from flags and environment, the data directory, the database."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from entrypoints import settings
from entrypoints.data_dir import CannotStart
from entrypoints.settings import BadSettings, Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def data_dir_option(command: Command) -> Command:
    """Give a command the flag that says where the data is."""
    return click.option("--data-dir", metavar="FOLDER", help="Where everything is kept; ./var by default.")(
        command
    )


def settings_of(**flags: object) -> Settings:
    """The settings; a flag that was given beats the environment."""
    given = {
        f"{settings.PREFIX}{name.upper()}": str(value) for name, value in flags.items() if value is not None
    }
    for name in given:  # a file that the environment names for the same setting would contradict the flag
        os.environ.pop(f"{name}_FILE", None)
    os.environ.update(given)  # the server's processes read the same environment
    try:
        chosen = settings.read(os.environ)
    except BadSettings as error:
        raise click.ClickException(str(error)) from None
    for warning in settings.warnings(os.environ):
        click.echo(f"p2p: {warning}", err=True)
    return chosen


@contextmanager
def one_sentence() -> Iterator[None]:
    """Tell what keeps a command from starting as its error."""
    try:
        yield
    except CannotStart as error:
        raise click.ClickException(str(error)) from None
