"""Migrations of the SQLite schema: up, down, up again; whole or not at all; exactly the program's tables."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect

from adapters.sql.refusals import BrokenRuleError
from adapters.sql.schema import (
    IncompleteSchemaError,
    NewerSchemaError,
    Schema,
    SchemaState,
    UnknownRevisionError,
)
from adapters.sql.sqlite import migration
from adapters.sql.sqlite.connections import address_of, open_for_writing
from adapters.sql.sqlite.driver import DRIVER
from adapters.sql.sqlite.migration import differences, migrate, schema_of
from adapters.sql.tables import METADATA
from adapters.sql.tables.search import FULL_TEXT

VERSIONS = Path(migration.__file__).parent.parent / "migrations" / "versions"
REVISIONS = sorted(path.stem.partition("_")[0] for path in VERSIONS.glob("*.py"))
MIGRATE = """
import sys
from pathlib import Path
from adapters.sql.sqlite.migration import migrate
print(migrate(Path(sys.argv[1])).state.name)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p2p.sqlite"


def tables(path: Path) -> set[str]:
    connection = open_for_writing(path)
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    connection.close()
    return {name for (name,) in rows}


def stamp(path: Path, revision: str) -> None:
    connection = open_for_writing(path)
    connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.close()


def drop(path: Path, table: str) -> None:
    connection = open_for_writing(path)
    connection.execute(f"DROP TABLE {table}")
    connection.close()


def test_a_file_that_is_not_there_yet_is_empty_and_stays_away(path: Path) -> None:
    assert schema_of(path).state is SchemaState.EMPTY
    assert not path.exists()


def test_every_revision_goes_up_down_and_up_again(path: Path) -> None:
    for revision in REVISIONS:
        assert migrate(path, revision).revision == revision
    assert schema_of(path).state is SchemaState.CURRENT
    for revision in [*REVISIONS[:-1][::-1], "base"]:
        migrate(path, revision)
    assert schema_of(path).state is SchemaState.EMPTY
    assert tables(path) == {"alembic_version"}
    assert migrate(path).state is SchemaState.CURRENT


def test_the_migrated_schema_is_the_programs_schema(path: Path) -> None:
    migrate(path)
    assert differences(path) == []


def test_constraints_and_indexes_are_the_same_in_migrations_and_tables(path: Path, tmp_path: Path) -> None:
    migrate(path)
    made = tmp_path / "made.sqlite"
    engine = create_engine(f"sqlite:///{made}", module=DRIVER.module)
    METADATA.create_all(engine)
    engine.dispose()
    assert shape(path) == shape(made)


def shape(path: Path) -> dict[str, object]:
    """Everything SQLAlchemy can read back of a file, sorted: Alembic compares less than that."""
    engine = create_engine(f"sqlite:///{path}", module=DRIVER.module)
    look = inspect(engine)
    found = {
        name: [
            [(column["name"], str(column["type"]), column["nullable"]) for column in look.get_columns(name)],
            look.get_pk_constraint(name),
            sorted(map(repr, look.get_unique_constraints(name))),
            sorted(map(repr, look.get_check_constraints(name))),
            sorted(map(repr, look.get_foreign_keys(name))),
        ]
        for name in look.get_table_names()
        if name != "alembic_version" and not name.startswith(FULL_TEXT)
    }
    with engine.connect() as connection:
        made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").all()
    engine.dispose()
    indexes = {name: " ".join(sql.split()) for name, sql in made if " INDEX " in sql}
    without_rowid = {name for name, sql in made if "WITHOUT ROWID" in sql and not name.startswith(FULL_TEXT)}
    return found | {"indexes": indexes, "without rowid": without_rowid}


def test_names_that_were_there_before_they_were_folded_are_found(path: Path) -> None:
    migrate(path, "0001")
    connection = open_for_writing(path)
    organization: dict[str, object] = {
        "id": "o",
        "name": "R&D Caps",
        "slug": "caps",
        "name_ar": "أغطية",
        "created_at": 1,
    }
    switches = ("require_use_case_approval", "allow_public_use_cases", "require_second_factor")
    organization |= {f"settings_{name}": 0 for name in switches}
    organization |= {"email_domains": "[]", "storage_quota": 1, "status": "active", "version": 1}
    person: dict[str, object] = {"id": "u", "organization_id": "o", "email": "a@b.c", "address": "a@b.c"}
    person |= {"password_hash": "x"}
    person |= {"first_name": "Ünal", "last_name": "أحمد", "role": "admin", "language": "ar", "created_at": 1}
    person |= {"expertise_tags": '["C++", "c++"]', "status": "active", "operator": 0, "timezone": "UTC"}
    for table, row in (("organizations", organization), ("users", person | {"version": 1})):
        places = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", [*row.values()])  # noqa: S608 - written above
    connection.close()
    migrate(path)
    connection = open_for_writing(path)
    told = [
        connection.execute(question).fetchall()
        for question in (
            "SELECT found_by FROM organizations",
            "SELECT name_key, found_by, deleted_at FROM users",
            "SELECT folded, user_id FROM user_expertise",
        )
    ]
    connection.close()
    assert told == [
        [("r&d caps\nاغطيه",)],
        [("unal احمد", "unal احمد\n\nc++\nc++", None)],
        [("c++", "u")],
    ]


def test_an_older_schema_is_told_from_the_current_one() -> None:
    assert Schema("0001", "0002", is_known=True).state is SchemaState.OLDER
    assert Schema("0002", "0002", is_known=True).state is SchemaState.CURRENT


def test_the_numbers_of_the_files_are_the_chain_that_alembic_follows(tmp_path: Path) -> None:
    script = ScriptDirectory(str(VERSIONS.parent))
    assert [step.revision for step in script.walk_revisions()][::-1] == REVISIONS
    assert schema_of(tmp_path / "none").newest == script.get_current_head() == REVISIONS[-1]


def test_migrating_again_changes_nothing(path: Path) -> None:
    assert migrate(path) == migrate(path)


def test_a_newer_schema_is_refused_and_nothing_is_changed(path: Path) -> None:
    migrate(path)
    stamp(path, "9999")
    before = tables(path)
    assert schema_of(path).state is SchemaState.NEWER
    for to in ("head", "base", REVISIONS[0]):
        with pytest.raises(NewerSchemaError, match="9999"):
            migrate(path, to)
    assert tables(path) == before
    assert schema_of(path).revision == "9999"


def test_a_schema_that_lacks_tables_is_refused_by_their_names_and_nothing_is_changed(path: Path) -> None:
    migrate(path)
    drop(path, "topic_marks")
    before = tables(path)
    assert schema_of(path).state is SchemaState.INCOMPLETE
    for to in ("head", "base", REVISIONS[0]):
        with pytest.raises(IncompleteSchemaError, match="topic_marks"):
            migrate(path, to)
    assert tables(path) == before


def test_an_unknown_revision_is_refused(path: Path) -> None:
    with pytest.raises(UnknownRevisionError, match="nonsense"):
        migrate(path, "nonsense")
    assert schema_of(path).state is SchemaState.EMPTY


def test_a_migration_that_breaks_off_has_not_begun(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Connection) -> None:
        raise BrokenRuleError("the power is out")

    monkeypatch.setattr(migration, "_must_refer_to_what_is_there", broken)
    with pytest.raises(BrokenRuleError):
        migrate(path)
    assert tables(path) == set()
    monkeypatch.undo()
    assert migrate(path).state is SchemaState.CURRENT


def test_a_migration_that_would_leave_dangling_rows_is_undone(path: Path) -> None:
    migrate(path, REVISIONS[-2])
    connection = open_for_writing(path)
    connection.execute("PRAGMA foreign_keys=off")
    connection.execute("INSERT INTO topic_tags VALUES ('tag', 'nobody')")
    connection.close()
    with pytest.raises(BrokenRuleError, match="1 rows that refer to nothing"):
        migrate(path)


def test_who_finds_a_file_that_another_makes_ready_waits_for_them(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flock, others = fcntl.flock, os.open(path.parent, os.O_RDONLY)
    flock(others, fcntl.LOCK_EX)
    other = DRIVER.connect(address_of(path, create=True), 0)
    other.execute("BEGIN IMMEDIATE")  # as in the middle of the switch, where SQLite lets nobody wait

    def waited(folder: int, how: int) -> None:
        with pytest.raises(BlockingIOError):
            flock(folder, how | fcntl.LOCK_NB)
        other.execute("COMMIT")
        other.execute("PRAGMA journal_mode=wal")
        os.close(others)
        flock(folder, how)

    monkeypatch.setattr(fcntl, "flock", waited)
    assert migrate(path).state is SchemaState.CURRENT
    other.close()
    assert {file.name.removeprefix(path.name) for file in path.parent.iterdir()} <= {"", "-wal", "-shm"}


def test_a_file_that_is_ready_is_opened_without_the_folder(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(path)
    monkeypatch.delattr(fcntl, "flock")
    assert schema_of(path).state is SchemaState.CURRENT


@pytest.mark.process
def test_processes_that_migrate_at_once_wait_for_each_other(path: Path) -> None:
    command = [sys.executable, "-c", MIGRATE, str(path)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    told = [process.communicate()[0].strip() for process in started]
    assert told == ["CURRENT"] * 3
    assert differences(path) == []
