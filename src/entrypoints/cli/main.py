"""The `p2p` command: finds the subcommand, and ends with one sentence whenever something goes wrong."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import version

import click

COMMANDS = {
    "serve": "Serve the platform: everything in one command.",
    "worker": "Do the background work beside servers that leave it to a broker.",
    "migrate": "Bring the database to the schema this program needs.",
    "demo": "Fill in the demo world and print a login, or take it away again.",
    "user": "Open accounts, make operators, reset passwords.",
    "org": "Show the organizations.",
    "category": "Look after the forum's categories.",
    "topic": "Pin and lock topics.",
    "report": "Look through what people reported, and decide.",
    "tasks": "Show background work that waits or failed, and have it tried again.",
    "search": "Index everything in the forum anew.",
    "doctor": "Check the installation: what is wrong, why, and what helps.",
    "openapi": "Print the OpenAPI document.",
    "test": "Run the project's tests, and list what did not run and why.",
}
"""Name -> what it does; each stands in the module of its name, imported when it is called."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Import without the collector, which looks through all that came so far, again and again."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


class Commands(click.Group):
    """A group that imports a command only when it is called, so that help comes at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        with _uncollected():
            command: click.Command = import_module(f"entrypoints.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may have been meant."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            close = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" did you mean '{close[0]}'?" if close else ""
            raise click.UsageError(f"There is no command '{args[0]}'{';' if hint else '.'}{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(  # type: ignore[override]  # always ends the process, so there is nothing to choose about that
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: object
    ) -> None:
        """Run a command and end the process."""
        del extra
        os.umask(0o077)  # what a command writes is for its owner alone: databases, secrets
        sys.exit(self._ended(args, prog_name or "p2p"))

    def _ended(self, args: Sequence[str] | None, prog_name: str) -> int:
        try:
            outcome = super().main(args, prog_name, standalone_mode=False)
        except (Exception, click.exceptions.Abort) as error:  # noqa: BLE001 - every error is told, none goes on
            # imported late: what tells errors knows the whole program, and most runs end well
            code: int = import_module("entrypoints.cli.errors").told(error)
            return code
        return outcome if isinstance(outcome, int) else 0


_EXIT_CODES = (
    "Exit codes: 0 it worked, 1 it failed, 2 wrong call, 3 invalid input, 4 not found, 5 not allowed, "
    "6 too often, 7 database out of order, 8 contradicts what is there, 130 interrupted. "
    "P2P_LOG_LEVEL=debug shows where an unexpected error came from."
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EXIT_CODES)
@click.version_option(version("p2p-sandbox"), message="%(version)s")
def main() -> None:
    """P2P Sandbox: manufacturers help each other."""
