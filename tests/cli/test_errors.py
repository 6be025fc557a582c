"""Whatever goes wrong is one sentence on standard error, and an exit code that isn't 0."""

import fcntl
from importlib import import_module

import click
import pytest

from entrypoints.cli.errors import EXIT_CODES, code_of, told
from entrypoints.cli.main import COMMANDS, main
from p2p_core.shared.errors import AlreadyExists, Gone, InvalidToken, NotFound, Stale, Unavailable
from tests.cli.command import Installation
from tests.servers.server import free_port


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("frobnicate",), "There is no command 'frobnicate'. 'p2p --help' shows"),
        (("serv",), "did you mean 'serve'?"),
        (("--frobnicate",), "No such option '--frobnicate'"),
        (("migrate", "--frobnicate"), "'p2p migrate --help' shows"),
        (("migrate", "sideways"), "unexpected extra argument"),
        (("user", "create"), "Missing"),
        (("user", "create", "a@b.test", "--first-name", "A", "--last-name", "B"), "Either --organization or"),
        (("user", "reset-password", "a@b.test", "--password-stdin"), "Standard input has no password"),
        (("demo", "--with-others"), "needs it"),
        (("serve", "--workers", "2"), "its worker and its SQLite writer live inside it"),
    ],
)
def test_a_wrong_call_is_exit_code_2(
    installation: Installation, arguments: tuple[str, ...], said: str
) -> None:
    assert said in installation.refused(*arguments, code=2)
    assert not installation.folder.exists()


def test_bad_settings_are_told_all_at_once(installation: Installation) -> None:
    result = installation.run("migrate", P2P_PORT="http", P2P_SESSION_IDLE="soon")
    assert result.exit_code == 1
    assert "P2P_PORT" in result.stderr
    assert "P2P_SESSION_IDLE" in result.stderr


def test_a_typing_error_in_a_setting_is_a_warning(installation: Installation) -> None:
    result = installation.run("migrate", P2P_SESION_IDLE="PT1H")
    assert result.exit_code == 0
    assert "did you mean P2P_SESSION_IDLE" in result.stderr


def test_a_data_directory_that_is_a_file(installation: Installation) -> None:
    installation.folder.write_text("not a folder")
    for arguments in (("migrate",), ("demo",), ("user", "promote-operator", "a@b.test")):
        assert "choose another with --data-dir" in installation.refused(*arguments, code=1)


def test_a_database_that_is_none(installation: Installation) -> None:
    installation.folder.mkdir()
    installation.database.write_bytes(b"no database " * 1000)
    for arguments in (("migrate",), ("demo",), ("user", "promote-operator", "a@b.test")):
        assert "'p2p doctor' tells more" in installation.refused(*arguments, code=7)
    assert installation.database.read_bytes() == b"no database " * 1000


def test_a_newer_schema_is_left_alone(installation: Installation) -> None:
    installation.ok("migrate")
    installation.sql("UPDATE alembic_version SET version_num = '9999'")
    before = installation.rows()
    for arguments in (("migrate",), ("demo",), ("user", "promote-operator", "a@b.test")):
        assert "run the newer program" in installation.refused(*arguments, code=1)
    assert installation.rows() == before


def test_a_database_that_lacks_tables_of_its_schema_is_not_served(installation: Installation) -> None:
    installation.ok("migrate")
    installation.sql("DROP TABLE topic_marks")
    before = installation.rows()
    for arguments in (("serve",), ("migrate",), ("user", "promote-operator", "a@b.test")):
        sentence = installation.refused(*arguments, code=1, P2P_PORT=str(free_port()))
        assert "topic_marks" in sentence
        assert "backup" in sentence
    assert "see p2p doctor" in installation.refused("org", "list", code=1)
    assert "topic_marks" in installation.run("doctor").stdout
    assert installation.rows() == before


def test_a_revision_that_is_none(installation: Installation) -> None:
    installation.ok("migrate")
    assert "base, head or one of" in installation.refused("migrate", "--to", "sideways", code=1)


def test_a_migration_waits_for_no_server(installation: Installation) -> None:
    installation.ok("migrate")
    with (installation.folder / "server.lock").open("r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "stop it" in installation.refused("migrate", "--to", "base", "--yes", code=1)
        assert "already" in installation.ok("migrate")


def test_a_database_can_be_taken_down_and_up_again(installation: Installation) -> None:
    installation.ok("migrate")
    assert "base" in installation.ok("migrate", "--to", "base", "--yes")
    assert installation.sql("SELECT name FROM sqlite_schema WHERE name = 'topics'") == []
    installation.ok("migrate")
    assert installation.counts() == (0, 0, 0, 0)


def test_nothing_is_deleted_unasked_where_nobody_can_be_asked(installation: Installation) -> None:
    installation.ok("migrate")
    before = installation.rows()
    sentence = installation.refused("migrate", "--to", "base", code=2)
    assert all(word in sentence for word in ("accounts", "posts", "--yes", str(installation.database)))
    assert installation.rows() == before
    ((current,),) = installation.sql("SELECT version_num FROM alembic_version")
    installation.ok("migrate", "--to", str(current))


def test_another_programs_database_is_named_as_such_and_left_alone(installation: Installation) -> None:
    installation.folder.mkdir()
    installation.sql("CREATE TABLE users (name TEXT)")
    for arguments in (("migrate",), ("demo",), ("user", "promote-operator", "a@b.test")):
        assert "another program" in installation.refused(*arguments, code=1)
    assert installation.sql("SELECT name FROM sqlite_schema") == [("users",)]
    assert "another program" in installation.run("doctor").stdout


@pytest.mark.parametrize("damage", ["flipped bits", "no text"])
def test_a_damaged_database_is_told_with_the_remedy(installation: Installation, damage: str) -> None:
    installation.ok("migrate")
    if damage == "no text":
        installation.sql("UPDATE alembic_version SET version_num = CAST(x'ff30303031' AS TEXT)")
    else:
        whole = installation.database.read_bytes()
        installation.database.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    sentence = installation.refused("user", "promote-operator", "a@b.test", code=7)
    assert "damaged" in sentence
    assert "backup" in sentence
    examined = installation.run("doctor")
    assert examined.exit_code == 1
    assert "backup" in examined.stdout


@pytest.mark.parametrize("content", ["", "short", "é" * 64])
def test_a_development_secret_that_is_none_is_refused_with_the_remedy(
    installation: Installation, content: str
) -> None:
    installation.ok("migrate")
    secret = installation.folder / "development-secret"
    secret.write_text(content)
    sentence = installation.refused("user", "promote-operator", "a@b.test", code=1)
    assert f"{secret} is empty or damaged: delete it" in sentence
    assert "WRONG  development_secret" in installation.run("doctor").stdout


def test_a_development_secret_that_cannot_be_read_is_refused_with_the_remedy(
    installation: Installation,
) -> None:
    installation.ok("migrate")
    (installation.folder / "development-secret").mkdir()  # nobody can read a folder as a file, root neither
    sentence = installation.refused("user", "promote-operator", "a@b.test", code=1)
    assert "Can't read the development secret" in sentence
    assert "WRONG  development_secret" in installation.run("doctor").stdout


def test_every_family_of_core_errors_has_an_exit_code_of_its_own_meaning() -> None:
    assert [
        code_of(error)
        for error in (
            InvalidToken(),
            NotFound("x"),
            Stale("x"),
            AlreadyExists("x"),
            Gone("x"),
            Unavailable("x"),
        )
    ] == [3, 4, 8, 8, 8, 7]
    assert 0 not in EXIT_CODES.values()


def test_the_unexpected_is_one_sentence_too(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise ZeroDivisionError("by chance")

    monkeypatch.setattr("entrypoints.cli.migrate.settings_of", fail)
    sentence = installation.refused("migrate", code=1)
    assert "ZeroDivisionError: by chance" in sentence
    assert "P2P_LOG_LEVEL=debug" in sentence
    assert "Traceback" in installation.run("migrate", P2P_LOG_LEVEL="debug").stderr


def test_ctrl_c_is_quiet(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("entrypoints.cli.migrate.settings_of", interrupt)
    result = installation.run("migrate")
    assert result.exit_code == 130
    assert result.stderr.strip() == ""


def test_an_abort_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(click.exceptions.Abort()) == 130
    assert capsys.readouterr().err == ""


def test_every_command_is_where_the_table_says() -> None:
    for name in COMMANDS:
        assert isinstance(import_module(f"entrypoints.cli.{name}").command, click.Command)
    assert isinstance(main, click.Group)


READING = [("org", "list"), ("category", "list"), ("tasks",), ("tasks", "list"), ("report", "list")]


@pytest.mark.parametrize("arguments", READING)
def test_a_command_that_only_reads_makes_no_folder_where_a_name_is_mistyped(
    installation: Installation, arguments: tuple[str, ...]
) -> None:
    sentence = installation.refused(*arguments, code=1)
    assert str(installation.folder) in sentence
    assert "--data-dir" in sentence
    assert not installation.folder.exists()


@pytest.mark.parametrize("arguments", READING)
def test_a_command_that_only_reads_makes_and_updates_no_database(
    installation: Installation, arguments: tuple[str, ...]
) -> None:
    installation.folder.mkdir()
    assert "'p2p migrate'" in installation.refused(*arguments, code=1)
    assert [*installation.folder.iterdir()] == []
    installation.ok("migrate", "--to", "0001")
    before = installation.rows()
    assert "'p2p migrate'" in installation.refused(*arguments, code=1)
    assert installation.rows() == before
