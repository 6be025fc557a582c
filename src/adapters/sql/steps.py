"""Alembic: goes from schema to schema, and tells where a database differs from the tables of this program."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from adapters.sql.tables import METADATA
from adapters.sql.tables.search import FULL_TEXT, WORD_INDEXES

_MIGRATIONS = Path(__file__).parent / "migrations"


def go(connection: Connection, to: str, *, down: bool) -> None:
    """Go to a revision, step by step."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS))
    (command.downgrade if down else command.upgrade)(config, to)


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
