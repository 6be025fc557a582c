"""The web client speaks of the API as it is: its types are made of the description that is served."""

import json
import re

from tests.architecture.client_document import KEPT, digest, named_digest, written
from tests.architecture.source import ROOT

_REMEDY = "run `npm run types` in web/ (nox -s client_types where there is no .venv yet)"


def test_the_clients_types_are_made_of_the_api_as_it_is() -> None:
    assert KEPT.read_text(encoding="utf-8") == written(), _REMEDY
    assert named_digest() == digest(written()), _REMEDY


def test_the_clients_lock_names_no_host() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert [name for name, package in lock["packages"].items() if name and "integrity" not in package] == []


def test_the_clients_packages_are_pinned_exactly() -> None:
    package = json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))
    pins = {**package["dependencies"], **package["devDependencies"]}
    assert {name: pin for name, pin in pins.items() if not pin[0].isdigit()} == {}


def test_the_clients_licences_are_listed_and_allowed() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    page = (ROOT / "web" / "LICENSES.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\S+) \| (\d\S*) \| (.+) \|$", page, re.MULTILINE)
    shipped, names = set[str](), list(lock[""]["dependencies"])
    while names:
        name = names.pop()
        if name not in shipped:
            shipped.add(name)
            names += lock[f"node_modules/{name}"].get("dependencies", {})
    assert {name for name, _, _ in listed} == shipped
    assert [name for name, version, _ in listed if lock[f"node_modules/{name}"]["version"] != version] == []
    assert {licence for _, _, licence in listed} <= {
        "MIT",
        "ISC",
        "Apache-2.0",
        "BSD-3-Clause",
        "0BSD",
        "Unlicense",
    }
