"""How pages look and print: words of any length and direction, narrow windows, paper, what is pasted."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.client import NARROW, account, built_client, enter, must_be_accessible
from tests.browser.visitor import Visitor
from tests.process import journey
from tests.process.installation import Server

pytestmark = pytest.mark.timeout(600)  # the first test may have to wait for the client to be built

WAYS = pytest.mark.parametrize(
    ("language", "width"), [("en", 1280), ("ar", NARROW), ("ar", 1280), ("en", NARROW)]
)
TIGHT = 320
UNBROKEN = "KM250-" + "0123456789" * 15
_DIRECTION = "one => getComputedStyle(one).direction"
_PASTE = """(one, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData("text/plain", text)
    one.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}))
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    installation = built_client(tmp_path_factory.mktemp("read"))
    with installation.served() as served:
        yield served


def thread(server: Server, email: str, title: str, depth: int = 9) -> str:
    """A topic whose replies hang beneath each other; its id."""
    account(server, email)
    journey.log_in(server, email)
    browser = server.browser
    category = journey.done(browser.get(f"{journey.FORUMS}/categories"))["items"][0]["id"]
    new = {"title": title, "body": journey.BODY, "category_id": category}
    topic = str(journey.done(browser.post(f"{journey.FORUMS}/topics", json=new), 201)["id"])
    parent = None
    for _ in range(depth):
        reply = {"body": f"كما في {UNBROKEN}", "parent_id": parent}
        parent = journey.done(browser.post(f"{journey.FORUMS}/topics/{topic}/posts", json=reply), 201)["id"]
    return topic


@WAYS
def test_words_without_a_space_and_deep_replies_fit_the_narrowest_window(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email = f"long-{language}-{width}@factory.example"
    topic = thread(server, email, UNBROKEN)
    page = enter(visit, email, f"/forum/{topic}", language, width, "dark")
    for path in (f"/forum/{topic}", "/forum", "/dashboard", "/admin/audit"):
        page.goto(f"{visit.origin}{path}", wait_until="networkidle")
        expect(page.locator("main :is(h1, h2)").first).to_be_visible()
        must_be_accessible(page)
        page.set_viewport_size({"width": TIGHT, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") == TIGHT, path
        page.set_viewport_size({"width": width, "height": 844})


@WAYS
def test_an_empty_field_begins_on_the_side_of_its_page(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email = f"side-{language}-{width}@factory.example"
    account(server, email)
    page = enter(visit, email, "/forum/new", language, width, "dark")
    own = {"en": "ltr", "ar": "rtl"}[language]
    for field in ("input[name=title]", "textarea[name=body]"):
        assert page.locator(field).evaluate(_DIRECTION) == own
    page.locator("[name=title]").fill("مكبس قديم")
    assert page.locator("[name=title]").evaluate(_DIRECTION) == "rtl"
    page.locator("[name=title]").fill("An old press")
    assert page.locator("[name=title]").evaluate(_DIRECTION) == "ltr"
    page.goto(f"{visit.origin}/search")
    search = page.locator("main [type=search]")
    assert search.evaluate(_DIRECTION) == own
    search.fill("press")
    aside = {"en": "paddingLeft", "ar": "paddingRight"}[language]
    assert search.evaluate(f"one => parseInt(getComputedStyle(one).{aside})") > 40, (
        "the words lie on the sign"
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_topic_is_printed_across_its_paper_with_dark_ink(
    server: Server, visit: Visitor, language: str
) -> None:
    email = f"paper-{language}@factory.example"
    topic = thread(server, email, "Settings of press 4", 2)
    page = enter(visit, email, f"/forum/{topic}", language, 1280, "dark")
    expect(page.locator("article").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("aside")).to_be_hidden()
    expect(page.locator("form")).to_be_hidden()
    assert page.locator("main").evaluate("one => one.offsetWidth") > 1000
    assert page.locator("article p").first.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"


@WAYS
def test_what_is_too_long_for_a_text_is_attached_as_a_file(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email = f"paste-{language}-{width}@factory.example"
    account(server, email)
    page = enter(visit, email, "/forum/new", language, width, "dark")
    body = page.locator("textarea[name=body]")
    body.fill("The log of last night:")
    body.evaluate(_PASTE, "02:14 pressure 80 bar\n" * 1_000)
    expect(page.locator("main li").filter(has_text="pasted.txt")).to_be_visible()
    expect(body).to_have_value("The log of last night:")
    must_be_accessible(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_of_tabs_that_do_not_fit_the_open_one_is_seen(server: Server, visit: Visitor, language: str) -> None:
    email = f"tabs-{language}@factory.example"
    account(server, email)
    page = enter(visit, email, "/settings/data", language, NARROW, "dark")
    expect(page.locator("main nav [aria-current=page]")).to_be_in_viewport(ratio=0.9)
