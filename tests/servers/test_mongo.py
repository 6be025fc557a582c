"""The MongoDB that tests use: a replica set of one, on which transactions work."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from pymongo import MongoClient

Client = MongoClient[dict[str, Any]]


@pytest.fixture
def client(mongo_url: str) -> Iterator[Client]:
    with MongoClient[dict[str, Any]](mongo_url, tz_aware=True, uuidRepresentation="standard") as connected:
        yield connected


def test_it_is_a_replica_set(client: Client) -> None:
    assert client.admin.command("hello")["setName"]


def test_each_test_finds_its_database_empty(client: Client) -> None:
    database = client.get_default_database()
    assert database.list_collection_names() == []
    database["left"].insert_one({"behind": True})


test_what_a_test_leaves_the_next_does_not_find = test_each_test_finds_its_database_empty


def test_a_transaction_is_seen_by_others_when_it_is_over(client: Client) -> None:
    topics = client.get_default_database()["topics"]
    topics.insert_one({"_id": 1, "title": "before"})
    with client.start_session() as session:
        with session.start_transaction():
            topics.insert_one({"_id": 2}, session=session)
            topics.update_one({"_id": 1}, {"$set": {"title": "after"}}, session=session)
            assert topics.count_documents({}) == 1
            assert topics.find_one({"_id": 1}) == {"_id": 1, "title": "before"}
        assert topics.find_one({"_id": 1}) == {"_id": 1, "title": "after"}
        assert topics.count_documents({}) == 2


def test_a_transaction_that_fails_leaves_nothing(client: Client) -> None:
    topics = client.get_default_database()["topics"]
    topics.insert_one({"_id": 1})
    with client.start_session() as session, suppress(LookupError), session.start_transaction():
        topics.insert_one({"_id": 2}, session=session)
        topics.delete_one({"_id": 1}, session=session)
        raise LookupError
    assert [topic["_id"] for topic in topics.find()] == [1]
