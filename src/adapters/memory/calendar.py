"""Cron expressions read with the standard library alone: numbers, lists, ranges, steps and stars."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_RANGES = (range(60), range(24), range(1, 32), range(1, 13), range(8))
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_LONGEST_SEARCH = 366 * 9  # a 29 February is eight years away at the most


class PlainCalendar:
    """Looks day by day: slower than a library that leaps, and as right."""

    def following(self, cron: str, zone: str, after: datetime) -> datetime:
        """The first instant after that one, in UTC; raises ``ValueError`` where there can't be one."""
        line, place = _Line(cron), ZoneInfo(zone)
        day = after.astimezone(place).date()
        for _ in range(_LONGEST_SEARCH):
            if line.has(day):
                found = next((moment for moment in line.moments(day, place) if moment > after), None)
                if found:
                    return found
            day += _DAY
        raise ValueError(f"{cron!r} never comes true")


class _Line:
    """One expression, taken apart."""

    def __init__(self, cron: str) -> None:
        parts = cron.split()
        if len(parts) != len(_RANGES):
            raise ValueError(f"{cron!r} has not five fields")
        fields = zip(parts, _RANGES, strict=True)
        self._minutes, self._hours, self._days, self._months, weekdays = (_set(*field) for field in fields)
        self._weekdays = {weekday % 7 for weekday in weekdays}
        self._goes_by_time_passed = "*" in {parts[0][0], parts[1][0]}
        self._both_days = "*" in {parts[2][0], parts[4][0]}

    def has(self, day: date) -> bool:
        """Whether it comes true on that day; of two kinds of days that are told, either is enough."""
        of_month, of_week = day.day in self._days, day.isoweekday() % 7 in self._weekdays
        right_day = of_month and of_week if self._both_days else of_month or of_week
        return day.month in self._months and right_day

    def moments(self, day: date, place: ZoneInfo) -> Iterator[datetime]:
        """When it comes true on such a day, the earliest first."""
        if self._goes_by_time_passed:
            yield from self._passed(day, place)
        else:
            for hour in sorted(self._hours):
                for minute in sorted(self._minutes):
                    yield _real(datetime.combine(day, time(hour, minute), place))

    def _passed(self, day: date, place: ZoneInfo) -> Iterator[datetime]:
        moment = datetime.combine(day, time(), place).astimezone(UTC)
        end = datetime.combine(day + _DAY, time(), place).astimezone(UTC)
        while moment < end:
            local = moment.astimezone(place)
            if local.hour in self._hours and local.minute in self._minutes:
                yield moment
            moment += _MINUTE


def _set(part: str, known: range) -> set[int]:
    found: set[int] = set()
    for term in part.split(","):
        span, _, step = term.partition("/")
        found |= set(_span(span, known, has_step=bool(step))[:: int(step or 1)])
    if not found <= set(known):
        raise ValueError(f"{part!r} is not within {known.start} and {known.stop - 1}")
    return found


def _span(span: str, known: range, *, has_step: bool) -> range:
    if span == "*":
        return known
    first, _, last = span.partition("-")
    if last:
        return range(int(first), int(last) + 1)
    return range(int(first), known.stop) if has_step else range(int(first), int(first) + 1)


def _real(local: datetime) -> datetime:
    """The instant of a time of day; of one that a change of clocks leaves out, the first one after it."""
    while local.astimezone(UTC).astimezone(local.tzinfo).replace(fold=0) != local.replace(fold=0):
        local += _MINUTE
    return local.astimezone(UTC)
