"""One operation's transaction in MongoDB: who writes holds the pen, and nothing is done by halves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging import getLogger
from random import random
from threading import Event
from time import monotonic

from pymongo.client_session import ClientSession
from pymongo.errors import PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from adapters.mongo.docs import Docs, Place
from adapters.mongo.errors import is_transient, meaning_of, translated_errors
from adapters.mongo.kinds import PEN
from adapters.mongo.server import Server
from adapters.mongo.unstorable import Unstorable
from adapters.turn import Turn
from p2p_core.shared.errors import Unavailable

PATIENCE = 5.0
"""How long to wait for other processes' pen, in seconds."""
IN_LINE = 30.0
"""How long to stand in line in this process, in seconds: as many as can wait have been served by then."""
_FIRST_WAIT, _LONGEST_WAIT = 0.001, 0.05
_log = getLogger(__name__)


class Block:
    """A transaction as one operation sees it; it is blank once the operation has ended."""

    def __init__(self, place: Place) -> None:
        self._place: Place | None = Place(place.database, self._guarded, place.session)
        self._failure: Exception | None = None
        self._hooks: list[Callable[[], None]] = []
        self.has_events = False
        self.last_numbers: dict[int, int] = {}
        """The last number of the index that was given in each millisecond: nobody else gives any."""

    def __getitem__(self, name: str) -> Docs:
        """A collection by its name."""
        if self._place is None:
            raise RuntimeError("the transaction is over: nothing can be read or changed through it")
        return self._place[name]

    def after_commit(self, hook: Callable[[], None]) -> None:
        """Call the hook once everything is durable."""
        self._hooks.append(hook)

    def end(self) -> None:
        """Let go of the session: nothing may happen outside of the transaction."""
        self._place = None

    def must_be_whole(self) -> None:
        """Refuse an end in peace after an error that was caught: half of the operation is missing."""
        if self._failure is not None:
            raise RuntimeError("an error ends the transaction, it can't be caught inside") from self._failure

    def announce(self) -> None:
        """Call the hooks; what has been promised stands, so one that fails is only told."""
        for hook in self._hooks:
            try:
                hook()
            except Exception:  # noqa: BLE001 - a hook may fail in any way, and the others still have to run
                _log.exception("a hook failed after its transaction was committed")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        if self._place is None:
            raise RuntimeError("the transaction is over: nothing can be read or changed through it")
        if self._failure is not None:
            raise RuntimeError("an error ends the transaction: nothing more can be done in it")
        try:
            with translated_errors():
                yield
        except Unstorable:  # it never reached the server
            raise
        except Exception as error:
            self._failure = error
            raise


class Writer:
    """Hands out transactions one at a time: threads take turns in order of arrival, processes ask again.

    MongoDB makes nobody wait: who comes second to a document is refused at once, wherever in the operation
    that is. So everybody begins with the same document, and is refused there or never.
    """

    def __init__(self, server: Server, patience: float = PATIENCE) -> None:
        self._server = server
        self._turn = Turn()
        self._patience = patience
        self._rest = Event()

    @contextmanager
    def begin(self) -> Iterator[Block]:
        """A transaction; leaving the block makes it durable and visible, an error takes it back."""
        self._take_turn()
        try:
            with self._session() as session:
                yield from self._run(session)
        finally:
            self._turn.pass_on()

    def _run(self, session: ClientSession) -> Iterator[Block]:
        self._take_pen(session)
        block = Block(Place(self._server.database, translated_errors, session))
        try:
            yield block
            block.must_be_whole()
            with translated_errors():
                session.commit_transaction()
        finally:
            block.end()
            self._give_up(session)
        block.announce()

    def _take_turn(self) -> None:
        """Wait for the others here, but not for ever: one of them may wait for what this thread holds."""
        try:
            self._turn.take(IN_LINE)
        except TimeoutError:
            raise Unavailable("storage") from None

    def _session(self) -> ClientSession:
        with translated_errors():
            return self._server.client.start_session()

    def _take_pen(self, session: ClientSession) -> None:
        """Begin a transaction as the only one there is."""
        until, wait = monotonic() + self._patience, _FIRST_WAIT
        while not self._has_pen(session):
            if monotonic() > until:
                raise Unavailable("storage")
            self._rest.wait(wait * (0.5 + random()))  # noqa: S311 - so that not all ask at the same moment
            wait = min(wait * 2, _LONGEST_WAIT)

    def _has_pen(self, session: ClientSession) -> bool:
        try:
            session.start_transaction(ReadConcern("snapshot"), WriteConcern("majority"))
            pen = self._server.database[PEN]
            found = pen.update_one({"_id": PEN}, {"$inc": {"turns": 1}}, session=session)
        except PyMongoError as error:
            self._give_up(session)
            if is_transient(error):
                return False
            raise meaning_of(error) from error
        if not found.matched_count:
            self._give_up(session)
            raise Unavailable("storage")
        return True

    def _give_up(self, session: ClientSession) -> None:
        """Take back what isn't committed; a server that is gone does so by itself."""
        if session.in_transaction:
            try:
                session.abort_transaction()
            except PyMongoError:
                _log.debug("a transaction could not be taken back, and ends by itself", exc_info=True)
