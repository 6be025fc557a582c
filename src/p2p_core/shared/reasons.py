"""Why something failed, in words that may be kept and shown: others' words could quote a secret."""

from p2p_core.shared.errors import CoreError

_LONGEST = 300


def reason_of(error: Exception) -> str:
    """An error of our own in its words; of any other only its kind and where it was raised.

    A driver's or a library's message may hold an address with a password, a token or somebody's mail.
    """
    kind = type(error).__name__
    if isinstance(error, CoreError):
        return f"{kind}: {error}"[:_LONGEST]
    return f"{kind} at {_place(error)}"


def _place(error: Exception) -> str:
    """The module and line that raised it."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "an unknown place"
