"""What MongoDB has to be before content is kept in it, and what its collections refuse."""

from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from pymongo.errors import WriteError

from adapters.mongo import migration
from adapters.mongo.block import Writer
from adapters.mongo.kinds import CATEGORY, PEN, SCHEMA, TOPIC
from adapters.mongo.migration import OtherSchemaError, migrate, missing, must_be_current
from adapters.mongo.schema import COLLECTIONS, VERSION
from adapters.mongo.server import NoReplicaSetError, Server
from p2p_core.contracts.builders import a_category
from p2p_core.shared.errors import Unavailable
from tests.contract.mongo_stores import patient_server
from tests.servers.fixtures import mongo_url, used_mongo
from tests.servers.mongo_database import of_database
from tests.servers.mongo_server import MongoServer
from tests.servers.server import free_port, private_folder, until

__all__ = ["mongo_url", "used_mongo"]


@pytest.fixture
def server(mongo_url: str) -> Iterator[Server]:
    """A database without any collections."""
    server = patient_server(mongo_url)
    yield server
    server.close()


def test_an_empty_database_is_refused_until_it_is_migrated(server: Server) -> None:
    with pytest.raises(OtherSchemaError, match="run p2p migrate"):
        must_be_current(server)
    assert migrate(server)
    must_be_current(server)
    assert not migrate(server), "what is current is left alone"


def test_a_lost_index_or_validator_is_named_and_made_again(server: Server) -> None:
    migrate(server)
    server.database[CATEGORY.collection].drop_index("slug")
    server.database.command("collMod", TOPIC.collection, validator={})
    assert missing(server) == ["categories.slug", "topics.validator"]
    with pytest.raises(OtherSchemaError, match=r"categories\.slug, topics\.validator"):
        must_be_current(server)
    assert migrate(server)
    assert missing(server) == []


def test_an_older_version_is_brought_up_and_an_index_of_before_goes(server: Server) -> None:
    migrate(server)
    server.database[SCHEMA].update_one({}, {"$set": {"version": VERSION - 1}})
    server.database[TOPIC.collection].create_index([("title", 1)], name="of_before")
    with pytest.raises(OtherSchemaError, match=f"version {VERSION - 1}"):
        must_be_current(server)
    migrate(server)
    must_be_current(server)
    assert "of_before" not in server.database[TOPIC.collection].index_information()


def test_what_a_newer_program_wrote_is_left_alone(server: Server) -> None:
    migrate(server)
    server.database[SCHEMA].update_one({}, {"$set": {"version": VERSION + 1}})
    for touch in (migrate, must_be_current, migration.is_current):
        with pytest.raises(OtherSchemaError, match="newer program"):
            touch(server)


def test_a_server_that_stands_alone_is_refused_with_what_to_do(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Callable[..., dict[str, object]] = type(server.client.admin).command

    def alone(database: object, command: str, *rest: object, **named: object) -> dict[str, object]:
        said = asked(database, command, *rest, **named)
        return {name: value for name, value in said.items() if name != "setName"}

    monkeypatch.setattr(type(server.client.admin), "command", alone)
    with pytest.raises(NoReplicaSetError, match=r"--replSet .* rs\.initiate"):
        must_be_current(server)


def test_a_server_that_is_away_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.mongo.server.PATIENCE_MS", 100)
    server = Server(f"mongodb://127.0.0.1:{free_port()}/p2p")
    try:
        with pytest.raises(Unavailable):
            must_be_current(server)
        with pytest.raises(Unavailable):
            server.ping()
    finally:
        server.close()


def test_every_collection_refuses_what_is_not_of_its_kind(server: Server) -> None:
    migrate(server)
    for collection in COLLECTIONS:
        with pytest.raises(WriteError, match="validation"):
            server.database[collection.name].insert_one({"_id": "odd"})
    server.database[CATEGORY.collection].insert_one(CATEGORY.document(a_category()) | {"topic_count": 0})
    for change in ({"$inc": {"topic_count": -1}}, {"$set": {"more": 1}}, {"$set": {"slug": 5}}):
        with pytest.raises(WriteError, match="validation"):
            server.database[CATEGORY.collection].update_one({}, change)


def test_who_waits_for_another_processs_pen_too_long_is_told_so(server: Server) -> None:
    migrate(server)
    here, elsewhere = Writer(server, patience=0.05), Writer(server)
    with elsewhere.begin() as block:
        block[CATEGORY.collection].count({})
        with pytest.raises(Unavailable), here.begin():
            pass
    with here.begin():
        assert server.database[PEN].count_documents({}) == 1


def test_a_lost_server_is_waited_for_by_one_and_refused_to_all_others() -> None:
    with private_folder("mongo") as folder:
        program = MongoServer(folder)
        program.start()
        waited = patient_server(of_database(program.url, "p2p"))
        waited.ping()
        waited.close()
        server = Server(of_database(program.url, "p2p"), patience_ms=1_500)
        place = server.reads()
        assert place[CATEGORY.collection].count({}) == 0
        program.stop("immediate")
        with pytest.raises(Unavailable):
            place[CATEGORY.collection].count({})
        began = monotonic()
        for _ in range(20):
            with pytest.raises(Unavailable):
                place[CATEGORY.collection].count({})
        assert monotonic() - began < 1
        program.start()
        assert until(lambda: bool(server.client.topology_description.has_writable_server()), 10)
        assert place[CATEGORY.collection].count({}) == 0
        server.close()
        program.stop("immediate")
