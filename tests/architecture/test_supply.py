"""What is installed: every package pinned with hashes, under a licence we may ship beside."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.licences import NAMED, licence, pins
from tests.architecture.source import ROOT, SOURCE, imports, within

LOCKS = ("constraints.txt", "constraints-server.txt")
STATIC = SOURCE / "entrypoints" / "http" / "static"
MOST_FOR_OTHER_PLATFORMS = 5

ALLOWED = re.compile(
    r"\b(MIT|0?BSD|Apache|ISC|PSF|Python Software|Python-2|MPL|Mozilla Public|Unlicense)", re.IGNORECASE
)
FORBIDDEN = re.compile(
    r"(?<!L)GPL|(?<!Lesser )General Public License|Proprietary|SSPL|Commons Clause", re.IGNORECASE
)
IMPORTED_AS = {
    "argon2-cffi": None,  # libpass calls it
    "dependency-injector": "dependency_injector",
    "libpass": "passlib",
    "markdown-it-py": "markdown_it",
    "prometheus-client": "prometheus_client",
    "pysqlite3": None,  # chosen at run time where its wheel exists
    "tzdata": None,  # the standard library reads it
}


def _project() -> dict[str, dict[str, list[str]]]:
    content: dict[str, dict[str, dict[str, list[str]]]] = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return content["project"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_lock_names_a_host_or_a_folder(lock: str) -> None:
    text = (ROOT / lock).read_text()
    blocks = re.split(r"\n(?=\S)", text)
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"https?://|file:|--index|--find-links|\s/\w+", text) == []


def test_the_two_locks_agree() -> None:
    whole, served = pins("constraints.txt"), pins("constraints-server.txt")
    assert served.items() <= whole.items()


@pytest.mark.parametrize(
    ("extra", "lock"),
    [
        ("server", "constraints-server.txt"),
        ("postgres", "constraints-server.txt"),
        ("redis", "constraints-server.txt"),
        ("files", "constraints-server.txt"),
        ("s3", "constraints-server.txt"),
        ("search", "constraints-server.txt"),
        ("dev", "constraints.txt"),
    ],
)
def test_every_declared_package_is_locked_within_its_range(extra: str, lock: str) -> None:
    pinned = pins(lock)
    wanted = [Requirement(line) for line in _project()["optional-dependencies"][extra]]
    assert [
        str(want) for want in wanted if pinned.get(canonicalize_name(want.name), "") not in want.specifier
    ] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_package_that_is_wanted_with_an_extra_is_locked_with_it(lock: str) -> None:
    """Else an older pip takes the newest `coverage[toml]`, finds `coverage` pinned, and refuses both."""
    with_extras = re.findall(r"^(\S+)\[(\S+)]==", (ROOT / lock).read_text(), re.MULTILINE)
    locked = {(name, extra) for name, extras in with_extras for extra in extras.split(",")}
    wanted = {
        (canonicalize_name(want.name), extra)
        for name in pins(lock)
        for want in map(Requirement, _requirements(name))
        if want.marker is None or want.marker.evaluate()
        for extra in want.extras
    }
    assert wanted - locked == set()


def _requirements(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:  # a pin for another platform or Python
        return []


def test_every_package_of_the_server_is_used() -> None:
    used = {
        target.split(".")[0]
        for name in ("adapters", "entrypoints")
        for tree in within(name).values()
        for target in imports(tree)
    }
    declared = [Requirement(line).name for line in _project()["optional-dependencies"]["server"]]
    assert [name for name in declared if IMPORTED_AS.get(name, name) not in {*used, None}] == []


def test_every_locked_package_has_an_allowed_licence() -> None:
    licences = {name: found for name in pins("constraints.txt") if (found := licence(name))}
    assert len(licences) >= len(pins("constraints-server.txt")) - MOST_FOR_OTHER_PLATFORMS
    unknown = {name: found for name, found in licences.items() if name not in NAMED and not _allowed(found)}
    assert unknown == {}


def test_licences_md_lists_what_the_server_installs() -> None:
    listed = set(re.findall(r"^\| ([a-z0-9._-]+) \|", (ROOT / "LICENSES.md").read_text(), re.MULTILINE))
    assert listed - {"package", "---"} == set(pins("constraints-server.txt"))


def test_every_file_we_ship_of_others_is_listed_with_a_licence_that_lies_beside_it() -> None:
    page = (STATIC / "THIRD_PARTY.md").read_text(encoding="utf-8")
    rows = [re.findall(r"`([^`]+)`", row) for row in re.findall(r"^\| (`.+) \|$", page, re.MULTILINE)]
    shipped = [path for path in STATIC.glob("*/*") if "LICENSE" not in path.name and path.name != "NOTICE"]
    listed = {path for what, *_ in rows for path in STATIC.glob(f"{what}*" if what.endswith("/") else what)}
    assert shipped
    assert [path.name for path in shipped if path not in listed] == []
    named = [name for row in rows for name in row if "LICENSE" in name]
    assert len(named) >= len(rows)
    assert [
        name for name in named if not (STATIC / name).is_file() and not any(STATIC.glob(f"*/{name}"))
    ] == []
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert [
        product for product in ("Swagger UI", "Inter", "IBM Plex Sans Arabic") if product not in notice
    ] == []


def _allowed(text: str) -> bool:
    return bool(ALLOWED.search(text)) and not FORBIDDEN.search(text)
