"""What journeys through the client have in common: people with accounts, and pages held to WCAG 2.2 AA."""

import re
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from entrypoints.http.client.build import SOURCES, ClientBuild
from tests.browser.visitor import Theme, Visitor
from tests.process import journey
from tests.process.installation import Installation, Server
from tests.process.waiting import until

AXE = SOURCES / "node_modules" / "axe-core" / "axe.min.js"
NARROW = 390
_LOOKS = 400  # 20 s, far more than a mail takes
_JUDGE = """async (rules) => {
    const ends = (one) => one.effect.getComputedTiming().iterations !== Infinity
    const moves = (one) => ends(one) && one.playState !== 'finished'
    for (let some; (some = document.getAnimations().filter(moves)).length; )
        await Promise.allSettled(some.map((one) => one.finished))
    const isComing = document.querySelector('.skeleton, ul[aria-busy=true]')
    if (isComing || document.documentElement.scrollHeight > innerHeight) return null
    return axe.run(document, { runOnly: rules })
}"""
"""What the rules find, once all has come: what fades in has too little contrast for a fifth of a second."""
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def built_client(folder: Path) -> Installation:
    """An installation that hands out the client, which is built first if it isn't yet."""
    client = ClientBuild(skip=False)
    client.begin()
    client.wait()
    if client.built is None or not AXE.is_file():
        pytest.skip(f"the web client isn't built ({client.stage}); it needs Node 20.19 or newer and npm")
    installation = Installation(folder)
    installation.environment["P2P_SKIP_WEB"] = "false"
    return installation


def must_be_accessible(page: Page) -> None:
    """Nothing that the rules find, and nothing wider than the window.

    The window is as high as the page for it: what lies under the tabs at the bottom counts as too small.
    """
    seen = page.viewport_size or {"width": 1280, "height": 844}
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = dict[str, Any]()

    def is_judged() -> bool:
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": seen["width"], "height": max(seen["height"], height)})
        found.update(page.evaluate(_JUDGE, _RULES) or {})
        return bool(found)

    until(is_judged)
    broken = [
        (one["id"], [(node["target"], node["failureSummary"]) for node in one["nodes"]])
        for one in found["violations"]
    ]
    assert broken == [], broken
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1], page.url
    page.set_viewport_size(seen)


def token_for(server: Server, email: str, before: int = 0) -> str:
    """The token in the newest mail to somebody, once more than so many are there."""
    pause = Event()
    for _ in range(_LOOKS):
        mine = [mail for mail in server.mails() if mail["to"] == email]
        if len(mine) > before:
            return journey.token_of(mine[0])
        pause.wait(0.05)
    raise AssertionError(f"no mail came to {email}")


def account(server: Server, email: str) -> None:
    """Somebody whose address is proved."""
    journey.sign_up(server, email)
    body = {"token": token_for(server, email)}
    journey.done(server.browser.post(f"{journey.AUTH}/email/verify", json=body))


def asked(server: Server, title: str, body: str) -> str:
    """Start a topic as who is signed in over HTTP; its id."""
    category = journey.done(server.browser.get(f"{journey.FORUMS}/categories"))["items"][0]["id"]
    new = {"title": title, "body": body, "category_id": category}
    return str(journey.done(server.browser.post(f"{journey.FORUMS}/topics", json=new), 201)["id"])


def replied(server: Server, topic: str, body: str) -> str:
    """Reply as who is signed in over HTTP; the reply's id."""
    path = f"{journey.FORUMS}/topics/{topic}/posts"
    return str(journey.done(server.browser.post(path, json={"body": body}), 201)["id"])


def must_be_told(page: Page, count: int) -> None:
    """So much is new for who is signed in there: what was promised is done by a worker, a moment later."""
    asked_of = page.context.request
    url = f"{page.evaluate('location.origin')}/api/v1/notifications/unread-count"
    until(lambda: bool(asked_of.get(url).json()["notifications"] == count))


def log_in(page: Page, email: str) -> None:
    """By the form that is on the page."""
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(journey.PASSWORD)
    page.locator("form button[type=submit]").click()


def enter(visit: Visitor, email: str, path: str, language: str, width: int, theme: Theme = "light") -> Page:
    """Sign in on the way to a page."""
    page = visit.open(f"{path}?lang={language}", language, theme, width)
    log_in(page, email)
    page.wait_for_url(re.compile(rf"^[^?#]*{re.escape(path)}"))  # not the login that leads there
    must_be_inside(page)
    return page


def must_be_inside(page: Page) -> None:
    """The platform is drawn: for a moment its address is there, and the login still is what hears keys."""
    expect(page.locator("nav").locator("visible=true").first).to_be_visible()


def is_draft_kept(answer: Response) -> bool:
    """Whether it is the server's word that it keeps what was written."""
    return answer.request.method == "PUT" and "/api/v1/drafts/" in answer.url
