"""Time as the product keeps it: aware UTC, cut to milliseconds, and read only through a port."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """The current instant in UTC, cut to milliseconds."""
        ...


def cut(moment: datetime) -> datetime:
    """The same instant in UTC without anything finer than a millisecond: what every store can keep."""
    moment = moment.astimezone(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_milliseconds(moment: datetime) -> int:
    """Whole milliseconds since the Unix epoch."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def from_milliseconds(milliseconds: int) -> datetime:
    """The UTC instant that many milliseconds after the Unix epoch."""
    return EPOCH + timedelta(milliseconds=milliseconds)
