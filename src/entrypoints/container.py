"""The one place that knows which adapter stands behind which port: chosen by the settings, made once."""

from email.utils import parseaddr
from importlib.metadata import version
from pathlib import Path

from dependency_injector import containers, providers

from adapters.queue.embedded import EmbeddedBroker
from adapters.security.passwords import Argon2Passwords
from adapters.security.tokens import SignedTokens
from adapters.sql.erasure import SqlErasure
from adapters.sql.sqlite.driver import DRIVER
from adapters.sql.sqlite.store import SqliteStore
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from adapters.system.secrets import SystemSecrets
from adapters.text.markdown import MarkdownText
from entrypoints.data_dir import CannotStart, DataDir
from entrypoints.http.call import Web
from entrypoints.log import LogLines
from entrypoints.parts import Part, outbox_part, pinged
from entrypoints.runner import sqlite_lanes
from entrypoints.settings import Settings
from entrypoints.worker.embedded import EmbeddedWorker
from p2p_core.app import App, Ports, Rules, build
from p2p_core.identity.sessions.model import SessionLimits
from p2p_core.reactions import Reactor
from p2p_core.shared.clock import Clock
from p2p_core.shared.inspections import Inspections


def _migrated(path: Path, to: str = "head") -> str:
    """Bring the database to a schema revision and say which it has then."""
    from adapters.sql.schema import ForeignDatabaseError, NewerSchemaError, UnknownRevisionError
    from adapters.sql.sqlite.migration import migrate

    try:
        return migrate(path, to).revision or "base"
    except (ForeignDatabaseError, NewerSchemaError, UnknownRevisionError) as error:
        raise CannotStart(f"Nothing was changed: {error}.") from error


def _is_current(path: Path) -> bool:
    """Whether the database is there and has the schema this program was written for."""
    from adapters.sql.schema import SchemaState
    from adapters.sql.sqlite.migration import schema_of

    return schema_of(path).state is SchemaState.CURRENT


def _goes_back(path: Path, to: str) -> bool:
    """Whether going to that revision takes away what the database has."""
    from adapters.sql.schema import goes_back
    from adapters.sql.sqlite.migration import schema_of

    return goes_back(schema_of(path), to)


def _inspections(path: Path) -> Inspections:
    """The checks of the database; like migrations, servers don't need them."""
    from adapters.sql.sqlite.inspections import SqliteInspections

    return SqliteInspections(path)


def _may_be_shared() -> bool:
    """Whether a command may work on the database while a server does."""
    return DRIVER.is_sound


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
    )


def _parts(store: SqliteStore, worker: EmbeddedWorker, clock: Clock) -> dict[str, Part]:
    return {
        "database": pinged(store.ping, "answers"),
        "broker": pinged(worker.ping, "embedded, at work"),
        "mail": pinged(store.ping, "kept in the development mailbox"),
        "outbox": outbox_part(store.outbox, clock),
    }


def _reactor(app: App) -> Reactor:
    return app.reactor


class Container(containers.DeclarativeContainer):
    """Everything an entry point may ask for; nothing is made before somebody asks."""

    settings = providers.Dependency(instance_of=Settings)
    log = providers.Dependency(instance_of=LogLines)

    data_dir = providers.Singleton(DataDir, settings.provided.data_dir)
    clock = providers.Singleton(SystemClock)
    ids = providers.Singleton(SystemIds, clock)
    migrate = providers.Callable(_migrated, settings.provided.database_url)
    is_current = providers.Callable(_is_current, settings.provided.database_url)
    goes_back = providers.Callable(_goes_back, settings.provided.database_url)
    may_be_shared = providers.Callable(_may_be_shared)
    inspections = providers.Callable(_inspections, settings.provided.database_url)
    passwords = providers.Singleton(Argon2Passwords)
    store = providers.Singleton(SqliteStore, settings.provided.database_url, clock, ids)
    erasure = providers.Singleton(SqlErasure, store.provided.begin)
    ports = providers.Singleton(
        Ports,
        store=store,
        mailer=store.provided.mailbox,
        passwords=passwords,
        secrets=providers.Singleton(SystemSecrets),
        tokens=providers.Singleton(SignedTokens, providers.Callable(_keys, settings, data_dir)),
        rich_text=providers.Singleton(MarkdownText),
        clock=clock,
        ids=ids,
    )
    app = providers.Singleton(build, ports, providers.Callable(_rules, settings))
    lanes = providers.Singleton(sqlite_lanes)
    broker = providers.Singleton(EmbeddedBroker)
    worker = providers.Singleton(
        EmbeddedWorker, providers.Callable(_reactor, app), broker, store.provided.on_commit
    )
    web = providers.Singleton(
        Web,
        app=app,
        lanes=lanes,
        settings=settings,
        log=log,
        mailbox=store.provided.mailbox,
        parts=providers.Callable(_parts, store, worker, clock),
        version=providers.Callable(version, "p2p-sandbox"),
    )
