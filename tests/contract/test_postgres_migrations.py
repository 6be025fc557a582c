"""Migrations of the PostgreSQL schema: up, down, up again; whole or not at all; the program's tables."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count, pairwise
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, event, inspect, text

from adapters.sql import schema
from adapters.sql.postgres import migration
from adapters.sql.postgres.migration import differences, migrate, schema_of
from adapters.sql.schema import IncompleteSchemaError, NewerSchemaError, SchemaState, UnknownRevisionError
from adapters.sql.tables import METADATA
from adapters.sql.tables.search import WORD_INDEXES
from p2p_core.shared.errors import Unavailable
from tests.servers.fixtures import or_skipped
from tests.servers.postgres import empty_database

VERSIONS = Path(schema.__file__).parent / "migrations" / "versions"
REVISIONS = sorted(path.stem.partition("_")[0] for path in VERSIONS.glob("*.py"))
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
MIGRATE = """
import sys
from adapters.sql.postgres.migration import migrate
print(migrate(sys.argv[1]).state.name)
"""


@pytest.fixture
def url() -> Iterator[str]:
    with or_skipped("PostgreSQL"), empty_database() as made:
        yield made


def tables(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        return {name for (name,) in connection.execute(TABLES)}


def changed(url: str, statement: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement.encode())


def test_every_revision_goes_up_down_and_up_again(url: str) -> None:
    assert schema_of(url).state is SchemaState.EMPTY
    for revision in REVISIONS:
        assert migrate(url, revision).revision == revision
    assert schema_of(url).state is SchemaState.CURRENT
    for revision in [*REVISIONS[:-1][::-1], "base"]:
        migrate(url, revision)
    assert schema_of(url).state is SchemaState.EMPTY
    assert tables(url) == {"alembic_version"}
    assert migrate(url).state is SchemaState.CURRENT


def test_the_migrated_schema_is_the_programs_schema(url: str) -> None:
    migrate(url)
    assert differences(url) == []


def test_a_schema_that_was_changed_by_hand_is_told(url: str) -> None:
    migrate(url)
    changed(url, "DROP INDEX ix_topics_created_at_id")
    assert "ix_topics_created_at_id" in str(differences(url))


def test_constraints_and_indexes_are_the_same_in_migrations_and_tables(url: str) -> None:
    migrate(url)
    with empty_database("made") as made:
        engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(made))
        METADATA.create_all(engine)
        engine.dispose()
        assert shape(url) == shape(made)


def shape(url: str) -> dict[str, object]:
    """Everything that can be read back of a database: Alembic compares less than that."""
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(url))
    look = inspect(engine)
    found: dict[str, object] = {
        name: [
            # in which order they stand is of no account here: what is added later stands last
            sorted(
                (column["name"], column["type"].compile(engine.dialect), column["nullable"])
                for column in look.get_columns(name)
            ),
            look.get_pk_constraint(name),
            sorted(map(repr, look.get_unique_constraints(name))),
            sorted(map(repr, look.get_check_constraints(name))),
            sorted(map(repr, look.get_foreign_keys(name))),
        ]
        for name in look.get_table_names()
        if name != "alembic_version"
    }
    with engine.connect() as connection:
        indexes = connection.exec_driver_sql(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
            " AND tablename <> 'alembic_version'"
        ).all()
    engine.dispose()
    described = [index for index in map(tuple, indexes) if index[0] not in WORD_INDEXES]
    return found | {"indexes": sorted(described)}


def test_migrating_again_changes_nothing(url: str) -> None:
    assert migrate(url) == migrate(url)


def test_a_newer_schema_is_refused_and_nothing_is_changed(url: str) -> None:
    migrate(url)
    changed(url, "UPDATE alembic_version SET version_num = '9999'")
    before = tables(url)
    assert schema_of(url).state is SchemaState.NEWER
    for to in ("head", "base", REVISIONS[0]):
        with pytest.raises(NewerSchemaError, match="9999"):
            migrate(url, to)
    assert tables(url) == before
    assert schema_of(url).revision == "9999"


def test_a_schema_that_lacks_tables_is_refused_by_their_names_and_nothing_is_changed(url: str) -> None:
    migrate(url)
    changed(url, "DROP TABLE topic_marks")
    before = tables(url)
    assert schema_of(url).state is SchemaState.INCOMPLETE
    for to in ("head", "base", REVISIONS[0]):
        with pytest.raises(IncompleteSchemaError, match="topic_marks"):
            migrate(url, to)
    assert tables(url) == before


def test_an_unknown_revision_is_refused(url: str) -> None:
    with pytest.raises(UnknownRevisionError, match="nonsense"):
        migrate(url, "nonsense")
    assert tables(url) == set()


class PowerCut(Exception):
    """The process ends here."""


@contextmanager
def cut_after(most: int) -> Iterator[list[str]]:
    """Let so many statements through, which are listed, and no more."""
    seen: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if len(seen) >= most:
            raise PowerCut
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", count)


@pytest.mark.parametrize(("before", "revision"), [*pairwise(["base", *REVISIONS])])
def test_a_revision_that_breaks_off_anywhere_has_not_begun(url: str, before: str, revision: str) -> None:
    """It is one transaction: one statement that ended it would show wherever the cut is behind it."""
    with empty_database("made") as made:
        migrate(made, before)
        with cut_after(1000) as statements:
            migrate(made, revision)
    migrate(url, before)
    was = schema_of(url).revision, tables(url)
    last = len(statements) - 1
    for number in sorted({0, last // 3, 2 * last // 3, last - 1, last}):
        with cut_after(number), pytest.raises(PowerCut):
            migrate(url, revision)
        assert (schema_of(url).revision, tables(url)) == was
    assert migrate(url, revision).revision == revision


def test_all_revisions_at_once_have_not_begun_before_the_last_is_through(url: str) -> None:
    with empty_database("made") as made, cut_after(1000) as statements:
        migrate(made)
    assert len(statements) > len(METADATA.tables)
    for number in (len(statements) // 2, len(statements) - 1):
        with cut_after(number), pytest.raises(PowerCut):
            migrate(url)
        assert tables(url) == set()
    assert migrate(url).state is SchemaState.CURRENT


@contextmanager
def before_statement(number: int, act: Callable[[], object]) -> Iterator[list[str]]:
    """Do something right before the statement of that number is asked; lists those that are."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)
        if len(seen) == number:
            act()

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("before", ["", "base", REVISIONS[0]])
def test_a_migration_that_ends_while_somebody_looks_is_seen_whole_or_not_at_all(before: str) -> None:
    """A worker that waits for the schema must not take half of it for somebody else's database."""
    for number in count(1):
        with empty_database() as made:
            if before:
                migrate(made)
                migrate(made, before)
            was = schema_of(made).state
            with before_statement(number, partial(migrate, made)) as statements:
                assert schema_of(made).state in {was, SchemaState.CURRENT}, statements[number - 1]
        if len(statements) < number:
            break  # it had asked for all it wants to know
    assert number > 1


def test_a_table_in_use_is_not_waited_for_long_and_nothing_is_changed(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks for the table stands in line behind the migration, so that it must give up soon."""
    migrate(url)
    monkeypatch.setattr(migration, "_IMPATIENT", text("SET LOCAL lock_timeout = '100ms'"))
    with psycopg.connect(url) as server:
        server.execute("SELECT count(*) FROM topics")
        with pytest.raises(Unavailable):
            migrate(url, "base")
    assert schema_of(url).state is SchemaState.CURRENT


@pytest.mark.process
def test_processes_that_migrate_at_once_wait_for_each_other(url: str) -> None:
    command = [sys.executable, "-c", MIGRATE, url]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    told = [process.communicate()[0].strip() for process in started]
    assert told == ["CURRENT"] * 3
    assert differences(url) == []
