"""What an installation leans on, each with a question that tells whether it is well."""

from collections.abc import Callable

from p2p_core.shared.outbox import Outbox

Part = Callable[[], str]
"""Answers with a word on how it is doing, without addresses or secrets; raises a core error when it isn't."""


def database_part(ping: Callable[[], None]) -> Part:
    """The database answers."""

    def ask() -> str:
        ping()
        return "answers"

    return ask


def outbox_part(outbox: Outbox) -> Part:
    """The outbox can be read; how long its oldest event waits tells whether the worker is alive."""

    def ask() -> str:
        oldest, dead = outbox.oldest_waiting(), outbox.dead_letters()
        waiting = f"the oldest event waits since {oldest.isoformat()}" if oldest else "nothing waits"
        return f"{waiting}; {dead} given up"

    return ask
