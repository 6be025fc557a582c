"""`p2p test` runs the project's tests, and says at the end what did not run and why."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from entrypoints.cli.test import CHECKOUT, must_be_a_checkout

TESTS = """
import pytest

def test_that_runs():
    pass

def test_in_a_browser():
    pytest.skip("no Chromium: install chromium")

@pytest.mark.skipif(True, reason="no PostgreSQL")
def test_on_postgresql():
    pass

@pytest.mark.xfail(reason="known")
def test_that_is_known_to_fail():
    assert False
"""


def _run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "entrypoints.cli.not_run", "-p", "no:randomly"]
    return subprocess.run(
        [*command, "-c", os.devnull, "--rootdir", str(folder), *arguments, str(folder)],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT / "src"), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "test_some.py").write_text(TESTS)
    (tmp_path / "test_module.py").write_text(
        'import pytest\npytest.skip("no broker", allow_module_level=True)\n'
    )
    return tmp_path


@pytest.mark.process
@pytest.mark.parametrize("processes", ["0", "2"])
def test_what_did_not_run_is_listed_by_its_reason(folder: Path, processes: str) -> None:
    run = _run(folder, "-n", processes)
    listing = run.stdout[run.stdout.index("did not run") :]
    assert run.returncode == 0
    assert "no Chromium: install chromium:\n  test_some.py::test_in_a_browser" in listing
    assert "no PostgreSQL:\n  test_some.py::test_on_postgresql" in listing
    assert "no broker:\n  test_module.py" in listing
    assert "known to fail" not in listing.replace("_", " ")


@pytest.mark.process
def test_where_everything_is_required_each_of_them_is_a_failure(folder: Path) -> None:
    run = _run(folder, P2P_TEST_REQUIRE="all")
    assert run.returncode == 1
    assert "P2P_TEST_REQUIRE=all: each of these is a failure." in run.stdout


@pytest.mark.process
def test_where_everything_ran_there_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text("def test_that_runs():\n    pass\n")
    run = _run(tmp_path, P2P_TEST_REQUIRE="all")
    assert run.returncode == 0
    assert "did not run" not in run.stdout


def test_outside_of_a_checkout_it_says_where_to_go(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="clone the project"):
        must_be_a_checkout(tmp_path)


def test_this_is_a_checkout() -> None:
    must_be_a_checkout(CHECKOUT)
