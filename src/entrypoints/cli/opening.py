"""What most commands begin with: settings from flags and environment, the data directory, the database."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeVar

import click

from entrypoints import settings
from entrypoints.container import Container
from entrypoints.data_dir import CannotStart
from entrypoints.database import prepare
from entrypoints.settings import BadSettings, Settings

_TO_BE_MADE = (
    "The database isn't there yet or has an older schema, and this command changes nothing: "
    "'p2p migrate' makes or updates it."
)
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


@contextmanager
def at_work(chosen: Settings) -> Iterator[Container]:
    """The installation with a database that is current; a server may be running on it.

    A database that has to be made or changed first is not one that a server of this version uses, so
    that is done under the server's lock; likewise with an SQLite that can't be shared by processes.
    """
    container = Container(settings=chosen)
    folder = container.data_dir()
    folder.prepare()
    with _alone_if_need_be(container) as stack:
        if not container.is_current():
            with ExitStack() as meanwhile:
                if container.may_be_shared():
                    meanwhile.enter_context(folder.lock_for_server())
                prepare(container)
        yield _closed_by(stack, container)


@contextmanager
def as_it_is(chosen: Settings) -> Iterator[Container]:
    """The same for a command that changes nothing: what isn't there is neither made nor updated."""
    container = Container(settings=chosen)
    container.data_dir().must_be_there()
    with _alone_if_need_be(container) as stack:
        if not container.is_served():
            raise CannotStart(_TO_BE_MADE)
        yield _closed_by(stack, container)


@contextmanager
def _alone_if_need_be(container: Container) -> Iterator[ExitStack]:
    """The server's place, where its SQLite can't be shared by processes."""
    logging.basicConfig(level=logging.ERROR, format="p2p: %(message)s")  # hints about load are for servers
    with ExitStack() as stack:
        if not container.may_be_shared():
            stack.enter_context(container.data_dir().lock_for_server())
        yield stack


def _closed_by(stack: ExitStack, container: Container) -> Container:
    stack.callback(lambda: container.memory().close())
    stack.callback(lambda: container.store().close())
    return container
