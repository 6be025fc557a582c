"""Making and updating collections, and refusing to work with others: their version is kept beside them."""

from collections.abc import Mapping
from typing import Any

from adapters.mongo.errors import translated_errors
from adapters.mongo.kinds import PEN, SCHEMA
from adapters.mongo.schema import COLLECTIONS, VERSION, Collection, Index
from adapters.mongo.server import Server

_THE_SCHEMA = {"_id": "schema"}


class OtherSchemaError(RuntimeError):
    """The collections aren't what this version works with."""


def migrate(server: Server) -> bool:
    """Make or update every collection; false when they had been current. Can be run again at any time."""
    server.must_have_transactions()
    version = version_of(server)
    if version > VERSION:
        raise OtherSchemaError(_newer(version))
    if version == VERSION and not missing(server):
        return False
    with translated_errors():
        for collection in COLLECTIONS:
            _make(server, collection)
        server.database[PEN].update_one({"_id": PEN}, {"$setOnInsert": {"turns": 0}}, upsert=True)
        server.database[SCHEMA].update_one(_THE_SCHEMA, {"$set": {"version": VERSION}}, upsert=True)
    return True


def must_be_current(server: Server) -> None:
    """Refuse a server that isn't ready; raises ``NoReplicaSetError`` or ``OtherSchemaError``."""
    server.must_have_transactions()
    version = version_of(server)
    if version > VERSION:
        raise OtherSchemaError(_newer(version))
    lacking = missing(server)
    if version < VERSION or lacking:
        what = f": {', '.join(lacking)}" if lacking else ""
        raise OtherSchemaError(
            f"the content in MongoDB has version {version}, this program works with {VERSION}{what}; "
            "run p2p migrate"
        )


def is_current(server: Server) -> bool:
    """Whether nothing has to be made first; raises where no migration would help."""
    server.must_have_transactions()
    version = version_of(server)
    if version > VERSION:
        raise OtherSchemaError(_newer(version))
    return version == VERSION and not missing(server)


def version_of(server: Server) -> int:
    """Which version the collections have; 0 where there are none."""
    with translated_errors():
        found = server.database[SCHEMA].find_one(_THE_SCHEMA)
    return int(found["version"]) if found else 0


def missing(server: Server) -> list[str]:
    """Collections, validators and indexes that aren't there as they should be, by their names."""
    with translated_errors():
        there = {one["name"]: one.get("options", {}) for one in server.database.list_collections()}
        lacking = [name for name in (PEN,) if name not in there]
        for collection in COLLECTIONS:
            if collection.name not in there:
                lacking.append(collection.name)
                continue
            if there[collection.name].get("validator") != collection.rules:
                lacking.append(f"{collection.name}.validator")
            known = server.database[collection.name].index_information()
            lacking += [
                f"{collection.name}.{index.name}"
                for index in collection.indexes
                if not _is_there(index, known.get(index.name))
            ]
    return lacking


def _make(server: Server, collection: Collection) -> None:
    database = server.database
    if collection.name in database.list_collection_names():
        database.command("collMod", collection.name, validator=collection.rules)
    else:
        database.create_collection(collection.name, validator=collection.rules)
    known = database[collection.name].index_information()
    for index in collection.indexes:
        if index.name in known and not _is_there(index, known[index.name]):
            database[collection.name].drop_index(index.name)
        only: dict[str, Any] = {"partialFilterExpression": index.only} if index.only else {}
        database[collection.name].create_index(list(index.keys), name=index.name, unique=index.unique, **only)
    for name in {*known} - {"_id_", *(index.name for index in collection.indexes)}:
        database[collection.name].drop_index(name)


def _is_there(index: Index, known: Mapping[str, Any] | None) -> bool:
    return (
        known is not None
        and [(name, int(order)) for name, order in known["key"]] == list(index.keys)
        and bool(known.get("unique", False)) == index.unique
        and dict(known.get("partialFilterExpression") or {}) == dict(index.only or {})
    )


def _newer(version: int) -> str:
    return (
        f"the content in MongoDB has version {version}, which is newer than this program's {VERSION}: "
        "a newer program wrote it, and only such a one may change it"
    )
