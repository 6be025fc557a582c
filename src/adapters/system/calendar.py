"""Cron expressions as Debian's cron reads them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError


class CronCalendar:
    """When an expression comes true next, in its own time zone."""

    def following(self, cron: str, zone: str, after: datetime) -> datetime:
        """The first instant after that one, in UTC; raises ``ValueError`` where there can't be one."""
        try:
            walk = CronSim(cron, after.astimezone(ZoneInfo(zone)))
        except CronSimError as error:
            raise ValueError(f"{cron!r} can't be read: {error}") from None
        for local in walk:
            found = local.astimezone(UTC)
            if found > after:  # within an hour that is passed twice it begins in the first
                return found
        raise ValueError(f"{cron!r} never comes true")
