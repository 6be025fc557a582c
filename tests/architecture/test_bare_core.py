"""The core's tests pass where only pytest and hypothesis are installed: embedding it costs nothing else."""

import os
import subprocess
import sys
import venv
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

TEST_TOOLS = ("pytest", "pluggy", "iniconfig", "packaging", "pygments", "hypothesis", "sortedcontainers")


def _bare_environment(folder: Path) -> Path:
    """Make a virtual environment without pip and link the test tools into it; needs no network."""
    venv.create(folder, with_pip=False, symlinks=True)
    site = next(folder.glob("lib/python3*/site-packages"))
    for tool in TEST_TOOLS:
        files = distribution(tool).files or []
        for entry in {file.parts[0] for file in files if file.parts[0] not in {"..", "__pycache__"}}:
            (site / entry).symlink_to(Path(str(distribution(tool).locate_file(entry))))
    return folder / "bin" / "python"


@pytest.mark.process
@pytest.mark.timeout(300)
def test_the_core_and_the_memory_adapters_need_nothing_but_python(tmp_path: Path) -> None:
    python = _bare_environment(tmp_path / "bare")
    options = [
        "-c",
        os.devnull,
        "--rootdir",
        str(ROOT),
        "--import-mode=importlib",
        "-p",
        "no:cacheprovider",
        "-W",
        "error",
        "-k",
        "not machine",  # state machines are imported, which is what this is about, and not run twice
    ]
    run = subprocess.run(
        [python, "-m", "pytest", "-q", "-x", *options, str(ROOT / "tests" / "unit")],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]


@pytest.mark.process
def test_the_bare_environment_is_bare(tmp_path: Path) -> None:
    python = _bare_environment(tmp_path / "bare")
    run = subprocess.run(
        [python, "-c", "import msgspec"], capture_output=True, text=True, check=False, timeout=60, env={}
    )
    assert "ModuleNotFoundError" in run.stderr, sys.executable
