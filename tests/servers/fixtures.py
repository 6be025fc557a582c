"""Servers as fixtures, for whichever tests need them: import them into a conftest."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

import pytest

from tests.servers import mongo_database, redis_database, s3_buckets
from tests.servers.mail_server import MailServer, Security, mail_server
from tests.servers.mongo_server import MongoServer
from tests.servers.postgres import emptied, migrated_database
from tests.servers.postgres_server import PostgresServer
from tests.servers.s3_buckets import S3
from tests.servers.server import CannotServe, Server, private_folder
from tests.servers.shared import given
from tests.servers.valkey_server import ValkeyServer

Given = TypeVar("Given")
Own = TypeVar("Own", bound=Server)


@contextmanager
def or_skipped(name: str) -> Iterator[None]:
    """What can't run here is skipped with the reason; `p2p test` lists it, or fails where it is required."""
    try:
        yield
    except CannotServe as reason:
        pytest.skip(f"{name}: {reason}")


def _shared(name: str, used: AbstractContextManager[Given]) -> Iterator[Given]:
    with ExitStack() as until_the_end:
        with or_skipped(name):
            ours = until_the_end.enter_context(used)
        yield ours


def _own(name: str, kind: Callable[[Path], Own]) -> Iterator[Own]:
    with private_folder(name.lower()) as folder:
        with or_skipped(name):
            server = kind(folder)
            server.start()
        yield server
        server.stop("immediate")


@pytest.fixture(scope="session")
def migrated_postgres() -> Iterator[str]:
    """The address of a PostgreSQL database with the current schema and whatever the last test left."""
    yield from _shared("PostgreSQL", migrated_database())


@pytest.fixture
def postgres_url(migrated_postgres: str) -> str:
    """The same without any rows."""
    emptied(migrated_postgres)
    return migrated_postgres


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server that may be stopped."""
    yield from _own("PostgreSQL", PostgresServer)


@pytest.fixture(scope="session")
def used_redis() -> Iterator[str]:
    """The address of a Redis database with whatever the last test left."""
    yield from _shared("Redis", redis_database.own_number())


@pytest.fixture
def redis_url(used_redis: str) -> str:
    """The same without any keys."""
    redis_database.emptied(used_redis)
    return used_redis


@pytest.fixture
def own_redis() -> Iterator[ValkeyServer]:
    """A Redis server that may be stopped and flushed; when it starts again it has forgotten everything."""
    yield from _own("Redis", ValkeyServer)


@pytest.fixture(scope="session")
def s3_server() -> S3:
    """An S3 server that checks signatures; buckets are made on it with `own_bucket`."""
    with or_skipped("S3"):
        return s3_buckets.server()


@pytest.fixture
def s3_bucket(s3_server: S3) -> Iterator[str]:
    """The name of a new bucket on it."""
    with s3_buckets.own_bucket(s3_server) as name:
        yield name


@pytest.fixture(scope="session")
def used_mongo() -> Iterator[str]:
    """The address of a MongoDB database with whatever the last test left."""
    yield from _shared("MongoDB", mongo_database.own_database())


@pytest.fixture
def mongo_url(used_mongo: str) -> str:
    """The same without any collections, on a replica set: transactions work."""
    mongo_database.emptied(used_mongo)
    return used_mongo


@pytest.fixture
def own_mongo() -> Iterator[MongoServer]:
    """A MongoDB that may be stopped, with what it has, and soon ends what a killed process had begun."""
    yield from _own("MongoDB", partial(MongoServer, lifetime=5))


class MakeMailServer(Protocol):
    """Starts a mail server that runs until the test ends."""

    def __call__(
        self, security: Security = "none", accounts: Mapping[str, str] | None = None
    ) -> MailServer: ...


@pytest.fixture
def make_smtp_server() -> Iterator[MakeMailServer]:
    """Mail servers of whatever kind a test needs."""
    with ExitStack() as until_the_end:

        def make(security: Security = "none", accounts: Mapping[str, str] | None = None) -> MailServer:
            with or_skipped("SMTP"):
                return until_the_end.enter_context(mail_server(security, accounts))

        yield make


@pytest.fixture
def smtp_server(make_smtp_server: MakeMailServer) -> MailServer:
    """A mail server that takes everything from everybody, until a test tells it otherwise."""
    return make_smtp_server()


@pytest.fixture
def smtp_url(request: pytest.FixtureRequest) -> str:
    """Where mails can be handed over: `P2P_TEST_SMTP_URL`, or a server of the test's own."""
    return given("smtp") or str(request.getfixturevalue("smtp_server").url)
