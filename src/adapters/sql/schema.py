"""Which schema a database has, and how to bring it to the one this program was written for.

A migration is one transaction: interrupted at any point, it has not begun. Two that start together
run one after the other, and the second finds nothing left to do.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from adapters.sql.tables import METADATA
from adapters.sql.tables.search import FULL_TEXT, WORD_INDEXES

_MIGRATIONS = Path(__file__).parent / "migrations"


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
        known = ", ".join(script.revision for script in _scripts().walk_revisions())
        super().__init__(f"there is no schema revision {revision}: it can be base, head or one of {known}")


REFUSALS = (NewerSchemaError, ForeignDatabaseError, IncompleteSchemaError, UnknownRevisionError)
"""Why a migration changed nothing; each says what helps."""


def schema_of(connection: Connection) -> Schema:
    """The schema of a database."""
    revision = MigrationContext.configure(connection).get_current_revision()
    tables = set(inspect(connection).get_table_names())
    schema = schema_at(revision, is_foreign=revision is None and bool(tables - {"alembic_version"}))
    lacking = tuple(sorted(METADATA.tables.keys() - tables)) if schema.state is SchemaState.CURRENT else ()
    return replace(schema, lacking=lacking)


def schema_at(revision: str | None, *, is_foreign: bool = False) -> Schema:
    """A revision, or none, beside what this program knows."""
    newest = _scripts().get_current_head()
    if newest is None:
        raise LookupError("the package has lost its migrations")
    return Schema(revision, newest, is_known=revision in _known(), is_foreign=is_foreign)


def migrate(connection: Connection, to: str = "head") -> Schema:
    """Bring a database to a revision, up or down; the caller's transaction makes it whole.

    Raises ``NewerSchemaError``, ``ForeignDatabaseError``, ``IncompleteSchemaError`` or
    ``UnknownRevisionError``, and changes nothing then.
    """
    before = schema_of(connection)
    _must_be_ours(before)
    if to not in {"head", "base"} and to not in _known():
        raise UnknownRevisionError(to)
    if to == "head" and before.state is SchemaState.CURRENT:
        return before  # as at most starts of a server: Alembic would take longer to find nothing to do
    _command(before, to)(_config(connection), to)
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


def differences(connection: Connection) -> list[object]:
    """Where a database differs from the tables this program was written with."""
    context = MigrationContext.configure(
        connection,
        opts={"compare_type": True, "compare_server_default": True, "include_name": _is_compared},
    )
    return list(compare_metadata(context, METADATA))


def _is_compared(name: str | None, kind: str, parents: object) -> bool:
    """Whether a database's table or index is one that the program's tables describe."""
    del parents
    of_words = kind == "table" and (name or "").startswith(FULL_TEXT)
    return not (of_words or (kind == "index" and name in WORD_INDEXES))


def _command(before: Schema, to: str) -> Callable[[Config, str], None]:
    return command.downgrade if _is_down(before, to) else command.upgrade


def _is_down(before: Schema, to: str) -> bool:
    return to == "base" or (before.revision is not None and to in _older_than(before.revision))


def _older_than(revision: str) -> set[str]:
    return {script.revision for script in _scripts().walk_revisions("base", revision)} - {revision}


@cache
def _known() -> frozenset[str]:
    return frozenset(script.revision for script in _scripts().walk_revisions())


@cache
def _scripts() -> ScriptDirectory:
    """What is in the folder, read once: that is a tenth of a second."""
    return ScriptDirectory(str(_MIGRATIONS))


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config
