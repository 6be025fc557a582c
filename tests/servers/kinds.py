"""The servers that a run may share, by the name under which the guard starts them."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.servers.mongo_server import MongoServer
from tests.servers.postgres_server import PostgresServer
from tests.servers.s3_server import S3Server
from tests.servers.server import Server
from tests.servers.valkey_server import ValkeyServer

KINDS: Mapping[str, Callable[[Path], Server]] = {
    "postgres": PostgresServer,
    "redis": ValkeyServer,
    "s3": S3Server,
    "mongo": MongoServer,
}
