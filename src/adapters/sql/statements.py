"""Statements compiled once by SQLAlchemy and run as text on the driver's own connection.

SQLAlchemy's execution costs several times what such small statements take; its compiler is needed
only once for each statement and database.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import Delete, Dialect, Executable, Insert, Update
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement

from adapters.sql.dialects import DIALECTS, kept_prepared

Row = tuple[Any, ...]
"""What a driver hands out; the columns' types say what is in it."""

MOST = 2**63 - 1
"""The largest whole number a database keeps."""

Convert = Callable[[Any], Any]
Hook = Callable[[], None]


class Ready:
    """A statement as text for one database, with the order and the conversions of its values."""

    def __init__(self, compiled: SQLCompiler, dialect: Dialect) -> None:
        names = compiled.positiontup or ()
        binds = [compiled.binds[name] for name in names]
        self.text = kept_prepared(dialect.name, str(compiled))
        # values written into the statement itself; all others have to be given each time
        self._fixed = {name: bind.value for name, bind in zip(names, binds, strict=True) if not bind.required}
        self._places: tuple[tuple[str, Convert | None], ...] = tuple(
            (name, bind.type.dialect_impl(dialect).bind_processor(dialect))
            for name, bind in zip(names, binds, strict=True)
        )

    def arguments(self, values: Mapping[str, object]) -> Sequence[object]:
        """The values in the order of their places, as the driver wants them."""
        known = {**self._fixed, **values} if self._fixed else values
        return [known[name] if convert is None else convert(known[name]) for name, convert in self._places]


class Statement:
    """One statement, in no database's dialect until it is asked for; or one for each, where they differ."""

    def __init__(self, construct: Executable | Mapping[str, Executable], *, tells: bool = True) -> None:
        """Without ``tells``, whoever runs it says what it changed to those who remember what they read."""
        self._constructs = construct if isinstance(construct, Mapping) else dict.fromkeys(DIALECTS, construct)
        self._ready: dict[str, Ready] = {}
        first = next(iter(self._constructs.values()))
        self.changes = _changed(first) if tells else ""
        """The table whose rows it changes or takes away, if it does so without a word."""
        self.writes = str(first.table) if isinstance(first, Insert | Update | Delete) else ""
        """The table that it writes to in any way."""

    def ready(self, dialect: str) -> Ready:
        """The statement compiled for a database."""
        if found := self._ready.get(dialect):
            return found
        return self._ready.setdefault(dialect, _compiled(self._constructs[dialect], DIALECTS[dialect]))


def _changed(construct: Executable) -> str:
    return str(construct.table) if isinstance(construct, Update | Delete) else ""


def _compiled(construct: Executable, dialect: Dialect) -> Ready:
    if not isinstance(construct, ClauseElement):
        raise TypeError("only statements of SQLAlchemy Core can be compiled")
    compiled = construct.compile(dialect=dialect)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError("schema changes belong to migrations")
    return Ready(compiled, dialect)


class Reads(Protocol):
    """Something that answers queries: kept read connections, or an open transaction."""

    def rows(self, statement: Statement, **values: object) -> list[Row]:
        """All rows of one query."""
        ...


class Writes(Reads, Protocol):
    """An open transaction, which also changes things."""

    has_events: bool
    """Whether something was published in it, which a relay should hear of."""

    def run(self, statement: Statement, **values: object) -> int:
        """Change something; answers with the number of rows that were changed."""
        ...

    def after_commit(self, hook: Hook) -> None:
        """Call the hook once everything is durable."""
        ...


class Opened(Protocol):
    """A transaction, as far as statements are concerned."""

    @property
    def writes(self) -> Writes:
        """Where its statements run."""
        ...


class Opens(Protocol):
    """Opens a transaction whose end is the commit."""

    def __call__(self) -> AbstractContextManager[Opened]:
        """The block."""
        ...
