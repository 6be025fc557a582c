"""Which schema a database has, and how to bring it to the one this program was written for.

A migration is one transaction: interrupted at any point, it has not begun. Two that start together
run one after the other, and the second finds nothing left to do.
"""

from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from adapters.sql.tables import METADATA

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_TABLE = "alembic_version"
_REVISION = text(f"SELECT version_num FROM {_TABLE}")  # noqa: S608 - the name stands above


class SchemaState(Enum):
    """How a database's schema compares with the program's."""

    EMPTY = auto()
    OLDER = auto()
    CURRENT = auto()
    INCOMPLETE = auto()
    NEWER = auto()
    FOREIGN = auto()


@dataclass(frozen=True, slots=True)
class Schema:
    """The schema a database has; ``revision`` is ``None`` in an empty one."""

    revision: str | None
    newest: str
    """The newest revision that this program knows."""
    is_known: bool
    is_foreign: bool = False
    """Whether another program's tables are in it, and no revision of ours."""
    lacking: tuple[str, ...] = ()
    """Tables that its revision, the newest, has and this database hasn't."""

    @property
    def state(self) -> SchemaState:
        """How it compares with the program's."""
        if self.is_foreign:
            return SchemaState.FOREIGN
        if self.revision is None:
            return SchemaState.EMPTY
        if not self.is_known:
            return SchemaState.NEWER
        if self.revision != self.newest:
            return SchemaState.OLDER
        return SchemaState.INCOMPLETE if self.lacking else SchemaState.CURRENT


class NewerSchemaError(Exception):
    """The database was written by a newer program than this one; nothing was changed."""

    def __init__(self, schema: Schema) -> None:
        super().__init__(
            f"the database has schema {schema.revision}, this program knows only up to {schema.newest}: "
            "run the newer program, or restore a backup from before its update"
        )
        self.schema = schema


class ForeignDatabaseError(Exception):
    """The database is another program's; nothing was added to it."""

    def __init__(self) -> None:
        super().__init__(
            "the database has tables of another program: name another file with P2P_DATABASE_URL"
        )


class IncompleteSchemaError(Exception):
    """The database lacks tables that it says it has; nothing was changed."""

    def __init__(self, schema: Schema) -> None:
        lacking = ", ".join(schema.lacking)
        super().__init__(
            f"the database has schema {schema.revision} and lacks tables of it ({lacking}): "
            "somebody took them away, so restore a backup from before"
        )


class UnknownRevisionError(Exception):
    """There is no such revision to go to; nothing was changed."""

    def __init__(self, revision: str) -> None:
        known = ", ".join(_known())
        super().__init__(f"there is no schema revision {revision}: it can be base, head or one of {known}")


REFUSALS = (NewerSchemaError, ForeignDatabaseError, IncompleteSchemaError, UnknownRevisionError)
"""Why a migration changed nothing; each says what helps."""


def schema_of(connection: Connection) -> Schema:
    """The schema of a database."""
    tables = set(inspect(connection).get_table_names())
    revision = connection.scalar(_REVISION) if _TABLE in tables else None
    schema = schema_at(revision, is_foreign=revision is None and bool(tables - {_TABLE}))
    lacking = tuple(sorted(METADATA.tables.keys() - tables)) if schema.state is SchemaState.CURRENT else ()
    return replace(schema, lacking=lacking)


def schema_at(revision: str | None, *, is_foreign: bool = False) -> Schema:
    """A revision, or none, beside what this program knows."""
    return Schema(revision, _known()[-1], is_known=revision in _known(), is_foreign=is_foreign)


def migrate(connection: Connection, to: str = "head") -> Schema:
    """Bring a database to a revision, up or down; the caller's transaction makes it whole.

    Raises ``NewerSchemaError``, ``ForeignDatabaseError``, ``IncompleteSchemaError`` or
    ``UnknownRevisionError``, and changes nothing then.
    """
    before = schema_of(connection)
    _must_be_ours(before)
    if to not in {"head", "base", *_known()}:
        raise UnknownRevisionError(to)
    if to == "head" and before.state is SchemaState.CURRENT:
        return before
    from adapters.sql.steps import go  # noqa: PLC0415 - Alembic is large, and most starts migrate nothing

    go(connection, to, down=_is_down(before, to))
    return schema_of(connection)


def _must_be_ours(before: Schema) -> None:
    match before.state:
        case SchemaState.NEWER:
            raise NewerSchemaError(before)
        case SchemaState.FOREIGN:
            raise ForeignDatabaseError
        case SchemaState.INCOMPLETE:
            raise IncompleteSchemaError(before)


def goes_back(before: Schema, to: str) -> bool:
    """Whether going there takes away something that is there."""
    return before.state in {SchemaState.CURRENT, SchemaState.OLDER} and _is_down(before, to)


def _is_down(before: Schema, to: str) -> bool:
    return to == "base" or (before.revision is not None and to in _known() and to < before.revision)


@cache
def _known() -> tuple[str, ...]:
    """The revisions in their order: each is the number that its file's name begins with."""
    return tuple(sorted(path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*.py")))
