"""The core is standard library only, and has no clock, no randomness and no I/O of its own."""

import sys

from tests.architecture.source import calls, imports, within

OUTSIDE_WORLD = {
    "asyncio", "ctypes", "fcntl", "ftplib", "glob", "http", "importlib", "io", "logging", "multiprocessing",
    "os", "pathlib", "pickle", "random", "secrets", "select", "shutil", "signal", "smtplib", "socket",
    "sqlite3", "ssl", "subprocess", "sys", "tempfile", "time", "urllib",
}  # fmt: skip
PURE_PARTS = {"urllib.parse"}
PURE_CALLS = {"archive.open"}  # a file within a ZIP that is written to memory
CLOCKS = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "uuid4",
    "uuid1",
    "open",
    "print",
    "input",
)


def test_the_core_imports_the_standard_library_and_itself() -> None:
    allowed = sys.stdlib_module_names | {"p2p_core"}
    foreign = [
        (name, target)
        for name, tree in within("p2p_core").items()
        for target in imports(tree)
        if target.split(".")[0] not in allowed
    ]
    assert foreign == []


def test_the_core_reaches_the_outside_world_through_ports_only() -> None:
    reached = [
        (name, target)
        for name, tree in within("p2p_core").items()
        if not name.startswith("p2p_core.contracts")
        for target in imports(tree)
        if target.split(".")[0] in OUTSIDE_WORLD and not any(target.startswith(pure) for pure in PURE_PARTS)
    ]
    assert reached == []


def test_the_core_reads_no_clock_and_throws_no_dice() -> None:
    called = [
        (name, call)
        for name, tree in within("p2p_core").items()
        for call in calls(tree)
        if call not in PURE_CALLS
        and any(f".{call}".endswith(f".{clock}") for clock in CLOCKS)
        and not call.startswith("self.")
    ]
    assert called == []
