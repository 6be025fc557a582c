"""The Dockerfiles: what the linter says, who runs what, and that nothing gets in that isn't named."""

import subprocess
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from sysconfig import get_path

import pytest

from tests.containers.dockerfile import ROOT, stages

BOTH = ("Dockerfile", "Dockerfile.dev")


@pytest.mark.parametrize("name", BOTH)
def test_the_linter_has_nothing_to_say(name: str) -> None:
    hadolint = which("hadolint", path=get_path("scripts"))
    assert hadolint
    said = subprocess.run([hadolint, ROOT / name], capture_output=True, text=True, check=False, timeout=60)
    assert (said.returncode, said.stdout) == (0, "")


@pytest.mark.parametrize("name", BOTH)
def test_it_runs_as_nobody_special(name: str) -> None:
    (user,) = stages(name)[-1].named("USER")
    assert user.text == "10001:10001"


@pytest.mark.parametrize("name", BOTH)
def test_each_step_is_one_that_is_tried_or_makes_the_user(name: str) -> None:
    commands = [run.command for stage in stages(name) for run in stage.named("RUN")]
    untried = [
        c for c in commands if not all(part.startswith("containers/install ") for part in c.split(" && "))
    ]
    assert len(untried) == 1
    assert [part.split()[0] for part in untried[0].split(" && ")] == ["groupadd", "useradd", "install"]


def test_what_reaches_the_builder_is_what_is_copied() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    allowed = {line[1:] for line in lines if line.startswith("!")}
    copies = [line for name in BOTH for stage in stages(name) for line in stage.named("COPY")]
    copied = {word for line in copies if not line.copies_from_a_stage for word in line.words[:-1]}
    assert next(line for line in lines if not line.startswith("#")) == "*"
    assert allowed == copied
    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_both_images_are_of_one_python() -> None:
    versions = {
        line
        for name in BOTH
        for line in (ROOT / name).read_text().splitlines()
        if line.startswith("ARG PYTHON")
    }
    assert len(versions) == 1


def test_the_debugger_is_in_the_development_image_alone() -> None:
    commands = [run.command for stage in stages("Dockerfile") for run in stage.named("RUN")]
    assert not any("debugger" in command for command in commands)
    assert find_spec("debugpy") is not None
    assert "debugpy" not in Path(ROOT / "constraints-server.txt").read_text(encoding="utf-8")
