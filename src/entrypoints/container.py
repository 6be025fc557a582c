"""The one place that knows which adapter stands behind which port: chosen by the settings, made once."""

import hmac
from email.utils import parseaddr
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from dependency_injector import containers, providers

from adapters.mail.smtp import SmtpMailer
from adapters.queue.embedded import EmbeddedBroker
from adapters.security.passwords import Argon2Passwords
from adapters.security.tokens import SignedTokens
from adapters.sql.erasure import SqlErasure
from adapters.sql.schema import Schema
from adapters.sql.store import SqlStore
from adapters.system.calendar import CronCalendar
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from adapters.system.secrets import SystemSecrets
from adapters.text.markdown import MarkdownText
from entrypoints.data_dir import CannotStart, DataDir
from entrypoints.http.call import Web
from entrypoints.log import LogLines
from entrypoints.mail_url import MailUrl, SmtpUrl
from entrypoints.parts import Part, outbox_part, pinged, remembered, workers_part
from entrypoints.runner import Lanes, postgres_lanes, sqlite_lanes
from entrypoints.setting_values import BrokerUrl, DatabaseUrl, PostgresUrl
from entrypoints.settings import Settings
from entrypoints.worker.carrier import Carrier, Workers
from entrypoints.worker.crew import Crew
from p2p_core.app import App, Ports, Rules, build
from p2p_core.identity.invitations.model import InvitationLimits
from p2p_core.identity.sessions.model import SessionLimits
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

    def store(self, clock: Clock, ids: Ids) -> SqlStore:
        """What is kept in it."""
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

    def store(self, clock: Clock, ids: Ids) -> SqlStore:
        """What is kept in it."""
        from adapters.sql.postgres.store import PostgresStore

        return PostgresStore(self._url, clock, ids)

    def lanes(self) -> Lanes:
        """Where operations on it run."""
        return postgres_lanes()


Database = SqliteDatabase | PostgresDatabase


def _kind(url: DatabaseUrl) -> str:
    return "sqlite" if isinstance(url, Path) else "postgresql"


def _migrated(database: Database, to: str = "head") -> str:
    """Bring the database to a schema revision and say which it has then."""
    from adapters.sql.schema import ForeignDatabaseError, NewerSchemaError, UnknownRevisionError

    try:
        return database.migrate(to).revision or "base"
    except (ForeignDatabaseError, NewerSchemaError, UnknownRevisionError) as error:
        raise CannotStart(f"Nothing was changed: {error}.") from error


def _is_current(database: Database) -> bool:
    """Whether the database is there and has the schema this program was written for."""
    from adapters.sql.schema import SchemaState

    return database.schema().state is SchemaState.CURRENT


def _is_served(database: Database) -> bool:
    """Whether it is current; one that never will be without somebody's doing isn't worth waiting for."""
    from adapters.sql.schema import SchemaState

    schema = database.schema()
    if schema.state in {SchemaState.NEWER, SchemaState.FOREIGN}:
        raise CannotStart(
            "The database belongs to a newer program or to another one: see p2p doctor, or put "
            "P2P_DATABASE_URL right."
        )
    return schema.state is SchemaState.CURRENT


def _goes_back(database: Database, to: str = "head") -> bool:
    """Whether going to that revision takes away what the database has."""
    from adapters.sql.schema import goes_back

    return goes_back(database.schema(), to)


def _may_be_shared(database: Database) -> bool:
    return database.may_be_shared()


def _inspections(database: Database) -> Inspections:
    return database.inspections()


def _lanes(database: Database) -> Lanes:
    return database.lanes()


def _keys(settings: Settings, data_dir: DataDir) -> tuple[str, ...]:
    return settings.secret_keys or (data_dir.secret(),)


def _rules(settings: Settings) -> Rules:
    return Rules(
        public_url=settings.public_url,
        mail_domain=parseaddr(settings.mail_from)[1].rpartition("@")[2],
        verification_lifetime=settings.verification_ttl,
        sessions=SessionLimits(
            idle=settings.session_idle,
            lifetime=settings.session_lifetime,
            remember_idle=settings.session_remember_idle,
            remember_lifetime=settings.session_remember_lifetime,
        ),
        invitations=InvitationLimits(lifetime=settings.invitation_ttl, a_day=settings.budget_invitations),
    )


def _store(database: Database, clock: Clock, ids: Ids) -> SqlStore:
    return database.store(clock, ids)


def _parts(store: SqlStore, broker: Part, mail: Part, clock: Clock) -> dict[str, Part]:
    return {
        "database": pinged(store.ping, "answers"),
        "broker": broker,
        "mail": mail,
        "outbox": outbox_part(store.outbox, clock),
    }


def _post(url: MailUrl) -> str:
    return "smtp" if isinstance(url, SmtpUrl) else "mailbox"


def _carried_by(url: BrokerUrl) -> str:
    return "embedded" if url.is_embedded else "redis"


def _redis(url: BrokerUrl, keys: tuple[str, ...]) -> Workers:
    """Redis under names that no other installation has, since no other has our keys."""
    if find_spec("redis") is None:
        raise CannotStart(
            "P2P_BROKER_URL names Redis, and its client is not installed: install the package with its "
            "extra, as in p2p-sandbox[server,redis]."
        )
    from adapters.queue.redis import RedisBroker

    name = hmac.digest(keys[0].encode(), b"the name of this installation in a broker", "sha256")
    return RedisBroker(str(url), f"p2p:{name.hex()[:16]}")


def _crew(url: BrokerUrl, app: App, carrier: Carrier, store: SqlStore, database: Database) -> Crew:
    """Those who do the background work; beside a broker no server's commit wakes them, so they look often."""
    make = partial(Crew, app.reactor, app.schedules, carrier, store.on_commit)
    if url.is_embedded:
        return make(alone=database.serves_alone)
    return make(alone=False, look_every=0.2, patience=60.0)


class Container(containers.DeclarativeContainer):
    """Everything an entry point may ask for; nothing is made before somebody asks."""

    settings = providers.Dependency(instance_of=Settings)
    log = providers.Dependency(instance_of=LogLines)

    data_dir = providers.Singleton(DataDir, settings.provided.data_dir)
    clock = providers.Singleton(SystemClock)
    ids = providers.Singleton(SystemIds, clock)
    database = providers.Selector(
        providers.Callable(_kind, settings.provided.database_url),
        sqlite=providers.Singleton(SqliteDatabase, settings.provided.database_url),
        postgresql=providers.Singleton(PostgresDatabase, settings.provided.database_url),
    )
    migrate = providers.Callable(_migrated, database)
    is_current = providers.Callable(_is_current, database)
    is_served = providers.Callable(_is_served, database)
    goes_back = providers.Callable(_goes_back, database)
    may_be_shared = providers.Callable(_may_be_shared, database)
    inspections = providers.Callable(_inspections, database)
    keys = providers.Callable(_keys, settings, data_dir)
    passwords = providers.Singleton(Argon2Passwords)
    store = providers.Singleton(_store, database, clock, ids)
    erasure = providers.Singleton(SqlErasure, store.provided.begin)
    mailer = providers.Selector(
        providers.Callable(_post, settings.provided.mail_url),
        mailbox=store.provided.mailbox,
        smtp=providers.Singleton(
            SmtpMailer,
            settings.provided.mail_url,
            sender=settings.provided.mail_from,
            rate=settings.provided.mail_rate,
            clock=clock,
        ),
    )
    mail_part = providers.Selector(
        providers.Callable(_post, settings.provided.mail_url),
        mailbox=providers.Singleton(pinged, mailer.provided.ping, "kept in the development mailbox"),
        smtp=providers.Singleton(remembered, providers.Singleton(pinged, mailer.provided.ping, "answers")),
    )
    ports = providers.Singleton(
        Ports,
        store=store,
        mailer=mailer,
        passwords=passwords,
        secrets=providers.Singleton(SystemSecrets),
        tokens=providers.Singleton(SignedTokens, keys),
        rich_text=providers.Singleton(MarkdownText),
        clock=clock,
        calendar=providers.Singleton(CronCalendar),
        ids=ids,
    )
    app = providers.Singleton(build, ports, providers.Callable(_rules, settings))
    lanes = providers.Singleton(_lanes, database)
    carried_by = providers.Callable(_carried_by, settings.provided.broker_url)
    carrier = providers.Selector(
        carried_by,
        embedded=providers.Singleton(EmbeddedBroker),
        redis=providers.Singleton(_redis, settings.provided.broker_url, keys),
    )
    crew = providers.Singleton(_crew, settings.provided.broker_url, app, carrier, store, database)
    broker = providers.Selector(
        carried_by,
        embedded=providers.Callable(pinged, crew.provided.ping, "embedded, at work"),
        redis=providers.Callable(workers_part, carrier),
    )
    web = providers.Singleton(
        Web,
        app=app,
        lanes=lanes,
        settings=settings,
        log=log,
        mailbox=store.provided.mailbox,
        parts=providers.Callable(_parts, store, broker, mail_part, clock),
        version=providers.Callable(version, "p2p-sandbox"),
    )
