"""The machine's clock, read as the core keeps time."""

from datetime import UTC, datetime

from p2p_core.shared.clock import cut


class SystemClock:
    """The present moment of this machine."""

    def now(self) -> datetime:
        return cut(datetime.now(UTC))
