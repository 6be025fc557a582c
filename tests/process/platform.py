"""A whole platform of real processes: servers and workers on one PostgreSQL, one Redis, one mail server.

Each of the three may be taken away from it and given back.
"""

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any

from click.testing import CliRunner

from entrypoints.cli.main import main
from tests.contract.mail_servers import text_of
from tests.process.installation import Installation
from tests.process.waiting import until
from tests.servers import mongo_database
from tests.servers.fixtures import or_skipped
from tests.servers.mail_server import MailServer, mail_server
from tests.servers.mongo_server import MongoServer
from tests.servers.postgres import make_database, of_database
from tests.servers.postgres_server import PostgresServer
from tests.servers.server import private_folder
from tests.servers.valkey_server import ValkeyServer

LIFETIME = 4
"""After how many seconds MongoDB ends what a killed process had begun there."""


@dataclass
class Platform:
    """What the processes share; each installation has a folder and a port of its own."""

    folder: Path
    database: PostgresServer
    redis: ValkeyServer
    post: MailServer
    content: MongoServer | None = None
    """Where the forum is kept, if it isn't in the database."""
    keys: str = field(default_factory=token_hex)

    @property
    def log(self) -> Path:
        """What all workers say."""
        return self.folder / "workers.log"

    @property
    def database_url(self) -> str:
        """The address of its database."""
        return of_database(self.database.url, "p2p")

    def installation(self, name: str) -> Installation:
        """A place for a server or a worker to run in."""
        self.folder.joinpath(name).mkdir()
        one = Installation(self.folder / name)
        one.environment |= {
            "P2P_DATABASE_URL": self.database_url,
            "P2P_BROKER_URL": self.redis.url,
            "P2P_CACHE_URL": self.redis.url,
            "P2P_MAIL_URL": self.post.url,
            "P2P_MAIL_RATE": "1000",
            "P2P_SECRET_KEYS": self.keys,
        }
        if self.content:
            one.environment["P2P_CONTENT_URL"] = mongo_database.of_database(self.content.url, "p2p")
        return one

    def mails_to(self, address: str) -> list[str]:
        """The texts of the mails that came to an address, the oldest first."""
        return [text_of(taken, "plain") for taken in list(self.post.inbox) if taken.recipients == (address,)]

    def token_to(self, address: str, number: int = 1) -> str:
        """The token of the link in the mail of that number to an address, once it has come."""
        until(lambda: len(self.mails_to(address)) >= number)
        return self.mails_to(address)[number - 1].split("#token=")[1].split()[0]


@contextmanager
def gone(server: PostgresServer | ValkeyServer, how: str = "immediate") -> Iterator[None]:
    """While it is stopped; it comes back whatever happens meanwhile."""
    server.stop(how)
    try:
        yield
    finally:
        server.start()


@contextmanager
def platform(folder: Path, *, in_mongo: bool = False) -> Iterator[Platform]:
    """The servers that a platform leans on, empty; gone afterwards, whatever became of them."""
    content = None
    with ExitStack() as stack:
        folders = [stack.enter_context(private_folder(name)) for name in ("postgres", "valkey", "mongo")]
        with or_skipped("a platform's servers"):
            database = PostgresServer(folders[0])
            database.start()
            stack.callback(database.stop, "immediate")
            redis = ValkeyServer(folders[1])
            redis.start()
            stack.callback(redis.stop, "immediate")
            post = stack.enter_context(mail_server("none"))
            if in_mongo:
                content = MongoServer(folders[2], lifetime=LIFETIME)
                content.start()
                stack.callback(content.stop, "immediate")
        make_database(database.url, "p2p")
        yield Platform(folder, database, redis, post, content)


def looked_over(installation: Installation) -> dict[str, Any]:
    """What `p2p doctor` finds wrong, by name; it runs in this process, which spares a start."""
    before = os.umask(0o077)
    try:
        said = CliRunner().invoke(main, ["doctor", "--json"], env=installation.environment, prog_name="p2p")
    finally:
        os.umask(before)
    found: dict[str, Any] = json.loads(said.stdout)
    assert found["ok"] == (said.exit_code == 0)
    return {finding["name"]: finding for finding in found["findings"] if not finding["ok"]}
