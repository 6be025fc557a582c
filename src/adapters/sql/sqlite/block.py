"""What one operation may do between the beginning and the end of its transaction, and no longer."""

from logging import getLogger

from adapters.sql.sqlite.driver import DRIVER, Connection, Cursor
from adapters.sql.sqlite.errors import translated
from adapters.sql.statements import Hook, Row, Statement

_log = getLogger(__name__)


class Block:
    """The write connection as one operation sees it; it is blank once the operation has ended."""

    def __init__(self, connection: Connection) -> None:
        self._connection: Connection | None = connection
        self._hooks: list[Hook] = []
        self._failure: Exception | None = None
        self.has_events = False

    def rows(self, statement: Statement, **values: object) -> list[Row]:
        """All rows of one query, or of a change that returns some."""
        try:
            return self._execute(statement, values).fetchall()
        except UnicodeEncodeError:
            return []  # half a character was asked for: nothing that is stored can be equal to it

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
            # SQLite may have ended the transaction, and would run this in one of its own
            raise RuntimeError(
                "an error ends the transaction: nothing more can be done in it"
            ) from self._failure
        ready = statement.ready("sqlite")
        arguments = ready.arguments(values)
        try:
            return self._connection.execute(ready.text, arguments)
        except DRIVER.error as error:
            self._failure = translated(error)
            raise self._failure from error
