"""Stores whose content is in MongoDB, for tests: people in an SQLite file of each test's own."""

from collections.abc import Iterator
from contextlib import contextmanager

from adapters.mongo.content import MongoContent
from adapters.mongo.migration import migrate
from adapters.mongo.schema import COLLECTIONS
from adapters.mongo.server import Server
from adapters.split.store import SplitStore
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from tests.contract.sql_stores import sqlite_store


def patient_server(url: str) -> Server:
    """One that is waited for, also on a busy machine: who loses sight of it refuses all but one."""
    return Server(url, patience_ms=30_000)


@contextmanager
def split_store(url: str, clock: Clock, ids: Ids) -> Iterator[SplitStore]:
    """A store on a database whose collections are there and empty."""
    server = patient_server(url)
    with sqlite_store(clock, ids) as rest:
        content = MongoContent(server, rest.beside, clock, ids)
        try:
            yield SplitStore(rest, content)
        finally:
            content.close()


def made(url: str) -> None:
    """Make the collections."""
    server = patient_server(url)
    migrate(server)
    server.close()


def emptied(url: str) -> None:
    """Take every document away, and leave what holds them."""
    server = patient_server(url)
    for collection in COLLECTIONS:
        server.database[collection.name].delete_many({})
    server.close()
