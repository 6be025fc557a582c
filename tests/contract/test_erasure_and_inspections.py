"""Erasing organizations and looking a store over, in every store."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters.memory.store import MemoryStore
from adapters.mongo.content import MongoContent
from adapters.mongo.inspections import MongoInspections
from adapters.split.erasure import SplitErasure
from adapters.split.inspections import SplitInspections
from adapters.split.store import SplitStore
from adapters.sql.erasure import SqlErasure
from adapters.sql.postgres.inspections import PostgresInspections
from adapters.sql.sqlite.inspections import SqliteInspections
from adapters.sql.sqlite.store import SqliteStore
from p2p_core.app import Store
from p2p_core.contracts.deletions import DeletionsContract
from p2p_core.contracts.erasures import ErasureContract
from p2p_core.contracts.inspections import IndexInspectionsContract, InspectionsContract
from p2p_core.shared.clock import Clock
from p2p_core.shared.erasure import Erasure
from p2p_core.shared.ids import Ids
from p2p_core.shared.inspections import Inspections
from tests.contract.mongo_stores import emptied, made, patient_server
from tests.contract.sql_stores import fast_directory, migrated_file, postgres_store
from tests.servers.fixtures import used_mongo

__all__ = ["used_mongo"]


@dataclass
class Kept:
    store: Store
    erasure: Erasure
    inspections: Inspections


def in_memory(clock: Clock, ids: Ids) -> Iterator[Kept]:
    store = MemoryStore(clock, ids)
    yield Kept(store, store.erasure, store.inspections)


def in_sqlite(clock: Clock, ids: Ids) -> Iterator[Kept]:
    with fast_directory() as directory:
        path = migrated_file(Path(directory))
        store = SqliteStore(path, clock, ids)
        try:
            yield Kept(store, SqlErasure(store.begin), SqliteInspections(path))
        finally:
            store.close()


def in_postgres(url: str, clock: Clock, ids: Ids) -> Iterator[Kept]:
    with postgres_store(url, clock, ids) as store:
        yield Kept(store, SqlErasure(store.begin), PostgresInspections(url))


@pytest.fixture
def in_both(used_mongo: str, clock: Clock, ids: Ids) -> Iterator[Kept]:
    """People in SQLite, content in MongoDB."""
    made(used_mongo)
    emptied(used_mongo)
    with fast_directory() as directory:
        path = migrated_file(Path(directory))
        rest = SqliteStore(path, clock, ids)
        store = SplitStore(rest, MongoContent(patient_server(used_mongo), rest.beside, clock, ids))
        inspections = SplitInspections(SqliteInspections(path), MongoInspections(used_mongo))
        try:
            yield Kept(store, SplitErasure(store.begin_content), inspections)
        finally:
            store.close()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, clock: Clock, ids: Ids) -> Iterator[Kept]:
    match request.param:
        case "memory":
            yield from in_memory(clock, ids)
        case "sqlite":
            yield from in_sqlite(clock, ids)
        case _:
            yield from in_postgres(request.getfixturevalue("postgres_url"), clock, ids)


class OverEveryStore:
    @pytest.fixture(autouse=True)
    def _over(self, kept: Kept, clock: Clock) -> None:
        self.store = kept.store
        self.erasure = kept.erasure
        self.inspections = kept.inspections
        self.now = clock.now


class TestErasure(OverEveryStore, ErasureContract):
    pass


class TestErasureFromBoth(ErasureContract):
    @pytest.fixture(autouse=True)
    def _over(self, in_both: Kept, clock: Clock) -> None:
        self.store = in_both.store
        self.erasure = in_both.erasure
        self.inspections = in_both.inspections
        self.now = clock.now


class TestInspections(OverEveryStore, InspectionsContract):
    pass


class TestIndexInspections(OverEveryStore, IndexInspectionsContract):
    pass


class TestDeletions(OverEveryStore, DeletionsContract):
    pass
