"""Log lines without waiting: requests hand them over, one thread writes, a stuck reader costs lines."""

import logging
import sys
from collections import deque
from datetime import UTC, datetime
from functools import lru_cache
from threading import Event, Thread
from time import time_ns
from typing import TextIO

import msgspec

from entrypoints.setting_values import LogFormat, LogLevel
from p2p_core.shared.cause import CAUSE

_MOST_WAITING = 10_000
_LAST_WORDS = 2.0
_GATHER = 0.02
_UNSUBSCRIBE = "/unsubscribe/"


class LogLines:
    """Lines on their way to a stream, written together; full means dropped and counted, never waiting.

    The writer lets lines gather for a moment: waking it for each took more than the line itself.
    """

    def __init__(self, stream: TextIO, form: LogFormat) -> None:
        self._stream = stream
        self._json = form is LogFormat.JSON
        self._lines: deque[str] = deque()
        self._dropped = 0
        self.lost = 0
        """How many lines were dropped since the start."""
        self._wake, self._ended = Event(), Event()
        self._thread = Thread(target=self._write, name="log", daemon=True)
        self._thread.start()

    def add(self, line: dict[str, object]) -> None:
        """Hand over one line."""
        if len(self._lines) >= _MOST_WAITING:
            self._dropped += 1
            self.lost += 1
            return
        self._lines.append(_as_json(line) if self._json else _for_people(line))
        if not self._wake.is_set():
            self._wake.set()

    def close(self) -> None:
        """Write what is left, for a moment at most."""
        self._ended.set()
        self._wake.set()
        self._thread.join(_LAST_WORDS)

    def _write(self) -> None:
        while not (self._ended.is_set() and not self._lines):
            self._wake.wait()
            self._ended.wait(_GATHER)
            self._wake.clear()
            lines = [self._lines.popleft() for _ in range(len(self._lines))]
            if self._dropped:
                lines.append(f'{{"event":"log lines dropped","count":{self._dropped}}}')
                self._dropped = 0
            if lines and not self._written("\n".join(lines) + "\n"):
                return

    def _written(self, text: str) -> bool:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):  # the reader is gone or the stream is closed: there is nobody to tell
            return False
        return True


class Handler(logging.Handler):
    """The way of the standard library's log records into the same lines."""

    def __init__(self, lines: LogLines) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        line: dict[str, object] = {
            "time": _now(),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "logger": record.name,
        }
        if request_id := CAUSE.get():
            line["request_id"] = request_id
        if record.exc_info:
            line["exception"] = logging.Formatter().formatException(record.exc_info)
        self._lines.add(line)


def start(form: LogFormat, level: LogLevel) -> LogLines:
    """Send everything that is logged in this process to standard error."""
    lines = LogLines(sys.stderr, form)
    logging.basicConfig(handlers=[Handler(lines)], level=level.upper(), force=True)
    for teller in ("dramatiq", "alembic"):  # they tell every start and stop of a thread, and every look
        logging.getLogger(teller).setLevel(logging.WARNING)
    return lines


def access(method: str, path: str, status: int, seconds: float, network: str) -> dict[str, object]:
    """The line of one request: no query, cookie or body, and no token that mail programs have to show."""
    return {
        "time": _now(),
        "level": "info",
        "event": "request",
        "method": method,
        "path": f"{_UNSUBSCRIBE}…" if path.startswith(_UNSUBSCRIBE) else path,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "network": network,
        "request_id": CAUSE.get(),
    }


def in_a_browser(**about: str) -> dict[str, object]:
    """The line of what broke in somebody's browser; its words come last, where they pass for nothing else."""
    request_id = CAUSE.get()
    return {"time": _now(), "level": "warning", "event": "client error", "request_id": request_id, **about}


def _now() -> str:
    seconds, nanoseconds = divmod(time_ns(), 1_000_000_000)
    return f"{_second(seconds)}.{nanoseconds // 1_000_000:03}Z"


@lru_cache(8)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _as_json(line: dict[str, object]) -> str:
    return msgspec.json.encode(line).decode()


def _for_people(line: dict[str, object]) -> str:
    exception = line.pop("exception", None)
    rest = " ".join(
        f"{name}={_on_one_line(value)}"
        for name, value in line.items()
        if name not in {"time", "level", "event", "logger"}
    )
    head = f"{str(line['time'])[11:23]} {line['level']!s:7} {_on_one_line(line['event'])}"
    return f"{head}  {rest}".rstrip() + (f"\n{exception}" if exception else "")


def _on_one_line(value: object) -> str:
    """The text with whatever could forge another line, or speak to a terminal, written out."""
    text = str(value)
    if text.isprintable():
        return text
    return "".join(part if part.isprintable() else ascii(part)[1:-1] for part in text)
