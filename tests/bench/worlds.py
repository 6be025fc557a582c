"""A seeded database of each kind, and everything that serves it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg

from adapters.sql.postgres.store import PostgresStore
from adapters.sql.sqlite.migration import migrate
from adapters.sql.sqlite.store import SqliteStore
from adapters.sql.store import SqlStore
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from p2p_core.contracts.builders import a_user, an_organization
from p2p_core.contracts.forums import acting
from p2p_core.forum.topics.shapes import TopicQuery
from tests.bench.processes import Running, application, platform
from tests.bench.seed import Opens, Size, World, planted
from tests.bench.wholesale import indexed_later, into_postgres, into_sqlite
from tests.servers.postgres import migrated_database

_CLOCK = SystemClock()
_FURTHEST = 100


@dataclass(frozen=True)
class Served:
    """One kind of database, seeded, with the platform and its rivals on it."""

    kind: str
    world: World
    deep: str
    """A cursor to a page far down the list of topics."""
    pages_down: int
    platform: Running
    driver: Running
    fastapi: Running | None


@contextmanager
def served(kind: str, folder: Path, size: Size) -> Iterator[Served]:
    """Seed it and start everything."""
    data = folder / kind
    data.mkdir(mode=0o700)
    with ExitStack() as stack:
        environment: dict[str, str] = {}
        if kind == "sqlite":
            address = str(data / "p2p.sqlite3")
            migrate(Path(address))
            store: SqlStore = SqliteStore(Path(address), _CLOCK, SystemIds(_CLOCK))
            wholesale: Opens = partial(into_sqlite, Path(address))
        else:
            address = stack.enter_context(migrated_database("bench"))
            environment["P2P_DATABASE_URL"] = address
            store = PostgresStore(address, _CLOCK, SystemIds(_CLOCK))
            wholesale = partial(into_postgres, address)
        with indexed_later(address) if kind == "postgresql" else nullcontext():
            world = planted(store, size, wholesale)
        if kind == "postgresql":
            _analyzed(address)
        deep, pages = _far_down(store, size)
        store.close()
        about = {
            "BENCH_DATABASE": address,
            "BENCH_READER": world.reader,
            "BENCH_ORGANIZATION": world.organization,
        }
        pages_of = "tests.bench.pages."
        fastapi = None
        if kind == "postgresql":
            target = f"{pages_of}fastapi_page:app"
            fastapi = stack.enter_context(application(target, about, data / "fastapi.log"))
        yield Served(
            kind,
            world,
            deep,
            pages,
            stack.enter_context(platform(data, environment)),
            stack.enter_context(application(f"{pages_of}driver:app", about, data / "driver.log")),
            fastapi,
        )


def _analyzed(address: str) -> None:
    """Have the planner look at what came in at once, which it does by itself after a minute or so."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ANALYZE")


def _far_down(store: SqlStore, size: Size) -> tuple[str, int]:
    """A cursor near the end of the list, and how many pages of twenty lie before it."""
    reader, cursor, seen = acting(a_user(an_organization())), None, 0
    while seen < size.topics - 2 * _FURTHEST:
        cursor = store.topics.page(reader, TopicQuery(limit=_FURTHEST, cursor=cursor)).next_cursor
        seen += _FURTHEST
    return cursor or "", seen // 20
