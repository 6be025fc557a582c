"""Every adapter assigned to every port it must satisfy, so that the type checker proves the fit."""

from adapters.cache.cache import RedisCache
from adapters.cache.counters import RedisCounters
from adapters.mail.session import SmtpServer
from adapters.mail.smtp import SmtpMailer
from adapters.media.clamd import ClamdScanner
from adapters.media.workshop import ChildWorkshop
from adapters.memory.cache import MemoryCache
from adapters.memory.calendar import PlainCalendar
from adapters.memory.counters import MemoryCounters
from adapters.memory.erasure import MemoryErasure
from adapters.memory.inspections import MemoryInspections
from adapters.memory.mailbox import MemoryMailbox
from adapters.memory.richtext import PlainText, WholeWords
from adapters.memory.security import HmacFactorKeys, HmacTokens, ScryptPasswords
from adapters.memory.storage import MemoryFileStore, NoScanner, PlainWorkshop
from adapters.memory.store import MemoryStore
from adapters.mongo.content import MongoContent
from adapters.mongo.inspections import MongoInspections
from adapters.queue.embedded import EmbeddedBroker
from adapters.queue.redis import RedisBroker
from adapters.security.factors import DerivedFactorKeys
from adapters.security.passwords import Argon2Passwords
from adapters.security.tokens import SignedTokens
from adapters.split.content_side import Content
from adapters.split.erasure import SplitErasure
from adapters.split.inspections import ContentInspections, SplitInspections
from adapters.split.rest_side import Rest
from adapters.split.store import SplitStore
from adapters.sql.erasure import SqlErasure
from adapters.sql.mailbox import SqlMailbox
from adapters.sql.postgres.inspections import PostgresInspections
from adapters.sql.postgres.store import PostgresStore
from adapters.sql.sqlite.inspections import SqliteInspections
from adapters.sql.sqlite.store import SqliteStore
from adapters.storage.folder import FolderObjects
from adapters.storage.memory import MemoryObjects
from adapters.storage.s3 import S3Objects
from adapters.system.calendar import CronCalendar
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from adapters.system.secrets import SystemSecrets
from adapters.text.markdown import MarkdownText
from adapters.text.stems import SnowballStems
from entrypoints.counted_cache import CountedCache
from entrypoints.mail_url import SmtpUrl
from entrypoints.worker.carrier import Carrier, Workers
from p2p_core.app import Store
from p2p_core.files.ports import FileStore, Scanner, Workshop
from p2p_core.forum.richtext import RichText
from p2p_core.identity.registrations.ports import Tokens
from p2p_core.identity.second_factors.ports import FactorKeys
from p2p_core.identity.users.ports import Passwords, Secrets
from p2p_core.notifications.ports import Mailbox, Mailer
from p2p_core.shared.analysis import Stems
from p2p_core.shared.cache import Cache
from p2p_core.shared.clock import Clock
from p2p_core.shared.counters import Counters
from p2p_core.shared.erasure import Erasure
from p2p_core.shared.ids import Ids
from p2p_core.shared.inspections import Inspections
from p2p_core.upkeep.ports import Calendar

CLOCKS: tuple[type[Clock], ...] = (SystemClock,)
IDS: tuple[type[Ids], ...] = (SystemIds,)
SECRETS: tuple[type[Secrets], ...] = (SystemSecrets,)
PASSWORDS: tuple[type[Passwords], ...] = (Argon2Passwords, ScryptPasswords)
TOKENS: tuple[type[Tokens], ...] = (SignedTokens, HmacTokens)
FACTOR_KEYS: tuple[type[FactorKeys], ...] = (DerivedFactorKeys, HmacFactorKeys)
STEMS: tuple[type[Stems], ...] = (SnowballStems, WholeWords)
RICH_TEXTS: tuple[type[RichText], ...] = (MarkdownText, PlainText)
MAILERS: tuple[type[Mailer], ...] = (SmtpMailer, SqlMailbox, MemoryMailbox)
SMTP_SERVERS: tuple[type[SmtpServer], ...] = (SmtpUrl,)
MAILBOXES: tuple[type[Mailbox], ...] = (SqlMailbox, MemoryMailbox)
STORES: tuple[type[Store], ...] = (SqliteStore, PostgresStore, MemoryStore, SplitStore)
RESTS: tuple[type[Rest], ...] = (SqliteStore, PostgresStore)
CONTENTS: tuple[type[Content], ...] = (MongoContent,)
CONTENT_INSPECTIONS: tuple[type[ContentInspections], ...] = (MongoInspections,)
ERASURES: tuple[type[Erasure], ...] = (SqlErasure, MemoryErasure, SplitErasure)
INSPECTIONS: tuple[type[Inspections], ...] = (
    SqliteInspections,
    PostgresInspections,
    MemoryInspections,
    SplitInspections,
)
CALENDARS: tuple[type[Calendar], ...] = (CronCalendar, PlainCalendar)
CACHES: tuple[type[Cache], ...] = (RedisCache, MemoryCache, CountedCache)
COUNTERS: tuple[type[Counters], ...] = (RedisCounters, MemoryCounters)
CARRIERS: tuple[type[Carrier], ...] = (EmbeddedBroker, RedisBroker)
WORKERS: tuple[type[Workers], ...] = (RedisBroker,)
FILE_STORES: tuple[type[FileStore], ...] = (FolderObjects, MemoryObjects, S3Objects, MemoryFileStore)
WORKSHOPS: tuple[type[Workshop], ...] = (ChildWorkshop, PlainWorkshop)
SCANNERS: tuple[type[Scanner], ...] = (NoScanner, ClamdScanner)
