"""What an installation leans on, each with a question that tells whether it is well."""

from collections.abc import Callable
from datetime import timedelta

from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.outbox import Outbox

Part = Callable[[], str]
"""Answers with a word on how it is doing, without addresses or secrets; raises a core error when it isn't."""

_LONGEST_WAIT = timedelta(minutes=5)


def pinged(ping: Callable[[], None], well: str) -> Part:
    """A part that only answers or doesn't."""

    def ask() -> str:
        ping()
        return well

    return ask


def outbox_part(outbox: Outbox, clock: Clock) -> Part:
    """The outbox; how long its oldest event waits tells whether promises are being kept."""

    def ask() -> str:
        oldest, given_up = outbox.oldest_waiting(), outbox.dead_letters()
        if oldest and clock.now() - oldest > _LONGEST_WAIT:
            raise Unavailable(f"the worker for the event that waits since {oldest.isoformat()}")
        waiting = f"the oldest event waits since {oldest.isoformat()}" if oldest else "nothing waits"
        return f"{waiting}; {given_up} given up"

    return ask
