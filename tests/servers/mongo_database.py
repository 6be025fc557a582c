"""MongoDB for tests: one server a run; each process that tests has a database of its own in it.

`P2P_TEST_MONGO_URL` names somebody's own server instead: a replica set, as whom databases may be made.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from pymongo import MongoClient

from tests.servers.shared import address, own_name

KIND = "mongo"


def of_database(url: str, name: str) -> str:
    """The address of a database on the same server."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@contextmanager
def own_database(purpose: str = "tests") -> Iterator[str]:
    """The address of a database that is not there yet, for this process alone."""
    url = of_database(address(KIND), own_name(purpose))
    yield url
    with _client(url) as client:
        client.drop_database(client.get_default_database())


def emptied(url: str) -> None:
    """Take every collection away."""
    with _client(url) as client:
        database = client.get_default_database()
        for name in database.list_collection_names():
            database.drop_collection(name)


def holds(url: str, collection: str, such: dict[str, Any]) -> bool:
    """Whether there is such a document."""
    with _client(url) as client:
        return client.get_default_database()[collection].find_one(such) is not None


def _client(url: str) -> "MongoClient[dict[str, Any]]":
    return MongoClient(url, tz_aware=True, uuidRepresentation="standard")
