"""Log lines: one a piece, with the request's id, and never in anybody's way."""

import json
import logging
from io import StringIO
from threading import Event

from entrypoints.log import Handler, LogLines, access
from entrypoints.setting_values import LogFormat
from p2p_core.shared.cause import CAUSE


class StuckStream(StringIO):
    """A pipe whose reader has stopped reading."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = Event()

    def write(self, text: str) -> int:
        self.gate.wait(20)
        return super().write(text)


def test_a_record_becomes_one_line_of_json_with_the_requests_id() -> None:
    stream = StringIO()
    lines = LogLines(stream, LogFormat.JSON)
    logger = logging.Logger("p2p.test")  # noqa: LOG001 - one that nothing else knows
    logger.addHandler(Handler(lines))
    spoken = CAUSE.set("abc")
    logger.error("it went\nwrong", exc_info=ValueError("two\nlines"))
    CAUSE.reset(spoken)
    lines.close()

    (line,) = stream.getvalue().splitlines()
    written = json.loads(line)
    assert (written["event"], written["level"], written["request_id"]) == ("it went\nwrong", "error", "abc")
    assert "ValueError: two\nlines" in written["exception"]


def test_a_forged_line_break_stays_inside_its_line() -> None:
    stream = StringIO()
    for form in LogFormat:
        lines = LogLines(stream, form)
        lines.add(access("GET", "/a\n12:00:00 info all is well", 404, 0.001, "127.0.0.1"))
        lines.close()

    assert len(stream.getvalue().splitlines()) == 2


def test_a_stuck_reader_costs_lines_and_is_told_how_many() -> None:
    stream = StuckStream()
    lines = LogLines(stream, LogFormat.JSON)

    for number in range(25_000):
        lines.add({"event": str(number)})
    stream.gate.set()
    lines.close()

    written = stream.getvalue()
    kept = written.count("\n")
    assert '"log lines dropped","count":' in written
    assert 10_000 <= kept < 25_000


def test_a_line_for_people_is_short() -> None:
    stream = StringIO()
    lines = LogLines(stream, LogFormat.CONSOLE)
    lines.add(access("GET", "/health", 200, 0.0012, "127.0.0.1"))
    lines.close()

    assert stream.getvalue()[12:].startswith(" info    request  method=GET path=/health status=200 ms=1.2")
