"""Worlds whose people live in SQL, for tests that are played in memory elsewhere."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from adapters.memory.cache import MemoryCache
from adapters.memory.calendar import PlainCalendar
from adapters.memory.mailbox import MemoryMailbox
from adapters.memory.richtext import PlainText, WholeWords
from adapters.memory.security import HmacFactorKeys, HmacTokens, ScryptPasswords
from adapters.memory.storage import MemoryFileStore, NoScanner, PlainWorkshop
from adapters.memory.world import MemoryWorld
from adapters.sql.postgres.inspections import PostgresInspections
from adapters.sql.sqlite.inspections import SqliteInspections
from adapters.sql.sqlite.store import SqliteStore
from adapters.sql.store import SqlStore
from adapters.system.ids import SystemIds
from adapters.system.secrets import SystemSecrets
from p2p_core.app import Ports, build
from p2p_core.shared.ids import Ids
from p2p_core.shared.inspections import Finding, Inspections
from tests.contract.sql_stores import fast_directory, migrated_file, postgres_store
from tests.servers.postgres import emptied
from tests.world import CHEAP, SetClock, World


@dataclass
class SqlWorld(World):
    """The same people and the same clock, on an SQL store that is there."""

    store: SqlStore = field(kw_only=True)
    ids: Ids = field(kw_only=True)
    inspections: Inspections = field(kw_only=True)

    def __post_init__(self) -> None:
        mailbox, files = MemoryMailbox(self.clock, self.ids), MemoryFileStore(self.clock)
        ports = Ports(
            store=self.store,
            mailer=mailbox,
            passwords=ScryptPasswords(CHEAP),
            secrets=SystemSecrets(),
            tokens=HmacTokens(),
            factor_keys=HmacFactorKeys(),
            rich_text=PlainText(),
            stems=WholeWords(),
            storage=files,
            workshop=PlainWorkshop(files),
            scanner=NoScanner(),
            clock=self.clock,
            calendar=PlainCalendar(),
            ids=self.ids,
        )
        app = build(ports, self.rules)
        app.forum.categories.install_first()
        app.schedules.install()
        self.memory = MemoryWorld(app=app, store=self.store, mailbox=mailbox, files=files)  # type: ignore[arg-type]  # all that is asked of it here is what every store has

    def findings(self) -> Sequence[Finding]:
        """What the doctor would find."""
        return self.inspections.findings(self.clock.now())


@contextmanager
def in_sqlite() -> Iterator[World]:
    """A world on a file of its own."""
    clock = SetClock()
    ids = SystemIds(clock)
    with fast_directory() as directory:
        path = migrated_file(Path(directory))
        with closing(SqliteStore(path, clock, ids, 5.0, MemoryCache())) as store:
            yield SqlWorld(clock=clock, ids=ids, store=store, inspections=SqliteInspections(path))


@contextmanager
def in_postgres(url: str) -> Iterator[World]:
    """A world in a database that is there, and empty at first."""
    emptied(url)
    clock = SetClock()
    ids = SystemIds(clock)
    with postgres_store(url, clock, ids) as store:
        yield SqlWorld(clock=clock, ids=ids, store=store, inspections=PostgresInspections(url))
