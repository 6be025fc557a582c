"""The real command as a process of its own: quick to help, stable in what it prints."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import Installation

P2P = Path(sys.executable).with_name("p2p")
HEAVY = ("litestar", "sqlalchemy", "granian", "dramatiq", "alembic", "msgspec")

pytestmark = pytest.mark.process


def _run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = {"PATH": os.environ["PATH"], "P2P_DATA_DIR": str(folder / "var"), **environment}
    return subprocess.run(
        [P2P, *arguments], cwd=folder, env=env, capture_output=True, check=False, timeout=60
    )


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_come_without_the_program_behind_them(tmp_path: Path, option: str) -> None:
    look = (
        "import sys; from entrypoints.cli.main import main\n"
        f"try: main(['{option}'], prog_name='p2p')\n"
        f"except SystemExit as end: sys.exit(end.code or [m for m in {HEAVY} if m in sys.modules] or 0)"
    )
    run = subprocess.run(
        [sys.executable, "-c", look], cwd=tmp_path, capture_output=True, check=False, timeout=60
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert run.stdout


def test_help_lists_every_command(tmp_path: Path) -> None:
    said = _run(tmp_path, "--help").stdout.decode()
    assert all(name in said for name in ("serve", "migrate", "demo", "user", "doctor", "openapi", "test"))


def test_the_openapi_document_is_the_same_each_time(tmp_path: Path) -> None:
    first, second = (_run(tmp_path, "openapi", PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.returncode == 0
    assert first.stdout == second.stdout
    assert first.stdout.startswith(b'{\n  "openapi": "3.1.0"')
    assert first.stdout.endswith(b"}\n")
    assert not (tmp_path / "var").exists()


def test_an_error_is_on_standard_error_alone(tmp_path: Path) -> None:
    run = _run(tmp_path, "frobnicate")
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.startswith(b"p2p: There is no command")


def test_what_a_command_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert _run(tmp_path, "migrate").returncode == 0
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0
    assert [file.name for file in (tmp_path / "var").iterdir() if file.stat().st_mode & 0o077] == []


def test_two_that_fill_in_the_demo_at_once_fill_it_in_once(tmp_path: Path) -> None:
    assert _run(tmp_path, "migrate").returncode == 0
    env = {"PATH": os.environ["PATH"], "P2P_DATA_DIR": str(tmp_path / "var")}
    both = [subprocess.Popen([P2P, "demo"], env=env, stdout=subprocess.PIPE) for _ in range(2)]
    said = [running.communicate(timeout=90)[0].decode() for running in both]
    assert [running.returncode for running in both] == [0, 0]
    assert sorted("nothing was missing" in one for one in said) == [False, True]
    assert Installation(tmp_path / "var").counts()[:3] == (6, 18, 24)
