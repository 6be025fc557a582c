"""Mailboxes, rich text, clocks, calendars and ids, over every implementation."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.memory.calendar import PlainCalendar
from adapters.memory.mailbox import MemoryMailbox
from adapters.memory.richtext import PlainText
from adapters.system.calendar import CronCalendar
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from p2p_core.contracts.calendars import CalendarContract
from p2p_core.contracts.mailboxes import MailboxContract
from p2p_core.contracts.richtexts import RichTextContract
from p2p_core.contracts.systems import ClockContract, IdsContract
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids


class TestMemoryMailbox(MailboxContract):
    @pytest.fixture(autouse=True)
    def _over(self, clock: Clock, ids: Ids) -> None:
        self.mailer = self.mailbox = MemoryMailbox(clock, ids)
        self.clock = clock


class TestPlainText(RichTextContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.rich_text = PlainText()


class TestSystemClock(ClockContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.clock = SystemClock()


class TestSystemIds(IdsContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.ids = SystemIds(SystemClock())


class TestPlainCalendar(CalendarContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.calendar = PlainCalendar()


class TestCronCalendar(CalendarContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.calendar = CronCalendar()


DAYS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31))  # noqa: DTZ001 - in the zones below


@given(
    minute=st.sampled_from(["0", "30", "5,35", "*", "*/15", "10-50/20"]),
    hour=st.sampled_from(["0", "1", "2", "3", "2-3", "*", "*/6"]),
    day=st.sampled_from(["*", "1", "25-31", "*/2"]),
    weekday=st.sampled_from(["*", "0", "1-5", "7"]),
    zone=st.sampled_from(["UTC", "Asia/Riyadh", "Europe/Berlin", "America/New_York", "Africa/Cairo"]),
    after=DAYS,
)
def test_both_calendars_agree(
    *, minute: str, hour: str, day: str, weekday: str, zone: str, after: datetime
) -> None:
    cron, moment = f"{minute} {hour} {day} * {weekday}", after.replace(tzinfo=UTC)
    for _ in range(3):
        following = PlainCalendar().following(cron, zone, moment)
        assert following == CronCalendar().following(cron, zone, moment)
        moment = following
