"""Which SQLite runs: the newest engine at hand, and whether it may be shared between processes.

Engines before 3.51.3 can lose committed data when two connections race for the reset of the
write-ahead log, so on such an engine one data directory belongs to one process.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Protocol

from adapters.sql.block import Cursor

FIRST_SOUND_VERSION = (3, 51, 3)


class Connection(Protocol):
    """The part of a driver's connection that is used here."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open; errors of the disk end it unasked."""
        ...

    def execute(self, statement: str, values: Sequence[object] = (), /) -> Cursor:
        """Run one statement."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


@dataclass(frozen=True, slots=True)
class Driver:
    """A Python module that speaks to an SQLite engine."""

    module: ModuleType
    version: tuple[int, ...]
    error: type[Exception]
    """What every failure inside the engine is raised as."""

    @property
    def is_sound(self) -> bool:
        """Whether several processes may have the same file open."""
        return self.version >= FIRST_SOUND_VERSION

    def connect(self, address: str, busy_timeout: float) -> Connection:
        """A connection in autocommit, for use by one thread at a time, whichever it is."""
        connection: Connection = self.module.connect(
            address,
            uri=True,
            timeout=busy_timeout,
            isolation_level=None,  # the driver must never begin a transaction by itself
            check_same_thread=False,
            cached_statements=512,
        )
        return connection


def newest(names: Iterable[str]) -> Driver:
    """The driver with the newest engine among those modules that are installed."""
    return max((driver_of(module) for module in _installed(names)), key=lambda driver: driver.version)


def driver_of(module: ModuleType) -> Driver:
    """The driver behind a module of the standard library's interface."""
    return Driver(module, tuple(module.sqlite_version_info), module.Error)


def _installed(names: Iterable[str]) -> Iterable[ModuleType]:
    for name in names:
        try:
            yield import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name.partition(".")[0]:
                raise


DRIVER = newest(("pysqlite3.dbapi2", "sqlite3"))
