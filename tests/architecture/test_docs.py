"""The documentation leads where it says, and tells of the product, not of the machine it was written on."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

PAGES = sorted(
    [page for page in ROOT.glob("*.md") if page.name != "LICENSES.md"] + [*(ROOT / "docs").rglob("*.md")]
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE_PATH = re.compile(r"`((?:src|tests|docs)/[\w./-]+)`")
SOMEBODYS_MACHINE = re.compile(r"(?<![\w.~-])/(?:home|root|work|Users|opt)/\w+")


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def _shipped() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - the developer's own git
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_inside_the_documentation_leads_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_file_the_documentation_names_is_there(page: Path) -> None:
    named = CODE_PATH.findall(page.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_page_can_be_reached_from_the_map() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        links = LINK.findall(page.read_text(encoding="utf-8"))
        waiting += [(page.parent / link.partition("#")[0]).resolve() for link in links if "://" not in link]
    assert {page.relative_to(ROOT).as_posix() for page in PAGES if page not in seen} == set()


def test_no_file_tells_of_the_machine_it_was_written_on() -> None:
    telling = []
    for path in _shipped():
        if path.suffix in {".py", ".md", ".txt", ".toml", ".html", ".js", ".css", ".svg", ".yaml", ""}:
            text = path.read_text(encoding="utf-8")
            telling += [(path.relative_to(ROOT).as_posix(), hit) for hit in SOMEBODYS_MACHINE.findall(text)]
    assert telling == []


def test_the_task_list_has_every_task_once_with_its_state() -> None:
    page = (ROOT / "docs" / "task-list.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (P\d\S*) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE)
    assert len(rows) == len({task for task, *_ in rows}) == 80
    assert {state for _, _, state, _ in rows} <= {"here", "in part", "replaced", "planned"}


def test_decisions_are_numbered_without_gaps_and_fit_a_screen() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    assert [record.name for record in records if len(record.read_text().splitlines()) > 40] == []
