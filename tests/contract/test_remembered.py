"""Categories are remembered until anything writes to their table, in this process or in another."""

from collections.abc import Iterator

import pytest

from adapters.cache.cache import RedisCache
from adapters.cache.server import RedisServer
from adapters.memory.cache import MemoryCache
from adapters.sql.remembered import TAGS, RememberedCategories
from adapters.sql.store import SqlStore
from adapters.sql.tables import METADATA
from adapters.sql.transaction import SqlTransaction
from p2p_core.contracts.builders import a_category
from p2p_core.contracts.expect import raises
from p2p_core.forum.categories.model import Category
from p2p_core.shared.cache import Cache
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from tests.contract.sql_stores import postgres_store


@pytest.fixture
def shared(redis_url: str) -> Iterator[Cache]:
    server = RedisServer(redis_url, "p2p", patience=30)
    yield RedisCache(server)
    server.close()


def put_up(store: SqlStore) -> Category:
    category = a_category()
    with store.begin() as tx:
        tx.categories.add(category)
    return category


def reader(store: SqlStore) -> RememberedCategories:
    assert isinstance(store.categories, RememberedCategories)
    return store.categories


def test_tags_are_tables() -> None:
    assert METADATA.tables.keys() >= TAGS


def test_what_was_read_once_is_the_same_when_it_is_remembered(sql_store: SqlStore) -> None:
    put_up(sql_store)
    read, remembered = [*sql_store.categories.all()], [*sql_store.categories.all()]
    assert remembered == read == [*reader(sql_store).reader.all()]
    assert len(read) == 1


def test_it_is_not_read_again(sql_store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    put_up(sql_store)
    sql_store.categories.all()
    monkeypatch.delattr(type(reader(sql_store).reader), "all")
    assert len(sql_store.categories.all()) == 1


def test_every_change_is_seen_at_once(sql_store: SqlStore) -> None:
    def topic_added(tx: SqlTransaction, category: Category) -> None:
        tx.categories.topic_added(category.id)

    def renamed(tx: SqlTransaction, category: Category) -> None:
        category = tx.categories.get(category.id)
        category.name = "Lean"
        tx.categories.save(category)

    def removed(tx: SqlTransaction, category: Category) -> None:
        tx.categories.remove(category.id)

    category = put_up(sql_store)
    for change in (topic_added, renamed, removed):
        before = [*sql_store.categories.all()]
        with sql_store.begin() as tx:
            change(tx, category)
        assert [*sql_store.categories.all()] != before, change.__name__
    assert [*sql_store.categories.all()] == []


def test_what_was_taken_back_is_never_seen(sql_store: SqlStore) -> None:
    category = put_up(sql_store)
    with raises(LookupError), sql_store.begin() as tx:
        tx.categories.topic_added(category.id)
        assert sql_store.categories.all()[0].topic_count == 0
        raise LookupError
    assert sql_store.categories.all()[0].topic_count == 0


def test_what_cannot_be_read_any_more_is_read_anew(sql_store: SqlStore) -> None:
    put_up(sql_store)
    sql_store.categories.all()
    cache = reader(sql_store).cache
    assert isinstance(cache, MemoryCache)
    for damaged in (b"[{}]", b"\xff", b""):
        kept = next(iter(vars(cache)["_kept"].values()))
        object.__setattr__(kept, "value", damaged)
        assert len(sql_store.categories.all()) == 1


def test_another_process_sees_a_change_at_once_when_they_share_a_cache(
    postgres_url: str, shared: Cache, redis_url: str, clock: Clock, ids: Ids
) -> None:
    server = RedisServer(redis_url, "p2p", patience=30)
    here = postgres_store(postgres_url, clock, ids, shared)
    there = postgres_store(postgres_url, clock, ids, RedisCache(server))
    with here as one, there as other:
        category = put_up(one)
        for count in range(3):
            assert one.categories.all()[0].topic_count == other.categories.all()[0].topic_count == count
            with (one, other)[count % 2].begin() as tx:
                tx.categories.topic_added(category.id)
    server.close()
