"""Which request the present work is done for: its id goes along, to every event and every line of a log."""

from contextvars import ContextVar

CAUSE: ContextVar[str | None] = ContextVar("cause", default=None)
"""The id of the request, in whichever thread its work runs; none for what nobody asked for.

It names and explains, and decides nothing.
"""

NETWORK: ContextVar[str] = ContextVar("network", default="")
"""Where that request came from, as the edge trusts it: kept with what was done, and decides nothing."""
