"""Statements compiled once by SQLAlchemy and run as text on the driver's own connection.

SQLAlchemy's execution costs several times what such small statements take; its compiler is needed
only once for each statement and database.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
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


_PLACE = re.compile("%%|%s")


class Ready:
    """A statement as text for one database, with the order and the conversions of its values."""

    def __init__(
        self, text: str, fixed: Mapping[str, object], places: Sequence[tuple[str, Convert | None]]
    ) -> None:
        self.text = text
        # values written into the statement itself; all others have to be given each time
        self._fixed = fixed
        self._places = places

    def spelled_out(self, numbers: Mapping[str, int]) -> "Ready":
        """The same with these numbers in its text, wherever it asks for them, as psycopg marks its places."""
        left = list(self._places)

        def said(mark: re.Match[str]) -> str:
            if mark[0] == "%%":
                return mark[0]
            place = left.pop(0)
            if place[0] in numbers:
                return str(numbers[place[0]])
            asked.append(place)
            return mark[0]

        asked: list[tuple[str, Convert | None]] = []
        return Ready(_PLACE.sub(said, self.text), self._fixed, asked)

    def asks_for(self, names: Iterable[str]) -> frozenset[str]:
        """Which of these it wants a value for."""
        return frozenset(names) & {name for name, _ in self._places}

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
        self._usual: tuple[frozenset[str], Ready] | None = None
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

    def ready_for(self, dialect: str, values: Mapping[str, object], usual: Mapping[str, int]) -> Ready:
        """The same, with the usual numbers in its text where these values are the usual ones."""
        ready = self.ready(dialect)
        if self._usual is None:
            names = ready.asks_for(usual)
            self._usual = names, ready.spelled_out({name: usual[name] for name in names})
        names, spelled_out = self._usual
        return spelled_out if all(values.get(name) == usual[name] for name in names) else ready


def _changed(construct: Executable) -> str:
    return str(construct.table) if isinstance(construct, Update | Delete) else ""


def _compiled(construct: Executable, dialect: Dialect) -> Ready:
    if not isinstance(construct, ClauseElement):
        raise TypeError("only statements of SQLAlchemy Core can be compiled")
    compiled = construct.compile(dialect=dialect)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError("schema changes belong to migrations")
    binds = {name: compiled.binds[name] for name in compiled.positiontup or ()}
    fixed = {name: bind.value for name, bind in binds.items() if not bind.required}
    converts = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
    places = [(name, converts[name]) for name in compiled.positiontup or ()]
    return Ready(kept_prepared(dialect.name, str(compiled)), fixed, places)


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
