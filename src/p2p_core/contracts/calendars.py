"""What every calendar promises, also in the two nights in which clocks are changed."""

from datetime import UTC, datetime, timedelta

from p2p_core.contracts.expect import raises
from p2p_core.upkeep.ports import Calendar

BERLIN, RIYADH = "Europe/Berlin", "Asia/Riyadh"


def utc(text: str) -> datetime:
    """An instant, written as in 2026-03-29 00:59."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class CalendarContract:
    """When an expression comes true."""

    calendar: Calendar

    def walk(self, cron: str, zone: str, after: str, steps: int) -> list[str]:
        found, moment = [], utc(after)
        for _ in range(steps):
            moment = self.calendar.following(cron, zone, moment)
            found.append(moment.strftime("%Y-%m-%d %H:%M"))
        return found

    def test_a_time_of_day_is_meant_in_its_zone_and_told_in_utc(self) -> None:
        after = utc("2026-03-05 12:00")
        found = self.calendar.following("10 3 * * *", RIYADH, after)
        assert found == utc("2026-03-06 00:10")
        assert found.tzinfo is UTC

    def test_the_instant_itself_is_not_after_itself_but_a_moment_before_it_is(self) -> None:
        due = utc("2026-03-05 12:30")
        assert self.calendar.following("30 12 * * *", "UTC", due) == due + timedelta(days=1)
        assert self.calendar.following("30 12 * * *", "UTC", due - timedelta(milliseconds=1)) == due

    def test_lists_ranges_and_steps(self) -> None:
        assert self.walk("0,30 9-11/2 * * *", "UTC", "2026-03-05 09:10", 4) == [
            "2026-03-05 09:30",
            "2026-03-05 11:00",
            "2026-03-05 11:30",
            "2026-03-06 09:00",
        ]
        assert self.walk("*/20 * * * *", "UTC", "2026-03-05 23:30", 2) == [
            "2026-03-05 23:40",
            "2026-03-06 00:00",
        ]
        assert self.walk("5/25 0 * * *", "UTC", "2026-03-05 23:30", 3) == [
            "2026-03-06 00:05",
            "2026-03-06 00:30",
            "2026-03-06 00:55",
        ]

    def test_weekdays_and_months(self) -> None:
        assert self.walk("0 8 * * 0", "UTC", "2026-03-05 12:00", 2) == [
            "2026-03-08 08:00",
            "2026-03-15 08:00",
        ]
        assert self.walk("0 8 * * 7", "UTC", "2026-03-05 12:00", 1) == ["2026-03-08 08:00"]
        assert self.walk("0 0 29 2 *", "UTC", "2026-03-05 12:00", 1) == ["2028-02-29 00:00"]

    def test_of_a_day_of_the_month_and_one_of_the_week_either_is_enough(self) -> None:
        assert self.walk("0 8 13 * 5", "UTC", "2026-03-05 12:00", 3) == [
            "2026-03-06 08:00",
            "2026-03-13 08:00",
            "2026-03-20 08:00",
        ]

    def test_a_time_that_is_left_out_when_clocks_go_forward_comes_right_after_the_gap(self) -> None:
        assert self.walk("30 2 * * *", BERLIN, "2026-03-28 00:00", 3) == [
            "2026-03-28 01:30",
            "2026-03-29 01:00",
            "2026-03-30 00:30",
        ]

    def test_a_time_that_is_passed_twice_when_clocks_go_back_comes_once(self) -> None:
        assert self.walk("30 2 * * *", BERLIN, "2026-10-24 00:00", 3) == [
            "2026-10-24 00:30",
            "2026-10-25 00:30",
            "2026-10-26 01:30",
        ]

    def test_from_within_the_hour_that_is_passed_again_it_never_goes_back(self) -> None:
        assert self.walk("40 2 * * *", BERLIN, "2026-10-25 01:30", 1) == ["2026-10-26 01:40"]

    def test_what_comes_every_hour_goes_by_the_time_that_really_passes(self) -> None:
        assert self.walk("0 * * * *", BERLIN, "2026-03-28 23:30", 4) == [
            "2026-03-29 00:00",
            "2026-03-29 01:00",
            "2026-03-29 02:00",
            "2026-03-29 03:00",
        ]
        assert self.walk("0 * * * *", BERLIN, "2026-10-24 23:30", 4) == [
            "2026-10-25 00:00",
            "2026-10-25 01:00",
            "2026-10-25 02:00",
            "2026-10-25 03:00",
        ]

    def test_what_can_not_be_read_or_never_comes_true_is_refused(self) -> None:
        for cron in ("0 0 30 2 *", "0 0 * *", "60 * * * *", "a * * * *", ""):
            with raises(ValueError):
                self.calendar.following(cron, "UTC", utc("2026-03-05 12:00"))
