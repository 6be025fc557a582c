"""The documentation leads where it says, and tells of the product, not of the machine it was written on."""

import re
import subprocess
from pathlib import Path

import pytest

from entrypoints.cli.errors import EXIT_CODES, FAILED, INTERRUPTED, WRONG_CALL
from entrypoints.cli.main import COMMANDS
from tests.architecture.source import ROOT

PAGES = sorted(
    [page for page in ROOT.glob("*.md") if page.name != "LICENSES.md"] + [*(ROOT / "docs").rglob("*.md")]
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE_PATH = re.compile(r"`((?:src|tests|docs)/[\w./-]+)`")
NAMED = re.compile(r"`([A-Za-z_][\w.]*)`")
SOMEBODYS_MACHINE = re.compile(
    r"(?<![\w.~:/-])/(?:home|root|work|Users|opt|mnt|srv|tmp)/[\w.-]+|\b[A-Z]:\\Users"
    r"|\bhttps?://[\w.:-]+/(?:[\w./-]*/)?(?:simple|pypi|npm|artifactory)\b"
)
OTHERS_WORK = ("src/entrypoints/http/static/swagger-ui/", "web/package-lock.json")


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


def test_each_step_of_the_operation_that_is_followed_names_what_is_in_its_files() -> None:
    page = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    steps = re.findall(r"^\d+\. (.+)$", page.partition("followed end to end")[2], re.MULTILINE)
    missing = []
    for step in steps:
        code = "".join((ROOT / path).read_text(encoding="utf-8") for path in CODE_PATH.findall(step))
        words = {word for name in NAMED.findall(step) for word in name.split(".")}
        missing += [(step[:40], word) for word in words if not re.search(rf"\b{word}\b", code)]
    assert len(steps) == 9
    assert missing == []


def test_what_the_page_on_operations_quotes_is_in_the_code() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    quotes = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    code = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    assert quotes
    assert [quote for quote in quotes if not any(quote in text for text in code)] == []


def test_running_it_names_every_command_and_every_exit_code() -> None:
    page = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`p2p {name}" not in page] == []
    told = {
        int(code) for row in re.findall(r"^\| ([\d, ]+) \|", page, re.MULTILINE) for code in row.split(",")
    }
    assert told == {0, FAILED, WRONG_CALL, INTERRUPTED, *EXIT_CODES.values()}


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
        ours = not path.relative_to(ROOT).as_posix().startswith(OTHERS_WORK)
        if ours and path.suffix in {
            ".py",
            ".md",
            ".txt",
            ".toml",
            ".html",
            ".js",
            ".css",
            ".svg",
            ".yaml",
            ".sh",
            ".json",
            "",
        }:
            text = path.read_text(encoding="utf-8")
            telling += [(path.relative_to(ROOT).as_posix(), hit) for hit in SOMEBODYS_MACHINE.findall(text)]
    assert telling == []


def test_the_task_list_has_every_task_once_with_its_state() -> None:
    page = (ROOT / "docs" / "task-list.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (P\d\S*) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE)
    assert len(rows) == len({task for task, *_ in rows}) == 80
    assert {state for _, _, state, _ in rows} <= {"here", "in part", "replaced", "planned"}
    assert [task for task, _, state, where in rows if state == "here" and "`tests/" not in where] == []
    points = ("issue", "no issue yet", "the same")
    assert [
        task for task, _, state, where in rows if state == "planned" and not where.startswith(points)
    ] == []


def test_every_decision_is_found_from_the_map() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    records = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [name for name in records if f"(decisions/{name})" not in index] == []


def test_decisions_are_numbered_without_gaps_and_fit_a_screen() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    assert [record.name for record in records if len(record.read_text().splitlines()) > 40] == []
