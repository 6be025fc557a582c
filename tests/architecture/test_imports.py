"""The order of layers, slices and rooms: import-linter's contracts, and the one rule it cannot say."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT, imports, within

OPEN_ROOMS = ("model", "ports", "shapes")
OPEN_TO_ALL = ("p2p_core.shared", "p2p_core.app", "p2p_core.reactions")
SEE_EVERYTHING = ("p2p_core.app", "p2p_core.reactions", "p2p_core.contracts")


def test_import_linter_keeps_every_contract() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_slice_imports_from_another_only_its_model_ports_and_shapes() -> None:
    trespasses = [
        (name, target)
        for name, tree in within("p2p_core").items()
        if not name.startswith(SEE_EVERYTHING)
        for target in imports(tree)
        if target.startswith("p2p_core.") and not _welcome(name, target)
    ]
    assert trespasses == []


def _welcome(name: str, target: str) -> bool:
    if target.startswith(OPEN_TO_ALL) or _slice(name) == _slice(target):
        return True
    return any(room in target.split(".")[2:4] for room in OPEN_ROOMS)


def _slice(name: str) -> str:
    return name.split(".")[1] if "." in name else ""
