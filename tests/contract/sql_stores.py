"""SQL stores for tests: SQLite each with its own file, copied from one that was migrated once."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.memory.cache import MemoryCache
from adapters.sql.postgres.connections import PATIENCE
from adapters.sql.postgres.store import PostgresStore
from adapters.sql.sqlite.migration import migrate
from adapters.sql.sqlite.store import SqliteStore
from p2p_core.shared.cache import Cache
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids

_MEMORY = Path("/dev/shm")  # noqa: S108 - a private directory is made in it


def fast_directory() -> TemporaryDirectory[str]:
    """A directory of its own, in memory where the system has such a place."""
    return TemporaryDirectory(prefix="p2p-test-", dir=_MEMORY if _MEMORY.is_dir() else None)


def migrated_file(directory: Path) -> Path:
    """A new database file with the current schema."""
    path = directory / "p2p.sqlite"
    path.write_bytes(_template())
    return path


@contextmanager
def sqlite_store(clock: Clock, ids: Ids, busy_timeout: float = 5.0) -> Iterator[SqliteStore]:
    """A store on a file of its own, gone afterwards; it remembers what may be remembered."""
    with fast_directory() as directory:
        store = SqliteStore(migrated_file(Path(directory)), clock, ids, busy_timeout, MemoryCache())
        try:
            yield store
        finally:
            store.close()


def limited(url: str, **limits: str) -> str:
    """The address of a database with other limits than ours on how long its server lets us wait."""
    return f"{url}?options={'%20'.join(f'-c%20{name}%3D{value}' for name, value in limits.items())}"


def patient_postgres_store(url: str, clock: Clock, ids: Ids) -> AbstractContextManager[PostgresStore]:
    """One in which many may stand in line, also on a busy machine.

    Who waits for a row for a second is told "not now" (test_postgres_faults), and there that is many.
    """
    patient = limited(url, lock_timeout="30s", statement_timeout="30s")
    return postgres_store(patient, clock, ids, patience=30)


@contextmanager
def postgres_store(
    url: str, clock: Clock, ids: Ids, cache: Cache | None = None, patience: float = PATIENCE
) -> Iterator[PostgresStore]:
    """A store on a database that is there, its connections closed afterwards; it remembers as well."""
    store = PostgresStore(url, clock, ids, patience, cache=cache or MemoryCache())
    try:
        yield store
    finally:
        store.close()


@cache
def _template() -> bytes:
    with fast_directory() as directory:
        path = Path(directory) / "template.sqlite"
        migrate(path)
        return path.read_bytes()
