"""The pages in a real browser: readable everywhere, self-contained, and the mail's link works by a click."""

import re
from threading import Event

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Theme, Visitor
from tests.process import journey
from tests.process.installation import Server

PATHS = ["/", "/verify-email", "/accept-invitation", "/docs", "/docs/problems", "/dev/mailbox"]
NARROW = 390
_LOOKS = 400  # 20 s, far more than a mail takes
_SHIFTED = """() => new Promise(done => new PerformanceObserver(list =>
    done(list.getEntries().reduce((sum, each) => sum + each.value, 0))
).observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 200))"""
CONFIRM = {"en": "Confirm my address", "ar": "أكّد بريدي"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_fits_a_narrow_screen_and_nothing_jumps(visit: Visitor, path: str, language: str) -> None:
    page = visit.open(path, language, "dark", NARROW)

    assert page.evaluate("document.documentElement.scrollWidth") == NARROW
    assert page.evaluate(_SHIFTED) < 0.1
    assert page.evaluate("document.documentElement.dir") == {"en": "ltr", "ar": "rtl"}[language]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_follows_the_theme_of_the_system(visit: Visitor, theme: Theme) -> None:
    ground = visit.open("/", theme=theme).evaluate("getComputedStyle(document.body).backgroundColor")

    assert ground == {"light": "rgb(248, 250, 252)", "dark": "rgb(11, 18, 32)"}[theme]


def test_the_keyboard_gets_to_the_content_first(visit: Visitor) -> None:
    page = visit.open("/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_welcome_page_shows_that_the_server_runs(visit: Visitor) -> None:
    expect(visit.open("/").locator("[data-status]")).to_contain_text("The server is running")
    expect(visit.open("/", "ar").locator("[data-status]")).to_contain_text("الخادم يعمل")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_link_in_the_mail_opens_the_account_by_a_click_and_only_once(
    server: Server, visit: Visitor, language: str
) -> None:
    email = f"noura-{language}@plastics.example"
    link = _mailed_link(server, email)
    page = visit.open("/dev/mailbox", language)

    with page.context.expect_page() as opened:
        page.frame_locator("iframe").get_by_role("link").first.click()
    arrived = opened.value
    button = arrived.get_by_role("button", name=CONFIRM[language])
    expect(button).to_be_visible()
    expect(arrived).to_have_url(f"{visit.origin}/verify-email")
    button.click()
    expect(arrived.locator("[data-name]")).to_have_text("نورة Al-Harbi")
    expect(arrived.locator("[data-organization]")).to_have_text("مصنع نجد للبلاستيك")
    journey.log_in(server, email)

    again = visit.open(link, language)
    again.get_by_role("button", name=CONFIRM[language]).click()
    expect(again.locator("h1")).to_have_text(
        {"en": "This link was used already", "ar": "سبق استخدام هذا الرابط"}[language]
    )
    _ask_for_a_new_link(again, email)


def test_a_damaged_link_is_told_and_a_wrong_address_too(visit: Visitor) -> None:
    page = visit.open("/verify-email#token=damaged")

    page.get_by_role("button", name=CONFIRM["en"]).click()
    expect(page.locator("h1")).to_have_text("This link isn't valid")
    page.locator("input").fill("nobody")
    page.get_by_role("button", name="Send a new link").click()
    expect(page.get_by_role("alert")).to_have_text("This isn't an e-mail address.")


def test_who_comes_too_late_is_led_to_sign_up_and_offered_no_link_that_never_comes(visit: Visitor) -> None:
    page = visit.open("/verify-email#token=abc")
    told = {"code": "token_expired", "title": "This link has expired", "detail": "Sign up again."}
    page.route("**/api/**", lambda route: route.fulfill(status=410, json=told))

    page.get_by_role("button", name=CONFIRM["en"]).click()
    expect(page.locator("h1")).to_have_text("This link has expired")
    expect(page.get_by_role("link", name="Sign up again")).to_have_attribute(
        "href", re.compile("#first-steps$")
    )
    expect(page.locator("[data-again]")).to_be_hidden()
    visit.complaints = [line for line in visit.complaints if "410" not in line]


def test_a_link_without_its_token_says_what_to_do(visit: Visitor) -> None:
    expect(visit.open("/verify-email").locator("h1")).to_have_text("Open the link of your mail")


def test_switching_the_language_keeps_the_token_and_shows_it_to_nobody(visit: Visitor) -> None:
    asked: list[str] = []
    page = visit.open("/verify-email#token=abc:1.x_y-z")
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))

    page.get_by_role("link", name="العربية").click()
    expect(page.get_by_role("button", name=CONFIRM["ar"])).to_be_visible()
    expect(page).to_have_url(f"{visit.origin}/verify-email?lang=ar")
    assert [line for line in asked if "abc:1" in re.sub(r"#\S*", "", line)] == []
    page.get_by_role("button", name=CONFIRM["ar"]).click()
    expect(page.locator("[data-state=problem]")).to_be_visible()
    assert [line for line in asked if "abc:1.x_y-z" in line.partition(" ")[2]]


def test_a_server_that_is_away_leaves_the_button(visit: Visitor) -> None:
    page = visit.open("/verify-email#token=abc")
    page.route(
        "**/api/**", lambda route: route.fulfill(status=503, json={"title": "Later", "detail": "Wait."})
    )

    page.get_by_role("button", name=CONFIRM["en"]).click()
    expect(page.locator("h1")).to_have_text("Later")
    expect(page.get_by_role("button", name=CONFIRM["en"])).to_be_visible()
    visit.complaints = [line for line in visit.complaints if "503" not in line]


def test_the_api_page_tries_operations_with_the_session_that_it_got(server: Server, visit: Visitor) -> None:
    email = "try@plastics.example"
    token = _mailed_link(server, email).partition("=")[2]
    journey.done(server.browser.post(f"{journey.AUTH}/email/verify", json={"token": token}))
    page = visit.open("/docs")

    login = f'{{"email": "{email}", "password": "{journey.PASSWORD}"}}'
    assert email in _tried(page, "Authentication-logIn", login)
    assert email in _tried(page, "Authentication-getSession", None)


def test_a_problems_type_leads_to_its_entry(visit: Visitor) -> None:
    page = visit.open("/docs/problems#token_expired")

    expect(page.locator("#token_expired")).to_be_in_viewport()


def _mailed_link(server: Server, email: str) -> str:
    """Sign up, and the path of the link in the mail, once it is there."""
    journey.sign_up(server, email)
    pause = Event()
    for _ in range(_LOOKS):
        mine = [mail for mail in server.mails() if mail["to"] == email]
        if mine:
            return f"/verify-email#token={journey.token_of(mine[0])}"
        pause.wait(0.05)
    raise AssertionError(f"no mail came to {email}")


def _ask_for_a_new_link(page: Page, email: str) -> None:
    page.locator("input").fill(email)
    page.locator("[data-send]").click()
    expect(page.locator("[data-sent]")).to_be_visible()


def _tried(page: Page, operation: str, body: str | None) -> str:
    """What the page shows as the answer of an operation."""
    place = page.locator(f"#operations-{operation}")
    place.locator(".opblock-summary-control").click()
    place.locator(".try-out__btn").click()
    if body is not None:
        place.locator("textarea").fill(body)
    place.locator(".execute").click()
    return place.locator(".live-responses-table").inner_text()
