"""`./p2p` on machines that lack something: one sentence with the remedy; and no shell surprises in it."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT

SCRIPTS = ("p2p", ".ci/run")
EVERYWHERE = ("sh", "bash", "cat", "cksum", "dirname", "readlink", "grep")


def _checkout(folder: Path) -> Path:
    """Copy what ./p2p reads into a folder whose name has a space in it."""
    checkout = folder / "a check out"
    checkout.mkdir()
    for name in ("p2p", "pyproject.toml", "constraints-server.txt"):
        (checkout / name).write_bytes((ROOT / name).read_bytes())
    (checkout / "p2p").chmod(0o755)
    return checkout


def _machine(folder: Path, **programs: str) -> Path:
    """Make a PATH that has the tools of every system and these shell scripts."""
    path = folder / "bin"
    path.mkdir()
    for tool in EVERYWHERE:
        for place in ("/bin", "/usr/bin"):
            if Path(place, tool).exists() and not (path / tool).exists():
                (path / tool).symlink_to(Path(place, tool))
    for name, script in programs.items():
        (path / name).write_text(f"#!/bin/sh\n{script}\n")
        (path / name).chmod(0o755)
    return path


def _run(checkout: Path, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "p2p", "serve"],
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_without_python_it_says_what_to_install(tmp_path: Path) -> None:
    run = _run(_checkout(tmp_path), _machine(tmp_path))
    assert run.returncode == 1
    assert run.stderr == (
        "p2p: Python 3.11 or newer is needed and none was found"
        " (Debian: sudo apt install python3 python3-venv; or install uv).\n"
    )


def test_with_a_python_that_is_too_old_it_says_so(tmp_path: Path) -> None:
    run = _run(_checkout(tmp_path), _machine(tmp_path, python3="exit 1"))
    assert run.returncode == 1
    assert "Python 3.11 or newer is needed" in run.stderr


def test_without_venv_it_names_the_package_to_install(tmp_path: Path) -> None:
    half = 'case "$2" in *ensurepip*) exit 1 ;; esac'
    run = _run(_checkout(tmp_path), _machine(tmp_path, **{"python3.12": half}))
    assert run.returncode == 1
    assert run.stderr == (
        "p2p: python3.12 cannot make virtual environments:"
        " install python3-venv (Debian: sudo apt install python3-venv).\n"
    )


def test_through_a_symlink_it_finds_its_own_folder(tmp_path: Path) -> None:
    checkout = _checkout(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "link").symlink_to(Path("..") / checkout.name / "p2p")
    broken = (
        'case "$*" in *ensurepip*|*version_info*) exit 0 ;;'
        f' *fcntl*) exec {shlex.quote(sys.executable)} "$@" ;; *) exit 1 ;; esac'
    )
    run = subprocess.run(
        [tmp_path / "elsewhere" / "link"],
        env={"PATH": str(_machine(tmp_path, python3=broken))},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 1
    assert f"p2p: could not make {checkout / '.venv'}" in run.stderr
    assert (checkout / ".venv.unfinished").exists()


def test_shellcheck_finds_nothing_in_the_scripts() -> None:
    shellcheck = Path(sys.executable).with_name("shellcheck")
    run = subprocess.run(
        [shellcheck, *SCRIPTS], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (run.returncode, run.stdout) == (0, "")
    assert all(os.access(ROOT / script, os.X_OK) for script in SCRIPTS)


def test_the_projects_own_checks_install_what_a_fresh_machine_lacks(tmp_path: Path) -> None:
    checkout = tmp_path / "a check out"
    for name, script in {"p2p": "exit 0", ".venv/bin/nox": "exit 0", ".ci/run": None}.items():
        file = checkout / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n" if script else (ROOT / name).read_text())
        file.chmod(0o755)
    noted = tmp_path / "asked for"
    note = f'echo "$DEBIAN_FRONTEND $*" >>{shlex.quote(str(noted))}'
    path = _machine(tmp_path, **{"python3": "exit 1", "apt-get": note, "id": "echo 0"})
    subprocess.run([path / "bash", checkout / ".ci/run"], env={"PATH": str(path)}, check=True, timeout=60)
    update, install = noted.read_text().splitlines()
    assert update.split() == ["update", "-qq"]
    assert install.startswith("noninteractive install -y")
    assert {"python3", "python3-venv", "ca-certificates", "chromium", "curl"} <= set(install.split())
