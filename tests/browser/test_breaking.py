"""What breaks in somebody's browser is one line of the server's log, and none of what they wrote."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.client import account, built_client, enter
from tests.browser.visitor import Chromium, Visitor
from tests.canaries import CANARY
from tests.process.installation import Installation
from tests.process.waiting import until

pytestmark = pytest.mark.timeout(600)  # the first test may have to wait for the client to be built

EMAIL = "broken@factory.example"
_THROW = """([words, script]) => {
    const broken = () => { throw Object.assign(new TypeError(words), {stack: script}) }
    for (const again of [1, 2]) setTimeout(broken)
}"""
_REJECT = "([words, script]) => void Promise.reject(Object.assign(new RangeError(words), {stack: script}))"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    installation = built_client(tmp_path_factory.mktemp("broken"))
    installation.environment["P2P_LOG_FORMAT"] = "json"
    with installation.served() as served:
        account(served, EMAIL)
        yield installation


@pytest.fixture
def visitor(chromium: Chromium, installation: Installation) -> Iterator[Visitor]:
    with Visitor(chromium, f"http://127.0.0.1:{installation.port}") as visitor:
        yield visitor


def noted(installation: Installation) -> list[dict[str, Any]]:
    """The lines so far."""
    lines = [line for line in installation.log.read_text().splitlines() if line.startswith("{")]
    return [line for line in map(json.loads, lines) if line["event"] == "client error"]


def entry(page: Page) -> str:
    """The name of the client's first script."""
    address = page.locator("script[type=module]").first.get_attribute("src") or ""
    return address.rpartition("/")[2]


def test_what_a_page_throws_is_noted_once_without_content(
    installation: Installation, visitor: Visitor
) -> None:
    page = visitor.open("/login?next=%2Fforum#secret")
    script, before = entry(page), len(noted(installation))
    words = f'no JSON: "{CANARY}" of {EMAIL} at {page.url}'
    page.evaluate(_THROW, [words, f"TypeError\n    at x ({visitor.origin}/assets/{script}:12:345)"])
    until(lambda: len(noted(installation)) > before)
    page.evaluate(_REJECT, ["of nobody", "at x (chrome-extension://abc/inject.js:1:1)"])
    page.evaluate(_REJECT, ["of ours", f"at x ({visitor.origin}/assets/{script}:6:7)"])
    until(lambda: len(noted(installation)) > before + 1)

    thrown, rejected = noted(installation)[before:]
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,64}", thrown.pop("request_id"))
    del thrown["time"]
    assert thrown == {
        "level": "warning",
        "event": "client error",
        "kind": "error",
        "where": "/login",
        "source": f"{script}:12:345",
        "build": script,
        "message": "TypeError: no JSON: … of … at …",
    }
    assert (rejected["kind"], rejected["message"]) == ("rejection", "RangeError: of ours")
    assert rejected["source"] == f"{script}:6:7"


def test_a_page_that_can_not_be_drawn_is_noted_by_its_route(
    installation: Installation, visitor: Visitor
) -> None:
    page = enter(visitor, EMAIL, "/forum", "en", 1280)
    before = len(noted(installation))
    answer = json.dumps({"items": [{"id": CANARY}], "next_cursor": None})

    def spoilt(route: Route) -> None:
        route.fulfill(body=answer, content_type="application/json")

    page.route(re.compile(r"/api/v1/forums/topics\?"), spoilt)
    page.goto(f"{visitor.origin}/forum?sort=top", wait_until="networkidle")
    until(lambda: len(noted(installation)) > before)
    (line,) = noted(installation)[before:]
    assert (line["kind"], line["where"]) == ("error", "/forum")
    assert line["message"].startswith("TypeError: Cannot read properties of undefined (reading ")
    assert re.fullmatch(r"[\w.-]+\.js:\d+:\d+", line["source"])


def test_a_page_whose_script_an_update_took_away_comes_with_one_reload(visitor: Visitor) -> None:
    page = enter(visitor, EMAIL, "/forum", "en", 1280)
    missed = list[str]()

    def gone(route: Route) -> None:
        missed.append(route.request.url)
        route.fulfill(status=404)

    page.route(re.compile(r"/assets/Directory-[^/]*\.js$"), gone, times=1)
    page.evaluate("window.before = true")
    # no pointer, which would have the script fetched as it comes near
    with page.expect_event("domcontentloaded"):
        page.locator("nav a[href='/people']").locator("visible=true").first.dispatch_event("click")
    expect(page.locator("main h1")).to_have_text("People")
    assert page.evaluate("window.before") is None
    assert len(missed) == 1
    missing = "Failed to fetch dynamically imported module"  # said, unless the reload is faster
    assert [line for line in visitor.complaints if missing not in line] == []
