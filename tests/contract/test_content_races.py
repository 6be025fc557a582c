"""Many people at one topic at once, whose content is in MongoDB and who are in SQLite."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from random import Random
from threading import Barrier
from typing import cast

import pytest

from adapters.mongo.content import MongoContent
from adapters.mongo.inspections import MongoInspections
from adapters.mongo.kinds import PEN
from adapters.split.store import SplitStore
from adapters.sql.store import SqlStore
from p2p_core.app import Store
from p2p_core.contracts.builders import a_category
from p2p_core.contracts.once import OnceContract
from p2p_core.contracts.stores import at_once
from p2p_core.forum.categories.model import Category
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.ids import Ids, UserId
from p2p_core.shared.once import Once, Replayed
from tests.contract.mongo_stores import emptied, made, patient_server, split_store
from tests.contract.sql_stores import sqlite_store
from tests.contract.test_forum_races import PEOPLE, REFUSED, Square
from tests.servers.fixtures import used_mongo
from tests.world import SetClock

__all__ = ["used_mongo"]


class Joined(SplitStore):
    """Both stores, with the mailbox that people's mails are put into."""

    def __init__(self, rest: SqlStore, content: MongoContent) -> None:
        super().__init__(rest, content)
        self.mailbox = rest.mailbox


@pytest.fixture
def mongo(used_mongo: str) -> str:
    made(used_mongo)
    emptied(used_mongo)
    return used_mongo


@pytest.fixture
def square(mongo: str, clock: Clock, ids: Ids) -> Iterator[Square]:
    with sqlite_store(clock, ids) as rest:
        joined = Joined(rest, MongoContent(patient_server(mongo), rest.beside, clock, ids))
        yield Square(cast("SqlStore", joined), clock, ids)  # as far as it is asked for anything
        joined.close()


def test_everything_at_once_leaves_every_count_right(square: Square, mongo: str, clock: Clock) -> None:
    posts = [square.reply(number, number % 2) for number in range(PEOPLE)]

    def live(number: int) -> None:
        dice = Random(number)  # noqa: S311 - the same each time
        for _ in range(6):
            with suppress(*REFUSED):
                square.act(number, dice, posts)

    at_once(live, PEOPLE)
    found = MongoInspections(mongo).findings(clock.now() + timedelta(seconds=1))
    wrong = [one for one in found if not one.ok and one.name != "search.index"]  # topics made by hand
    assert wrong == []


def test_who_has_what_the_other_wants_waits_for_it_only_so_long(
    mongo: str, clock: Clock, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.mongo.block.IN_LINE", 0.1)
    both, refused = Barrier(2), list[str]()
    with split_store(mongo, clock, ids) as store:

        def cross(number: int) -> None:
            opens = store.begin_content if number else store.begin
            with suppress(Unavailable), opens() as tx:
                if not number:
                    tx.drafts.count(UserId("nobody"))
                both.wait()
                try:
                    added = tx.drafts.count(UserId("nobody")) if number else tx.categories.count()
                except Unavailable:
                    refused.append("people first")
                    raise
                assert added == 0

        at_once(cross, 2)
        assert refused == ["people first"]
        with store.begin_content() as tx:
            assert tx.categories.count() == 0


class ContentFirst:
    """A store whose transactions begin with content."""

    def __init__(self, store: SplitStore) -> None:
        self.begin, self.categories = store.begin_content, store.categories


class TestOnce(OnceContract):
    """Requests that are remembered where content is."""

    @pytest.fixture
    def clock(self) -> SetClock:
        return SetClock()

    @pytest.fixture(autouse=True)
    def _over(self, mongo: str, ids: Ids, clock: SetClock) -> Iterator[None]:
        with split_store(mongo, clock, ids) as store:
            self.store = cast("Store", ContentFirst(store))  # as far as it is asked for anything
            self.set_clock = clock
            yield


def test_what_ended_between_the_two_is_done_whole_by_whoever_comes_next(
    mongo: str, clock: Clock, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The people's side was kept; the process died before content was."""
    with split_store(mongo, clock, ids) as store:
        category, once = (
            a_category(),
            Once(caller=UserId("somebody"), operation="make", key="a-key", content="what"),
        )
        with monkeypatch.context() as dies:
            dies.setattr("adapters.mongo.block._commit", died)
            with pytest.raises(Unavailable):
                in_both_stores(store, category, once)
        assert [*store.categories.all()] == []
        with pytest.raises(Replayed) as told, store.begin_content(once):
            pass
        assert told.value.result == category.id
        assert [one.id for one in store.categories.all()] == [category.id]


def test_what_failed_on_the_peoples_side_never_was(mongo: str, clock: Clock, ids: Ids) -> None:
    with split_store(mongo, clock, ids) as store:
        with pytest.raises(LookupError):
            in_both_stores(store, a_category(), fails=True)
        with store.begin_content() as tx:
            assert tx.categories.count() == 0


def test_content_of_an_earlier_moment_than_the_people_is_not_written_to(
    mongo: str, clock: Clock, ids: Ids
) -> None:
    with split_store(mongo, clock, ids) as store:
        in_both_stores(store, a_category())
        server = patient_server(mongo)
        server.database[PEN].update_one({}, {"$inc": {"turns": -2}})
        with pytest.raises(Unavailable, match="earlier moment"), store.begin_content():
            pass
        server.database[PEN].update_one({}, {"$inc": {"turns": 2}})
        server.close()
        with store.begin_content() as tx:
            assert tx.categories.count() == 1


def in_both_stores(
    store: SplitStore, category: Category, once: Once | None = None, *, fails: bool = False
) -> None:
    """An operation that changes the one and needs the other."""
    with store.begin_content(once) as tx:
        tx.categories.add(category)
        tx.drafts.count(UserId("nobody"))
        tx.result(category.id)
        if fails:
            raise LookupError


def died(_: object) -> None:
    """A commit that nobody hears of any more."""
    raise Unavailable("content")
