"""The `p2p` command: finds the subcommand, and makes one sentence and an exit code of whatever goes wrong."""

import sys
from importlib import import_module
from importlib.metadata import version

import click

from p2p_core.shared.errors import CoreError, Forbidden, Invalid, NotFound, TooMany, Unavailable

COMMANDS = {
    "serve": "Serve the platform: everything in one command.",
    "migrate": "Bring the database's schema up to date.",
    "demo": "Fill in a small demo world, and print a login for it.",
    "user": "Create people, make operators, reset passwords.",
    "doctor": "Check the installation, and say what is wrong and what helps.",
    "openapi": "Print the OpenAPI document.",
    "test": "Run the project's tests, and list what did not run.",
}
"""Name -> what it does; each stands in the module of its name, imported when it is called."""

EXIT_CODES: dict[type[CoreError], int] = {Invalid: 3, NotFound: 4, Forbidden: 5, TooMany: 6, Unavailable: 7}
"""Family of core error -> exit code; every other error is 1, a wrong call 2."""


class Lazy(click.Group):
    """A group that imports a command only when it is called, so that help comes at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"entrypoints.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Lazy,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="P2P Sandbox: manufacturers help each other.",
)
@click.version_option(version("p2p-sandbox"), message="%(version)s")
def p2p() -> None:
    """Run one of the commands below."""


def main() -> None:
    """Run `p2p` and end the process."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run `p2p` with these arguments; every error is one sentence on standard error."""
    try:
        outcome = p2p.main(arguments, prog_name="p2p", standalone_mode=False)
    except click.Abort:
        return _told("interrupted.", 130)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "p2p"
        return _told(f"{error.format_message()} Try '{path} --help'.", 2)
    except click.ClickException as error:
        return _told(error.format_message(), error.exit_code)
    except CoreError as error:
        code = next((code for family, code in EXIT_CODES.items() if isinstance(error, family)), 1)
        return _told(f"{error}.", code)
    return outcome if isinstance(outcome, int) else 0


def _told(sentence: str, code: int) -> int:
    click.echo(f"p2p: {sentence}", err=True)
    return code
