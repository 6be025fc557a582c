"""The one place that knows which adapter stands behind which port: chosen by the settings, made once."""

from email.utils import parseaddr
from importlib.metadata import version as version_of

from dependency_injector import containers, providers

from adapters.mail.smtp import SmtpMailer
from adapters.queue.embedded import EmbeddedBroker
from adapters.security.factors import DerivedFactorKeys
from adapters.security.passwords import Argon2Passwords
from adapters.security.tokens import SignedTokens
from adapters.sql.store import SqlStore
from adapters.system.calendar import CronCalendar
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from adapters.system.secrets import SystemSecrets
from adapters.text.markdown import MarkdownText
from entrypoints.container import brokers, caches, contents, databases, tracing, words
from entrypoints.container import storage as files
from entrypoints.data_dir import DataDir
from entrypoints.http.budgets import Turnstile
from entrypoints.http.call import Web
from entrypoints.http.client.build import ClientBuild
from entrypoints.http.counted_lately import CountedLately
from entrypoints.http.kept import KeptAnswers
from entrypoints.http.uses import SessionUses
from entrypoints.http.views import Views
from entrypoints.log import LogLines
from entrypoints.mail_url import MailUrl, SmtpUrl
from entrypoints.parts import Part, outbox_part, pinged, remembered, workers_part
from entrypoints.settings import Settings
from entrypoints.uploads import Uploads
from p2p_core.app import Ports, Rules, build
from p2p_core.files.care import FileInspectionService
from p2p_core.files.ports import FileStore, Scanner
from p2p_core.identity.attempts.model import Budgets
from p2p_core.identity.invitations.model import InvitationLimits
from p2p_core.identity.sessions.model import SessionLimits
from p2p_core.shared.budgets import RequestBudgets
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids


def _keys(settings: Settings, data_dir: DataDir) -> tuple[str, ...]:
    return settings.secret_keys or (data_dir.secret(),)


def _rules(settings: Settings) -> Rules:
    return Rules(
        public_url=settings.public_url,
        mail_domain=parseaddr(settings.mail_from)[1].rpartition("@")[2],
        verification_lifetime=settings.verification_ttl,
        reset_lifetime=settings.reset_ttl,
        sessions=SessionLimits(
            idle=settings.session_idle,
            lifetime=settings.session_lifetime,
            remember_idle=settings.session_remember_idle,
            remember_lifetime=settings.session_remember_lifetime,
        ),
        budgets=Budgets(
            failures=settings.budget_failures,
            failures_of_network=settings.budget_network_failures,
            sign_ups=settings.budget_sign_ups,
            mails=settings.budget_mails,
            exports=settings.budget_exports,
        ),
        invitations=InvitationLimits(lifetime=settings.invitation_ttl, a_day=settings.budget_invitations),
        export_lifetime=settings.export_ttl,
        audit_kept=settings.audit_ttl,
    )


def _rest(database: databases.Database, clock: Clock, ids: Ids, memory: caches.Memory) -> SqlStore:
    return database.store(clock, ids, memory)


def _scanner(settings: Settings, scanner: Scanner) -> dict[str, Part]:
    """Looked at where there is one."""
    return {} if settings.scanner_url is None else {"scanner": remembered(pinged(scanner.ping, "answers"))}


def _request_budgets(settings: Settings) -> RequestBudgets:
    return RequestBudgets(
        requests=settings.budget_requests,
        posts=settings.budget_posts,
        searches=settings.budget_searches,
        uploads=settings.budget_uploads,
        client_errors=settings.budget_client_errors,
    )


def _parts(
    stores: dict[str, Part],
    storage: FileStore,
    broker: Part,
    cache: Part,
    mail: Part,
    outbox: Part,
    more: dict[str, Part],
) -> dict[str, Part]:
    return {
        **stores,
        "storage": pinged(storage.ping, "answers"),
        "broker": broker,
        "cache": cache,
        "mail": mail,
        "outbox": outbox,
        **more,
    }


def _post(url: MailUrl) -> str:
    return "smtp" if isinstance(url, SmtpUrl) else "mailbox"


class Container(containers.DeclarativeContainer):
    """Everything an entry point may ask for; nothing is made before somebody asks."""

    settings = providers.Dependency(instance_of=Settings)
    log = providers.Dependency(instance_of=LogLines)

    data_dir = providers.Singleton(DataDir, settings.provided.data_dir)
    clock = providers.Singleton(SystemClock)
    ids = providers.Singleton(SystemIds, clock)
    database = providers.Selector(
        providers.Callable(databases.kind, settings.provided.database_url),
        sqlite=providers.Singleton(databases.SqliteDatabase, settings.provided.database_url),
        postgresql=providers.Singleton(databases.PostgresDatabase, settings.provided.database_url),
    )
    content = providers.Selector(
        providers.Callable(contents.kind, settings.provided.content_url),
        database=providers.Singleton(contents.InDatabase),
        mongodb=providers.Singleton(contents.InMongo, settings.provided.content_url),
    )
    migrate = providers.Callable(contents.migrated, database, content)
    is_current = providers.Callable(contents.is_current, database, content)
    is_served = providers.Callable(contents.is_served, database, content)
    goes_back = providers.Callable(databases.goes_back, database)
    may_be_shared = providers.Callable(databases.may_be_shared, database)
    inspections = providers.Callable(contents.inspections, database, content)
    keys = providers.Callable(_keys, settings, data_dir)
    memory = providers.Selector(
        providers.Callable(caches.kept_in, settings.provided.cache_url),
        memory=providers.Singleton(caches.OwnMemory),
        redis=providers.Singleton(caches.SharedByRedis, settings.provided.cache_url, keys),
    )
    passwords = providers.Singleton(Argon2Passwords)
    rest = providers.Singleton(_rest, database, clock, ids, memory)
    store = providers.Singleton(contents.joined, content, rest, clock, ids)
    storage = providers.Singleton(files.storage_of, settings)
    file_inspection = providers.Singleton(
        FileInspectionService, files=store.provided.files, storage=storage, clock=clock
    )
    scanner = providers.Singleton(files.scanner_of, settings)
    erasure = providers.Singleton(contents.erasure, rest, store)
    agreement = providers.Callable(contents.agreement, store)
    mailer = providers.Selector(
        providers.Callable(_post, settings.provided.mail_url),
        mailbox=rest.provided.mailbox,
        smtp=providers.Singleton(
            SmtpMailer,
            settings.provided.mail_url,
            sender=settings.provided.mail_from,
            rate=settings.provided.mail_rate,
            clock=clock,
            counters=memory.provided.counters,
        ),
    )
    mail_part = providers.Selector(
        providers.Callable(_post, settings.provided.mail_url),
        mailbox=providers.Singleton(pinged, mailer.provided.ping, "kept in the development mailbox"),
        smtp=providers.Singleton(remembered, providers.Singleton(pinged, mailer.provided.ping, "answers")),
    )
    factor_keys = providers.Singleton(DerivedFactorKeys, keys)
    ports = providers.Singleton(
        Ports,
        store=store,
        mailer=mailer,
        passwords=passwords,
        secrets=providers.Singleton(SystemSecrets),
        tokens=providers.Singleton(SignedTokens, keys),
        factor_keys=factor_keys,
        rich_text=providers.Singleton(MarkdownText),
        stems=providers.Singleton(words.stems),
        storage=storage,
        workshop=providers.Singleton(files.workshop_on, storage, data_dir.provided.work),
        scanner=scanner,
        clock=clock,
        calendar=providers.Singleton(CronCalendar),
        ids=ids,
    )
    app = providers.Singleton(build, ports, providers.Callable(_rules, settings))
    version = providers.Callable(version_of, "p2p-sandbox")
    traces = providers.Singleton(tracing.traces, settings.provided.traces_url, version)
    lanes = providers.Singleton(contents.lanes, database, content)
    carried_by = providers.Callable(brokers.carried_by, settings.provided.broker_url)
    carrier = providers.Selector(
        carried_by,
        embedded=providers.Singleton(EmbeddedBroker),
        redis=providers.Singleton(brokers.redis, settings.provided.broker_url, keys),
    )
    crew = providers.Singleton(
        brokers.crew, settings.provided.broker_url, app, carrier, store, database, traces
    )
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
        storage=storage,
        uploads=providers.Singleton(Uploads, data_dir.provided.uploads),
        mailbox=rest.provided.mailbox,
        version=version,
        traces=traces,
        uses=providers.Singleton(SessionUses, app, lanes),
        views=providers.Singleton(Views, app, lanes),
        counted_lately=providers.Singleton(CountedLately, app, lanes),
        kept=providers.Singleton(KeptAnswers, providers.Callable(contents.edition, content, rest)),
        parts=providers.Callable(
            _parts,
            providers.Callable(contents.parts, rest, store),
            storage,
            broker,
            memory.provided.part,
            mail_part,
            providers.Callable(outbox_part, store.provided.outbox, clock),
            providers.Callable(_scanner, settings, scanner),
        ),
        budgets=providers.Singleton(
            Turnstile,
            providers.Callable(_request_budgets, settings),
            memory.provided.counters.spend,
            memory.provided.lane,
            memory.provided.spend_alone,
        ),
        cache=memory.provided.figures,
        client=providers.Singleton(ClientBuild, skip=settings.provided.skip_web),
    )
