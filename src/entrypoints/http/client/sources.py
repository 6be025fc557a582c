"""What a client is built of, as one name; ``web/scripts/sources.mjs`` computes the same."""

import re
from hashlib import sha256
from pathlib import Path

_FOLDERS = ("src", "public")
_FILES = ("index.html", "package-lock.json", "package.json", "vite.config.ts")
_TESTS = re.compile(r"\.test\.tsx?$")


def sources_of(root: Path) -> str:
    """Name the content of all sources together."""
    found = [
        path.relative_to(root).as_posix()
        for folder in _FOLDERS
        for path in (root / folder).rglob("*")
        if path.is_file() and not _TESTS.search(path.name)
    ]
    digest = sha256()
    for name in sorted([*found, *_FILES]):
        digest.update(f"{name}\n".encode())
        digest.update(sha256((root / name).read_bytes()).hexdigest().encode())
    return digest.hexdigest()[:32]
