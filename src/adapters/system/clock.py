"""The machine's clock, read as the core keeps time."""

from datetime import UTC, datetime
from time import time_ns


class SystemClock:
    """The present moment of this machine."""

    def now(self) -> datetime:
        return datetime.fromtimestamp(time_ns() // 1_000_000 / 1000, UTC)
