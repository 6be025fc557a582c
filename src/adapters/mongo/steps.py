"""What a transaction changes, as data: so that it can be done once more where its process ended too early."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import bson
from pymongo.client_session import ClientSession
from pymongo.database import Database

from adapters.mongo.records import Document

_DO = frozenset({"insert_one", "update_one", "update_many", "delete_many"})


@dataclass(frozen=True, slots=True)
class Step:
    """One command that changed documents."""

    collection: str
    do: str
    what: Sequence[Any]
    """What it was given, in order."""
    upsert: bool = False


def packed(steps: Iterable[Step], database: Database[Document]) -> bytes:
    """All of them, in their order."""
    lines = [[step.collection, step.do, [*step.what], step.upsert] for step in steps]
    return bytes(bson.encode({"steps": lines}, codec_options=database.codec_options))


def do_again(database: Database[Document], session: ClientSession, pack: bytes) -> None:
    """Take the same steps, on documents that are as they were then."""
    found = bson.decode(pack, codec_options=database.codec_options)
    for collection, do, what, upsert in found["steps"]:
        if do not in _DO:
            raise ValueError(do)
        named: Mapping[str, Any] = {"upsert": True} if upsert else {}
        getattr(database[collection], do)(*what, session=session, **named)
