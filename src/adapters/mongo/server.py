"""The MongoDB server that keeps content: how it is reached, and what it must be."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from threading import Lock
from time import monotonic
from urllib.parse import urlsplit

from bson.codec_options import TypeDecoder, TypeRegistry
from bson.int64 import Int64
from pymongo import MongoClient
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from adapters.mongo.docs import Place
from adapters.mongo.errors import WHAT, translated_errors
from adapters.mongo.records import Document
from p2p_core.shared.errors import Unavailable

PATIENCE_MS = 3_000
"""How long an operation waits for a server that doesn't answer."""
ANSWER_MS = 10_000
"""How long one command may take."""
_LOOK_EVERY_MS = 1_000
"""How soon a server is noticed that comes back."""
_REST = 1.0
"""For how many seconds nobody waits for a server that was waited for in vain."""
USUAL_DATABASE = "p2p"
KEPT = WriteConcern("majority", j=True)
"""What a majority has in its journal is what neither a fail-over nor a crash takes back."""


class _PlainNumbers(TypeDecoder):
    """Large numbers are numbers: what BSON calls them is nobody's business."""

    bson_type = Int64

    def transform_bson(self, value: int) -> int:
        """As Python has it."""
        return int(value)


class NoReplicaSetError(RuntimeError):
    """The server stands alone: it knows no transactions, and content without them isn't kept."""

    def __init__(self) -> None:
        super().__init__(
            "the MongoDB server at P2P_CONTENT_URL is no replica set, so it has no transactions; start it "
            "with --replSet and run rs.initiate() once (one member is enough)"
        )


class Server:
    """A client with its own few connections; it connects when somebody asks, not before."""

    def __init__(self, url: str, patience_ms: int | None = None) -> None:
        """Wait for a server that doesn't answer as long as usual, or so long."""
        patience_ms = PATIENCE_MS if patience_ms is None else patience_ms
        self.client: MongoClient[Document] = MongoClient(
            url,
            appname="p2p-sandbox",
            tz_aware=True,
            tzinfo=UTC,
            type_registry=TypeRegistry([_PlainNumbers()]),
            uuidRepresentation="standard",
            serverSelectionTimeoutMS=patience_ms,
            connectTimeoutMS=patience_ms,
            socketTimeoutMS=ANSWER_MS,
            heartbeatFrequencyMS=_LOOK_EVERY_MS,
        )
        self.database = self.client.get_database(
            urlsplit(url).path.strip("/") or USUAL_DATABASE,
            write_concern=KEPT,
            read_concern=ReadConcern("local"),
        )

        self._waiting, self._was_there, self._again_at = Lock(), False, 0.0

    def reads(self) -> Place:
        """The database as everybody sees it."""
        return Place(self.database, self.reached)

    @contextmanager
    def reached(self) -> Iterator[None]:
        """Around a command: while a server is lost that was there, one waits for it, others are refused.

        Else all threads would stand here, and none be left for what is kept elsewhere.
        """
        is_lost = self._was_there and not self.client.topology_description.has_writable_server()
        if is_lost and (monotonic() < self._again_at or not self._waiting.acquire(blocking=False)):
            raise Unavailable(WHAT)
        try:
            with translated_errors():
                yield
            self._was_there = True
        except Unavailable:
            self._again_at = monotonic() + _REST
            raise
        finally:
            if is_lost:
                self._waiting.release()

    def must_have_transactions(self) -> None:
        """Refuse a server that stands alone; raises ``NoReplicaSetError`` or ``Unavailable``."""
        with translated_errors():
            said = self.client.admin.command("hello")
        if "setName" not in said:
            raise NoReplicaSetError

    def ping(self) -> None:
        """Raise ``Unavailable`` when nothing can be read."""
        with translated_errors():
            self.client.admin.command("ping")

    def close(self) -> None:
        """Let go of the connections."""
        self.client.close()
