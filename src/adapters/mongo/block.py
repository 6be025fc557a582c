"""One operation's transaction in MongoDB: who writes holds the pen, and nothing is done by halves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging import getLogger
from random import random
from threading import Event
from time import monotonic

from pymongo import ReturnDocument
from pymongo.client_session import ClientSession
from pymongo.errors import PyMongoError
from pymongo.read_concern import ReadConcern

from adapters.mongo.docs import Docs, Place
from adapters.mongo.errors import WHAT, is_transient, translated_errors
from adapters.mongo.kinds import PEN
from adapters.mongo.records import Document
from adapters.mongo.server import KEPT, Server
from adapters.mongo.steps import Step, do_again, packed
from adapters.mongo.unstorable import Unstorable
from adapters.turn import Turn
from p2p_core.shared.errors import Unavailable

PATIENCE = 5.0
"""How long to wait for other processes' pen, in seconds."""
IN_LINE = 30.0
"""How long to stand in line in this process, in seconds: as many as can wait have been served by then."""
_FIRST_WAIT, _LONGEST_WAIT = 0.001, 0.05
_log = getLogger(__name__)
Owed = Callable[[], tuple[int, bytes] | None]
"""The number of the last turn that changed both stores, and what it was to change here."""


class _SecondError(Exception):
    """Somebody else has the pen."""


def nothing() -> None:
    """What is owed where there is no other store."""


class Block:
    """A transaction as one operation sees it; it is blank once the operation has ended."""

    def __init__(self, place: Place, turn: int) -> None:
        self._steps: list[Step] = []
        self._database = place.database
        self._place: Place | None = Place(place.database, self._guarded, place.session, self._steps.append)
        self.turn = turn
        """How many transactions there were, with this one: no other that is kept has the number."""
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

    def changes(self) -> bytes:
        """Everything that was changed so far; nothing, if nothing was."""
        return packed(self._steps, self._database) if self._steps else b""

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

    def __init__(self, server: Server, patience: float = PATIENCE, owed: Owed = nothing) -> None:
        self._server = server
        self._owed = owed
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
        try:
            turn = self._caught_up(session)
            block = Block(Place(self._server.database, translated_errors, session), turn)
            try:
                yield block
                block.must_be_whole()
                _commit(session)
            finally:
                block.end()
        finally:
            self._give_up(session)
        block.announce()

    def _caught_up(self, session: ClientSession) -> int:
        """Begin a transaction; what a turn of before left undone is done first. Answers with its number."""
        turn = self._take_pen(session)
        last, changes = self._owed() or (0, b"")
        if last < turn:
            return turn
        if last > turn:
            _log.error("content in MongoDB is of turn %d, the database knows of turn %d", turn - 1, last)
            raise Unavailable(WHAT, "MongoDB is of an earlier moment than the database")
        with translated_errors():
            do_again(self._server.database, session, changes)
        _commit(session)
        _log.warning("turn %d, which ended between two stores, is done whole", turn)
        return self._take_pen(session)

    def _take_turn(self) -> None:
        """Wait for the others here, but not for ever: one of them may wait for what this thread holds."""
        try:
            self._turn.take(IN_LINE)
        except TimeoutError:
            raise Unavailable(WHAT) from None

    def _session(self) -> ClientSession:
        with translated_errors():
            return self._server.client.start_session()

    def _take_pen(self, session: ClientSession) -> int:
        """Begin a transaction as the only one there is; answers with its number."""
        until, wait = monotonic() + self._patience, _FIRST_WAIT
        while (turn := self._turn_with(session)) is None:
            if monotonic() > until:
                raise Unavailable(WHAT)
            self._rest.wait(wait * (0.5 + random()))  # noqa: S311 - so that not all ask at the same moment
            wait = min(wait * 2, _LONGEST_WAIT)
        return turn

    def _turn_with(self, session: ClientSession) -> int | None:
        try:
            session.start_transaction(ReadConcern("snapshot"), KEPT)
            with self._server.reached():
                found = self._next(session)
        except _SecondError:
            self._give_up(session)
            return None
        if found is None:
            raise Unavailable(WHAT)
        return int(found["turns"])

    def _next(self, session: ClientSession) -> Document | None:
        pen, one_more = self._server.database[PEN], {"$inc": {"turns": 1}}
        after = ReturnDocument.AFTER
        try:
            return pen.find_one_and_update({"_id": PEN}, one_more, return_document=after, session=session)
        except PyMongoError as error:
            if is_transient(error):
                raise _SecondError from error
            raise

    def _give_up(self, session: ClientSession) -> None:
        """Take back what isn't committed; a server that is gone does so by itself."""
        if session.in_transaction:
            try:
                session.abort_transaction()
            except PyMongoError:
                _log.debug("a transaction could not be taken back, and ends by itself", exc_info=True)


def _commit(session: ClientSession) -> None:
    with translated_errors():
        session.commit_transaction()
