"""From whatever goes wrong to one sentence on standard error and an exit code, in one place.

0 means that it worked. A traceback is for whoever works on the program: only with P2P_LOG_LEVEL=debug.
"""

import os
import traceback

import click

from entrypoints.data_dir import CannotStart
from entrypoints.http.wording import MESSAGES, TITLES, say
from entrypoints.setting_values import LogLevel
from entrypoints.settings import BadSettings
from p2p_core.shared.erasure import OthersReplied
from p2p_core.shared.errors import (
    Conflict,
    CoreError,
    Damaged,
    FieldError,
    Forbidden,
    Gone,
    Invalid,
    NotFound,
    TooMany,
    Unauthenticated,
    Unavailable,
)
from p2p_core.shared.language import Language

FAILED, WRONG_CALL, INTERRUPTED = 1, 2, 130
EXIT_CODES: dict[type[CoreError], int] = {
    Invalid: 3,
    NotFound: 4,
    Forbidden: 5,
    Unauthenticated: 5,
    TooMany: 6,
    Unavailable: 7,
    Conflict: 8,
    Gone: 8,
}
"""Family of core error -> exit code; everything else that fails is 1, a wrong call 2, Ctrl-C 130."""

_REMEDIES = {
    "email_taken": "This address has an account already: give it a new password with "
    "'p2p user reset-password', or choose another address.",
    "unavailable": "The database does not answer: check that its disk has room and its files are writable, "
    "or that its server runs and P2P_DATABASE_URL is right ('p2p doctor' tells more), then try again.",
}
_NO_CONTENT = (
    "MongoDB, which keeps the forum, does not answer, or not in time: start it, or put P2P_CONTENT_URL right "
    "('p2p doctor' tells more), then try again."
)
_DAMAGED = (
    "The database is damaged: stop the server, keep a copy of its folder, and restore the last backup "
    "('p2p doctor' tells more)."
)
_FIELD_REMEDIES = {
    ("colleague", "not_found"): "There is no account with the address given as --colleague-of: "
    "'p2p user create --organization NAME' founds an organization.",
}


def told(error: Exception) -> int:
    """Say what went wrong, and answer with the exit code."""
    sentence, code = _read(error)
    if sentence:
        click.echo(f"p2p: {sentence}", err=True)
    return code


def _read(error: Exception) -> tuple[str, int]:
    match error:
        case click.exceptions.Abort():
            return "", INTERRUPTED
        case click.UsageError():
            path = error.ctx.command_path if error.ctx else "p2p"
            return f"{error.format_message()} '{path} --help' shows how it is called.", WRONG_CALL
        case click.ClickException():
            return error.format_message(), error.exit_code
        case CannotStart() | BadSettings():
            return str(error), FAILED
        case CoreError():
            return _core(error), code_of(error)
        case _:
            return _unexpected(error), FAILED


def code_of(error: CoreError) -> int:
    """The exit code of a core error's family."""
    return next((code for family, code in EXIT_CODES.items() if isinstance(error, family)), FAILED)


def _core(error: CoreError) -> str:
    if isinstance(error, OthersReplied):
        return (
            f"Nothing was removed, since people outside of the demo wrote in it (replies: {error.replies}); "
            "'p2p demo --remove --with-others' removes these too."
        )
    if isinstance(error, Invalid) and error.errors:
        return " ".join(_field(failed) for failed in error.errors)
    if isinstance(error, Damaged):
        return _DAMAGED
    if isinstance(error, Unavailable) and error.what == "content":
        return _NO_CONTENT
    known = _REMEDIES.get(error.code) or say(TITLES, error.code, Language.ENGLISH)
    return known or f"Refused: {error}."


def _field(failed: FieldError) -> str:
    if known := _FIELD_REMEDIES.get((failed.field, failed.code)):
        return known
    words = say(MESSAGES, failed.code, Language.ENGLISH) or f"It can't be used ({failed.code})."
    return f"{failed.field}: {words.format(limit=failed.limit)}"


def _unexpected(error: Exception) -> str:
    if os.environ.get("P2P_LOG_LEVEL", "").strip().lower() == LogLevel.DEBUG:
        traceback.print_exception(error)
    return (
        f"Something unexpected went wrong ({type(error).__name__}: {error}); "
        "P2P_LOG_LEVEL=debug shows where, which helps us to mend it."
    )
