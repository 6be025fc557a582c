"""What people write runs nothing in others' browsers and calls nobody, even where no policy holds it back.

Each text goes through the real API. What comes back is put into one page without a Content Security Policy:
once as the page's own source, and once as the client does it. The same texts unrendered show that the page
would notice.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, Route

from tests.browser.hostile import LABELS, NAMES, bodies, texts
from tests.browser.visitor import Chromium
from tests.process import journey
from tests.process.installation import Server
from tests.process.waiting import until

FORUMS = journey.FORUMS
AUTHOR = "hostile@plastics.example"
TAGS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "code", "hr", "br"),
    *("table", "thead", "tbody", "tr", "th", "td", "em", "strong", "s", "a"),
}
ATTRIBUTES = {"dir", "href", "title", "rel", "start", "class"}
SCHEMES = {"http:", "https:", "mailto:"}
_LEAST = 200
_INSERT = """html => { const place = document.createElement('section'); document.body.append(place);
    place.innerHTML = html }"""
_ELSEWHERE = r"/^[/\\\s]{2}|^[^/:]*$/"
"""An address with two slashes, or what a browser takes for them, or of no kind at all."""
_LOOK = """() => { const all = [...document.querySelectorAll('body > section *')]; return {
    sections: document.querySelectorAll('body > section').length,
    beside: [...document.body.children].filter(one => one.localName !== 'section').map(one => one.outerHTML),
    tags: [...new Set(all.map(one => one.localName))],
    attributes: [...new Set(all.flatMap(one => one.getAttributeNames()))],
    classes: [...new Set(all.map(one => one.className).filter(Boolean))],
    schemes: [...new Set(all.filter(one => one.hasAttribute('href')).map(one => one.protocol))],
    elsewhere: all.map(one => one.getAttribute('href') ?? '/').filter(one => one.match(_ELSEWHERE)),
    ran: window.ran }}""".replace("_ELSEWHERE", _ELSEWHERE)
_TOUCH = """async () => { for (const one of document.querySelectorAll('body > section *')) {
    for (const name of ['pointerover', 'mouseover', 'focus', 'focusin', 'error', 'load', 'toggle'])
        one.dispatchEvent(new Event(name))
    if (one.localName === 'a') { one.click(); await new Promise(done => setTimeout(done)) }
} return window.ran }"""


@dataclass
class Watch:
    """A page without a policy, and all that happened to it."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    html: str = ""

    def open(self, *sections: str) -> None:
        """Show these, each in its own section."""
        inside = "".join(f"<section>{one}</section>" for one in sections)
        self.html = f"<!doctype html><meta charset=utf-8><script>window.ran = []</script><body>{inside}"
        self.page.goto(self.address, wait_until="load")
        self.page.wait_for_timeout(500)  # what would run a little later

    def refuse(self, dialog: Dialog) -> None:
        """Note it, and go on."""
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def answer(self, route: Route) -> None:
        """Nobody is there but the page itself."""
        if route.request.url == self.address and route.request.is_navigation_request():
            route.fulfill(body=self.html, content_type="text/html")
        else:
            self.asked.append(route.request.url)
            route.fulfill(status=204)  # by which a page that was to be left stays


@pytest.fixture
def watch(chromium: Chromium, server: Server) -> Iterator[Watch]:
    with chromium.browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        watch = Watch(page, f"{str(server.browser.base_url).rstrip('/')}/hostile")
        context.route("**/*", watch.answer)
        context.on("page", lambda opened: watch.places.append(f"another window: {opened.url}"))
        page.on("dialog", watch.refuse)
        page.on("framenavigated", lambda frame: watch.places.append(frame.url))
        yield watch


@pytest.fixture(scope="module")
def rendered(server: Server) -> list[str]:
    """What the server makes of everything hostile, written by somebody with hostile names."""
    journey.sign_up(server, AUTHOR)
    mail = next(mail for mail in waited_for(server) if mail["to"] == AUTHOR)
    token = {"token": journey.token_of(mail)}
    user = journey.done(server.browser.post(f"{journey.AUTH}/email/verify", json=token))["user"]["id"]
    journey.log_in(server, AUTHOR)
    category = journey.done(server.browser.get(f"{FORUMS}/categories"))["items"][0]["id"]
    topic = {"title": "<img src=x onerror=alert(1)>", "body": "as below, in replies", "category_id": category}
    posts = f"{FORUMS}/topics/{post(server, f'{FORUMS}/topics', topic)['id']}/posts"

    def written(body: str) -> str:
        return str(post(server, posts, {"body": body})["body_html"])

    return [*map(written, bodies()), *mentioned(server, user, written)]


def mentioned(server: Server, user: str, written: Callable[[str], str]) -> Iterator[str]:
    """Labels and names of somebody who is mentioned."""
    for number, label in enumerate(LABELS, 800):
        yield written(label.format(n=number, user=user))
    for number, pattern in enumerate(NAMES, 900):
        name = pattern.format(n=number)
        changed = server.browser.patch("/api/v1/users/me", json={"first_name": name, "last_name": "x"})
        assert journey.done(changed)["display_name"] == f"{name} x"
        chosen = written(f"@[x](user:{user})")
        assert f'<a href="/people/{user}"' in chosen
        assert f">@{escape(name, quote=False)} x</a>" in chosen
        yield chosen
        yield written(f"@{name} x, look")


def post(server: Server, path: str, body: Mapping[str, object]) -> Any:  # noqa: ANN401 - any JSON
    return journey.done(server.browser.post(path, json=body), 201)


def waited_for(server: Server) -> list[dict[str, Any]]:
    """The mails, once there is one for the author."""
    until(lambda: any(mail["to"] == AUTHOR for mail in server.mails()))
    return server.mails()


def must_be_quiet(watch: Watch) -> None:
    assert (watch.asked, watch.dialogs, watch.places) == ([], [], [watch.address])
    seen = watch.page.evaluate(_LOOK)
    assert (seen["ran"], seen["beside"], seen["elsewhere"]) == ([], [], [])
    assert set(seen["tags"]) <= TAGS
    assert set(seen["attributes"]) <= ATTRIBUTES
    assert set(seen["classes"]) == {"mention"}
    assert set(seen["schemes"]) <= SCHEMES


def test_nothing_that_anybody_writes_runs_calls_or_leads_away(watch: Watch, rendered: list[str]) -> None:
    assert len(texts()) >= _LEAST
    watch.open(*rendered)
    must_be_quiet(watch)
    assert watch.page.evaluate(_LOOK)["sections"] == len(rendered), "nothing gets out of its place"


def test_nothing_happens_as_the_client_shows_it_nor_when_it_is_touched(
    watch: Watch, rendered: list[str]
) -> None:
    watch.open()
    for html in rendered:
        watch.page.evaluate(_INSERT, html)
    watch.page.wait_for_timeout(500)
    must_be_quiet(watch)
    assert watch.page.evaluate(_TOUCH) == []
    assert watch.dialogs == []
    assert {url for url in watch.asked if not url.startswith("http")} == set(), "links lead where they say"


def test_the_page_would_notice(watch: Watch) -> None:
    noticed = 0
    for number, text in enumerate(texts()):
        if number % 8 == 0:
            watch.places, watch.asked = [], []
            watch.open(text)
            noticed += bool(watch.page.evaluate("window.ran || []") or watch.asked or len(watch.places) > 1)
    assert noticed > 10, "unrendered, they do what they are for"
