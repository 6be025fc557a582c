"""Where the forum's content is kept, and what that changes; MongoDB's driver is imported when it is used."""

from collections.abc import Callable, Sequence
from importlib.util import find_spec

from adapters.split.erasure import SplitErasure
from adapters.split.store import SplitStore
from adapters.sql.erasure import SqlErasure
from adapters.sql.store import SqlStore
from entrypoints.container import databases
from entrypoints.container.databases import Database
from entrypoints.content_url import MongoUrl
from entrypoints.data_dir import CannotStart
from entrypoints.parts import Part, pinged
from entrypoints.runner import Lanes, waiting_lanes
from p2p_core.shared.clock import Clock
from p2p_core.shared.erasure import Erasure
from p2p_core.shared.ids import Ids
from p2p_core.shared.inspections import Finding, Inspections

AnyStore = SqlStore | SplitStore


class InDatabase:
    """Content is kept beside everything else."""

    is_apart = False

    def migrate(self) -> None:
        """Nothing else is to be made."""

    def is_current(self) -> bool:
        """It is whenever the database is."""
        return True

    def store(self, rest: SqlStore, _clock: Clock, _ids: Ids) -> AnyStore:
        """What is kept."""
        return rest

    def inspections(self, database: Database) -> Inspections:
        """The checks of all that is kept."""
        return database.inspections()


class InMongo:
    """Content is kept in MongoDB, everything else in the database."""

    is_apart = True

    def __init__(self, url: MongoUrl) -> None:
        if find_spec("pymongo") is None:
            raise CannotStart(
                "P2P_CONTENT_URL names MongoDB, and its driver is not installed: install the package with "
                "its extra, as in p2p-sandbox[server,mongodb]."
            )
        self._url = url

    def migrate(self) -> None:
        """Make or update the collections."""
        from adapters.mongo.migration import OtherSchemaError, migrate
        from adapters.mongo.server import NoReplicaSetError, Server

        server = Server(self._url)
        try:
            migrate(server)
        except (NoReplicaSetError, OtherSchemaError) as error:
            raise CannotStart(f"{error}.") from error
        finally:
            server.close()

    def is_current(self) -> bool:
        """Whether its collections are what this program works with; raises ``CannotStart`` if never."""
        from adapters.mongo.migration import OtherSchemaError, is_current
        from adapters.mongo.server import NoReplicaSetError, Server

        server = Server(self._url)
        try:
            return is_current(server)
        except (NoReplicaSetError, OtherSchemaError) as error:
            raise CannotStart(f"{error}.") from error
        finally:
            server.close()

    def store(self, rest: SqlStore, clock: Clock, ids: Ids) -> AnyStore:
        """What is kept in both; raises ``CannotStart`` where the database has content, lost to sight."""
        from adapters.mongo.content import MongoContent
        from adapters.mongo.server import Server

        if rest.sources.topics("", 1):
            rest.close()
            raise CannotStart(
                "P2P_CONTENT_URL names MongoDB, and the forum's content is in the database already: nothing "
                "moves it, so leave the setting out, or begin with a new database."
            )
        return SplitStore(rest, MongoContent(Server(self._url), rest.beside, clock, ids))

    def inspections(self, database: Database) -> Inspections:
        """The checks of all that is kept."""
        from adapters.mongo.inspections import MongoInspections
        from adapters.split.inspections import SplitInspections

        return SplitInspections(database.inspections(), MongoInspections(self._url))


Contents = InDatabase | InMongo


def kind(url: MongoUrl | None) -> str:
    """The name of where it is."""
    return "database" if url is None else "mongodb"


def joined(content: Contents, rest: SqlStore, clock: Clock, ids: Ids) -> AnyStore:
    """Everything that is kept."""
    return content.store(rest, clock, ids)


def migrated(database: Database, content: Contents, to: str = "head") -> str:
    """Bring the database to a schema revision, and content to the newest; say which the database has then."""
    reached = databases.migrated(database, to)
    if to == "head":
        content.migrate()
    return reached


def is_current(database: Database, content: Contents) -> bool:
    """Whether both are there and what this program was written for."""
    return databases.is_current(database) and content.is_current()


def is_served(database: Database, content: Contents) -> bool:
    """The same; what never will be without somebody's doing isn't worth waiting for."""
    return databases.is_served(database) and content.is_current()


def agreement(store: AnyStore) -> Sequence[Finding]:
    """The checks of what two stores have to agree on."""
    return store.findings() if isinstance(store, SplitStore) else ()


def erasure(rest: SqlStore, store: AnyStore) -> Erasure:
    """What takes organizations away as if they had never been."""
    return SplitErasure(store.begin_content) if isinstance(store, SplitStore) else SqlErasure(rest.begin)


def inspections(database: Database, content: Contents) -> Inspections:
    """The checks of both."""
    return content.inspections(database)


def edition(content: Contents, rest: SqlStore) -> Callable[[], int | None]:
    """What tells whether anything was changed; of two stores nothing does."""
    return (lambda: None) if content.is_apart else rest.edition


def lanes(database: Database, content: Contents) -> Lanes:
    """Where operations run: a server at the other end of a network is waited for."""
    return waiting_lanes(databases.lanes(database)) if content.is_apart else databases.lanes(database)


def parts(rest: SqlStore, store: AnyStore) -> dict[str, Part]:
    """What is looked at of it all."""
    database = {"database": pinged(rest.ping, "answers")}
    if not isinstance(store, SplitStore):
        return database
    return {**database, "content": pinged(store.ping_content, "answers")}
