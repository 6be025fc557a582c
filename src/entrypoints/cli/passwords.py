"""Passwords for commands: asked for, read from a pipe or made up, never an argument that others can see."""

import sys
from secrets import choice

import click

_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
"""No vowels, so that no word comes about, and nothing that looks like something else."""
_GROUPS, _GROUP = 5, 4


def random_password() -> str:
    """One that nobody guesses (95 bits) and everybody can type."""
    groups = ("".join(choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def chosen_password(*, from_stdin: bool, ask: bool) -> tuple[str, bool]:
    """The password to use, and whether it was made up here."""
    if from_stdin:
        line = sys.stdin.readline().rstrip("\r\n")
        if not line:
            raise click.UsageError("Standard input has no password on its first line.")
        return line, False
    if ask:
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True)), False
    return random_password(), True
