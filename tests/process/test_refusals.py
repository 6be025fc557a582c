"""What keeps the server from starting: one clear sentence each, exit code not 0, and nothing lost."""

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from adapters.sql.sqlite.connections import address_of
from adapters.sql.sqlite.driver import DRIVER
from tests.process.installation import Installation

pytestmark = pytest.mark.process


def refusal(installation: Installation, *arguments: str, **environment: str) -> str:
    """The one line that a start which fails says."""
    ended = installation.run("serve", *arguments, **environment)
    assert ended.returncode != 0
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_a_port_in_use_is_told_with_the_remedy(installation: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", installation.port))
        other.listen()

        told = refusal(installation)

    assert f"port {installation.port}" in told
    assert "--port" in told
    assert told.count("\n") == 1


def test_of_two_servers_that_start_together_on_one_port_one_serves_and_the_other_is_refused(
    tmp_path: Path,
) -> None:
    both = [Installation(tmp_path / name) for name in ("first", "second")]
    both[1].environment["P2P_PORT"] = both[0].environment["P2P_PORT"]
    for one in both:
        one.folder.parent.mkdir()
    running = [one.started() for one in both]
    try:
        refused = the_first_to_end(running)
        said, told = refused.communicate(timeout=90)
        assert (refused.returncode, said) == (1, "")
        assert told.startswith("p2p: Can't listen at")
        assert told.count("\n") == 1
        (other,) = (one for one in running if one is not refused)
        assert other.stdout is not None
        assert "is ready" in other.stdout.readline()
    finally:
        for process in running:
            process.kill()
            process.communicate(timeout=90)


def the_first_to_end(running: list[subprocess.Popen[str]]) -> subprocess.Popen[str]:
    """Which of these processes is over first."""
    for _ in range(4500):
        for one in running:
            if one.poll() is not None:
                return one
        Event().wait(0.02)
    raise AssertionError("all of them serve")


def test_a_process_that_never_comes_to_work_ends_the_server_with_what_it_said(
    installation: Installation,
) -> None:
    fails = (
        "from entrypoints.cli import main, serve; from entrypoints.data_dir import CannotStart\n"
        "def create(_): raise CannotStart('The wind is missing.')\n"
        "serve.create = create; main.main(['serve'], prog_name='p2p')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", fails],
        env=installation.environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.count("The wind is missing.") == 1
    assert ended.stderr.splitlines()[-1].startswith("p2p: The server's process ended")
    assert "Traceback" not in ended.stderr


def read_only(installation: Installation) -> None:
    installation.database.chmod(0o444)


def without_log(installation: Installation) -> None:
    Path(f"{installation.database}-wal").mkdir()


@pytest.mark.parametrize("damage", [read_only, without_log])
def test_a_database_that_cannot_be_written_is_told_and_found_by_the_doctor(
    installation: Installation, damage: Callable[[Installation], None]
) -> None:
    assert installation.run("migrate").returncode == 0
    damage(installation)

    told = refusal(installation)

    assert "writable" in told
    assert told.count("\n") == 1
    examined = installation.run("doctor")
    assert examined.returncode == 1
    assert "WRONG  database" in examined.stdout


def test_an_address_that_is_not_ours_is_told_with_the_remedy(installation: Installation) -> None:
    told = refusal(installation, "--host", "203.0.113.7")

    assert "--host" in told
    assert told.count("\n") == 1


def test_a_second_server_on_the_same_data_is_told_who_has_it(installation: Installation) -> None:
    with installation.served() as server:
        told = refusal(installation, "--port", str(installation.port + 1))

        assert f"process {server.pid}" in told
        assert "--data-dir" in told
        assert server.browser.get("/health").status_code == 200


def test_a_data_directory_that_cannot_be_made_is_told_with_the_remedy(installation: Installation) -> None:
    installation.folder.parent.joinpath("file").touch()

    told = refusal(installation, "--data-dir", str(installation.folder.parent / "file" / "data"))

    assert "P2P_DATA_DIR" in told
    assert told.count("\n") == 1


def test_a_newer_schema_is_left_alone(installation: Installation) -> None:
    assert installation.run("migrate").returncode == 0
    set_revision(installation.database, "9999_from_the_future")
    before = installation.database.read_bytes()

    told = refusal(installation)

    assert "9999_from_the_future" in told
    assert installation.database.read_bytes() == before


def test_all_mistakes_in_the_settings_are_told_at_once(installation: Installation) -> None:
    told = refusal(installation, P2P_PORT="eighty", P2P_SESSION_IDLE="soon", P2P_MAIL_URL="pigeon://")

    for name in ("P2P_PORT", "P2P_SESSION_IDLE", "P2P_MAIL_URL"):
        assert name in told


def test_production_refuses_what_is_only_good_for_trying_out(installation: Installation) -> None:
    told = refusal(installation, P2P_ENV="production", P2P_SECRET_KEYS="changeme", P2P_TYPO="1")

    for name in ("P2P_PUBLIC_URL", "P2P_SECRET_KEYS", "P2P_MAIL_URL", "P2P_TYPO"):
        assert name in told
    assert "changeme" not in told
    assert not installation.folder.exists()


@pytest.mark.parametrize("arguments", [["--prot", "1"], ["--port"], ["now"]])
def test_a_wrong_call_is_told_where_help_is(installation: Installation, arguments: list[str]) -> None:
    told = refusal(installation, *arguments)

    assert "--help" in told
    assert told.count("\n") == 1


def set_revision(database: Path, revision: str) -> None:
    """Make the database look as if another program had written it."""
    connection = DRIVER.connect(address_of(database), busy_timeout=5)
    connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
