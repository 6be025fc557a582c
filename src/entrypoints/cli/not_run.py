"""A pytest plugin for `p2p test`: lists at the end what did not run and why.

With P2P_TEST_REQUIRE=all, as the project's own checks set it, each of these is a failure.
"""

import os
from collections.abc import Mapping

import pytest

_REQUIRED = "P2P_TEST_REQUIRE"


class NotRun:
    """Tests that were passed over, by the reason they gave."""

    def __init__(self) -> None:
        self._by_reason: dict[str, list[str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that was skipped; expected failures did run."""
        if report.skipped and not hasattr(report, "wasxfail"):
            self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a module that was skipped as a whole."""
        if report.skipped:
            self._note(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Make a failure of it where everything is required."""
        passed = session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
        if self._by_reason and passed and _all_required():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """List them, or say that there are none."""
        if not self._by_reason:
            return
        terminalreporter.section("did not run")
        for line in listed(self._by_reason):
            terminalreporter.write_line(line)
        if _all_required():
            terminalreporter.write_line(f"{_REQUIRED}=all: each of these is a failure.", red=True)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        self._by_reason.setdefault(reason.removeprefix("Skipped: "), []).append(report.nodeid)


def listed(by_reason: Mapping[str, list[str]]) -> list[str]:
    """One line for each reason, below it one for each test."""
    return [
        line
        for reason in sorted(by_reason)
        for line in (f"{reason}:", *(f"  {t}" for t in by_reason[reason]))
    ]


def _all_required() -> bool:
    return os.environ.get(_REQUIRED) == "all"


def pytest_configure(config: pytest.Config) -> None:
    """Take part once: in the process that reports, not in those that run tests for it."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(NotRun(), "p2p-not-run")
