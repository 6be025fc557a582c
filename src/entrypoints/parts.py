"""What an installation leans on, each with a question that tells whether it is well."""

from collections.abc import Callable
from datetime import timedelta
from threading import Lock
from time import monotonic

from entrypoints.worker.carrier import Workers
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import CoreError, Unavailable
from p2p_core.shared.outbox import Outbox

Part = Callable[[], str]
"""Answers with a word on how it is doing, without addresses or secrets; raises a core error when it isn't."""

_LONGEST_WAIT = timedelta(minutes=5)
_REMEMBERED = 10.0


def pinged(ping: Callable[[], None], well: str) -> Part:
    """A part that only answers or doesn't."""

    def ask() -> str:
        ping()
        return well

    return ask


def remembered(part: Part) -> Part:
    """A part that is looked at now and then, however often it is asked: one at the end of a network."""
    guard = Lock()
    said: str | CoreError = ""
    good_until = 0.0

    def ask() -> str:
        nonlocal said, good_until
        with guard:  # whoever asks meanwhile wants the same answer
            if monotonic() >= good_until:
                said = _looked_at(part)
                good_until = monotonic() + _REMEMBERED
        if isinstance(said, CoreError):
            raise CoreError(said.code, str(said))
        return said

    return ask


def workers_part(broker: Workers) -> Part:
    """A broker and the workers behind it: without one of them nothing that was promised is done."""

    def ask() -> str:
        workers = broker.workers()
        if not workers:
            raise Unavailable("p2p worker", "Redis answers, and none was heard of")
        return f"Redis answers; workers at work: {workers}"

    return ask


def _looked_at(part: Part) -> str | CoreError:
    try:
        return part()
    except CoreError as error:
        return error


def outbox_part(outbox: Outbox, clock: Clock) -> Part:
    """The outbox; how long its oldest event waits tells whether promises are being kept."""

    def ask() -> str:
        oldest, given_up = outbox.oldest_waiting(), outbox.dead_letters()
        if oldest and clock.now() - oldest > _LONGEST_WAIT:
            raise Unavailable(f"the worker for the event that waits since {oldest.isoformat()}")
        waiting = f"the oldest event waits since {oldest.isoformat()}" if oldest else "nothing waits"
        return f"{waiting}; {given_up} given up"

    return ask
