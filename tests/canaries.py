"""What the whole suite types as a secret, and what listens for it in everything that is logged."""

import logging

CANARY = "seven green valves"
"""Everybody's password in these tests."""


class Listening(logging.Handler):
    """Hears whatever is logged in this process, exceptions too, and remembers who gave a secret away."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Hear one line."""
        line = self.format(record)
        if CANARY in line:
            self.heard.append(line)


def must_be_silent_about_secrets(log: str, *secrets: str) -> None:
    """Fail where what was written down has a secret in it."""
    told = [line for line in log.splitlines() if any(secret in line for secret in (CANARY, *secrets))]
    assert told == []
