"""The Redis that tests use: one server for all, a database for each."""

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as GoneError

from tests.servers import redis_database
from tests.servers.redis_database import of_number, own_number
from tests.servers.valkey_server import ValkeyServer


def test_it_answers_and_each_test_finds_it_empty(redis_url: str) -> None:
    with Redis.from_url(redis_url) as database:
        assert database.dbsize() == 0
        database.set("left", "behind")


test_what_a_test_leaves_the_next_does_not_find = test_it_answers_and_each_test_finds_it_empty


def test_those_who_share_it_do_not_see_each_other(redis_url: str) -> None:
    with own_number() as other, Redis.from_url(redis_url) as ours, Redis.from_url(other) as theirs:
        ours.set("key", "ours")
        theirs.set("key", "theirs")
        theirs.flushdb()
        assert other != redis_url
        assert ours.get("key") == b"ours"


def test_a_database_with_keys_in_it_is_nobodys_to_take(
    own_redis: ValkeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server where nobody else looks for one meanwhile."""
    monkeypatch.setattr(redis_database, "address", lambda _: own_redis.url)
    with Redis.from_url(of_number(own_redis.url, 1)) as database:
        database.set("somebody's", "own")
        with own_number() as other:
            assert other == of_number(own_redis.url, 2)
        assert database.get("somebody's") == b"own"


def test_one_that_is_stopped_is_gone_and_comes_back_empty_at_the_same_address(
    own_redis: ValkeyServer,
) -> None:
    with Redis.from_url(own_redis.url) as database:
        for how in ("fast", "immediate"):
            database.set("key", "value")
            own_redis.stop(how)
            with pytest.raises(GoneError):
                database.get("key")
            own_redis.start()
            assert database.get("key") is None


def test_whoever_has_no_password_is_refused(redis_url: str) -> None:
    without = redis_url.partition("@")[2]
    with Redis.from_url(f"redis://{without}") as database, pytest.raises(GoneError, match="authenticate"):
        database.get("key")
