"""What one operation may do between the beginning and the end of its transaction, and no longer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from logging import getLogger
from typing import Protocol

from adapters.sql.refusals import Unstorable
from adapters.sql.statements import Hook, Row, Statement

_log = getLogger(__name__)


class Cursor(Protocol):
    """The part of a driver's cursor that is used here."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""
        ...

    def fetchall(self) -> list[Row]:
        """Every row."""
        ...


class Connection(Protocol):
    """The part of a driver's connection that is used here."""

    def execute(self, statement: str, values: Sequence[object] = (), /) -> Cursor:
        """Run one statement."""
        ...


@dataclass(frozen=True, slots=True)
class Speech:
    """How a kind of database is spoken to, and how it says no."""

    dialect: str
    error: type[Exception]
    """What every failure is raised as."""
    translated: Callable[[Exception], Exception]
    """The core's error for such a failure."""


class Block:
    """A connection as one operation sees it; it is blank once the operation has ended."""

    def __init__(self, connection: Connection, speech: Speech) -> None:
        self._connection: Connection | None = connection
        self._speech = speech
        self._hooks: list[Hook] = []
        self._failure: Exception | None = None
        self.has_events = False
        self.changed: set[str] = set()
        """Tables whose rows were changed or taken away."""
        self.written: set[str] = set()
        """Tables that were written to in any way."""

    def rows(self, statement: Statement, **values: object) -> list[Row]:
        """All rows of one query, or of a change that returns some."""
        try:
            return self._execute(statement, values).fetchall()
        except (UnicodeEncodeError, Unstorable):
            return []  # no possible text was asked for: nothing that is stored can be equal to it

    def run(self, statement: Statement, **values: object) -> int:
        """Change something; answers with the number of rows that were changed."""
        return self._execute(statement, values).rowcount

    def after_commit(self, hook: Hook) -> None:
        """Call the hook once everything is durable."""
        self._hooks.append(hook)

    def end(self) -> None:
        """Take the connection away: nothing may happen outside of the transaction."""
        self._connection = None

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

    def _execute(self, statement: Statement, values: dict[str, object]) -> Cursor:
        if self._connection is None:
            raise RuntimeError("the transaction is over: nothing can be read or changed through it")
        if self._failure is not None:
            # the database may have ended the transaction, and would run this in one of its own
            raise RuntimeError(
                "an error ends the transaction: nothing more can be done in it"
            ) from self._failure
        ready = statement.ready(self._speech.dialect)
        arguments = ready.arguments(values)
        if statement.writes:
            self.written.add(statement.writes)
            if statement.changes:
                self.changed.add(statement.changes)
        try:
            return self._connection.execute(ready.text, arguments)
        except self._speech.error as error:
            meaning = self._speech.translated(error)
            if not isinstance(meaning, Unstorable):  # which never reached the database
                self._failure = meaning
            raise meaning from error
