"""`p2p test`: the project's own tests, from a checkout, and a list of what did not run and why."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click

CHECKOUT = Path(__file__).resolve().parents[3]
_ALL_CORES = ("-n", "auto", "--dist", "worksteal")
"""Each core keeps to neighbours, which share a server, and takes from another's when it has none left."""


@click.command(
    context_settings={
        "ignore_unknown_options": True,
        "allow_interspersed_args": False,
        "help_option_names": [],
    },
    help="Run the project's tests; arguments go to pytest.",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def command(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """Run pytest on the tests of the checkout this program runs from."""
    must_be_a_checkout(CHECKOUT)
    ctx.exit(_run([*(arguments or _ALL_CORES)]))


def must_be_a_checkout(folder: Path) -> None:
    """Refuse where there are no tests, or nothing to run them with."""
    if not (folder / "tests").is_dir() or not (folder / "pyproject.toml").is_file():
        raise click.ClickException(
            "The tests are part of the source, and this is an installed program: clone the project and run "
            "'./p2p test' there."
        )
    if find_spec("pytest") is None:
        raise click.ClickException("pytest is not installed here: './p2p test' installs it first.")


def _run(arguments: list[str]) -> int:
    pytest = [sys.executable, "-m", "pytest", "-p", "entrypoints.cli.not_run"]
    with subprocess.Popen([*pytest, *arguments], cwd=CHECKOUT, env=_environment()) as tests:  # noqa: S603 - our own
        while True:
            try:
                return tests.wait()
            except KeyboardInterrupt:  # pytest got it too, and says by itself how far it came
                continue


def _environment() -> dict[str, str]:
    """What tests may see of the environment: settings of an installation would change what they find."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("P2P_") or name.startswith("P2P_TEST_")
    }
