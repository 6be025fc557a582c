"""How each kind of database is used; its driver is imported when one of that kind is."""

from importlib.util import find_spec
from pathlib import Path

from adapters.sql.schema import Schema
from adapters.sql.store import SqlStore
from entrypoints.container.caches import Memory
from entrypoints.data_dir import CannotStart
from entrypoints.runner import Lanes, postgres_lanes, sqlite_lanes
from entrypoints.setting_values import DatabaseUrl, PostgresUrl
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from p2p_core.shared.inspections import Inspections


class SqliteDatabase:
    """How an SQLite file is used."""

    serves_alone = True
    """Whether no other server can be at work on it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def migrate(self, to: str) -> Schema:
        """Bring it to a schema revision."""
        from adapters.sql.sqlite.migration import migrate

        return migrate(self._path, to)

    def schema(self) -> Schema:
        """The schema it has."""
        from adapters.sql.sqlite.migration import schema_of

        return schema_of(self._path)

    def may_be_shared(self) -> bool:
        """Whether a command may work on it while a server does."""
        from adapters.sql.sqlite.driver import DRIVER

        return DRIVER.is_sound

    def inspections(self) -> Inspections:
        """Its checks."""
        from adapters.sql.sqlite.inspections import SqliteInspections

        return SqliteInspections(self._path)

    def store(self, clock: Clock, ids: Ids, _memory: Memory) -> SqlStore:
        """What is kept in it; rows are not remembered: whole answers are, and know its editions exactly."""
        from adapters.sql.sqlite.store import SqliteStore

        return SqliteStore(self._path, clock, ids)

    def lanes(self) -> Lanes:
        """Where operations on it run."""
        return sqlite_lanes()


class PostgresDatabase:
    """How a PostgreSQL database is used."""

    serves_alone = False

    def __init__(self, url: PostgresUrl) -> None:
        if find_spec("psycopg") is None:
            raise CannotStart(
                "P2P_DATABASE_URL names PostgreSQL, and its driver is not installed: install the package "
                "with its extra, as in p2p-sandbox[server,postgres]."
            )
        self._url = str(url)

    def migrate(self, to: str) -> Schema:
        """Bring it to a schema revision."""
        from adapters.sql.postgres.migration import migrate

        return migrate(self._url, to)

    def schema(self) -> Schema:
        """The schema it has."""
        from adapters.sql.postgres.migration import schema_of

        return schema_of(self._url)

    def may_be_shared(self) -> bool:
        """Whether a command may work on it while a server does."""
        return True

    def inspections(self) -> Inspections:
        """Its checks."""
        from adapters.sql.postgres.inspections import PostgresInspections

        return PostgresInspections(self._url)

    def store(self, clock: Clock, ids: Ids, memory: Memory) -> SqlStore:
        """What is kept in it."""
        from adapters.sql.postgres.store import PostgresStore

        return PostgresStore(self._url, clock, ids, cache=memory.cache)

    def lanes(self) -> Lanes:
        """Where operations on it run."""
        return postgres_lanes()


Database = SqliteDatabase | PostgresDatabase


def kind(url: DatabaseUrl) -> str:
    """The name of the kind."""
    return "sqlite" if isinstance(url, Path) else "postgresql"


def migrated(database: Database, to: str = "head") -> str:
    """Bring the database to a schema revision and say which it has then."""
    from adapters.sql.schema import REFUSALS

    try:
        return database.migrate(to).revision or "base"
    except REFUSALS as error:
        raise CannotStart(f"Nothing was changed: {error}.") from error


def is_current(database: Database) -> bool:
    """Whether the database is there and has the schema this program was written for."""
    from adapters.sql.schema import SchemaState

    return database.schema().state is SchemaState.CURRENT


def is_served(database: Database) -> bool:
    """Whether it is current; one that never will be without somebody's doing isn't worth waiting for."""
    from adapters.sql.schema import SchemaState

    schema = database.schema()
    if schema.state in {SchemaState.NEWER, SchemaState.FOREIGN, SchemaState.INCOMPLETE}:
        raise CannotStart(
            "The database belongs to a newer program or to another one, or lacks tables: see p2p doctor, or "
            "put P2P_DATABASE_URL right."
        )
    return schema.state is SchemaState.CURRENT


def goes_back(database: Database, to: str = "head") -> bool:
    """Whether going to that revision takes away what the database has."""
    from adapters.sql.schema import goes_back

    return goes_back(database.schema(), to)


def may_be_shared(database: Database) -> bool:
    """Whether several processes may work on it."""
    return database.may_be_shared()


def inspections(database: Database) -> Inspections:
    """Its checks."""
    return database.inspections()


def lanes(database: Database) -> Lanes:
    """Where operations on it run."""
    return database.lanes()
