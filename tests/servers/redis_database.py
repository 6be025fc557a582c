"""Redis for tests: one server a run; each process that tests has the number of a database to itself.

`P2P_TEST_REDIS_URL` names somebody's own server instead. There a number is taken only if it is free of keys
and of other runs, which is noted in its database 0 for as long as it lasts. Channels of publish and
subscribe know no numbers: what listens on them hears all who test.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from redis import Redis
from redis.exceptions import ResponseError

from tests.servers.server import CannotServe
from tests.servers.shared import RUN, WORKER, address

KIND = "redis"
_HOURS = 6


def of_number(url: str, number: int) -> str:
    """The address of a database on the same server."""
    return urlsplit(url)._replace(path=f"/{number}").geturl()


@contextmanager
def own_number() -> Iterator[str]:
    """The address of an empty database, for this process alone."""
    url = address(KIND)
    with Redis.from_url(of_number(url, 0)) as register:
        number = _taken(url, register)
        try:
            yield of_number(url, number)
            emptied(of_number(url, number))
        finally:
            register.delete(_note(number))


def emptied(url: str) -> None:
    """Delete every key of a database that is ours."""
    with Redis.from_url(url) as database:
        database.flushdb()


def _taken(url: str, register: "Redis") -> int:
    number = 0
    while _is_there(url, number := number + 1):
        if not register.set(_note(number), f"{RUN} {WORKER}", nx=True, ex=_HOURS * 3600):
            continue
        if _is_empty(url, number):
            return number
        register.delete(_note(number))
    raise CannotServe("no database of the server is empty")


def _note(number: int) -> str:
    return f"p2p_test_database_{number}"


def _is_there(url: str, number: int) -> bool:
    try:
        return _is_empty(url, number) in {True, False}
    except ResponseError:
        return False


def _is_empty(url: str, number: int) -> bool:
    with Redis.from_url(of_number(url, number)) as database:
        return int(database.dbsize()) == 0
