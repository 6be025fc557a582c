"""The web client in a real browser on the real server: people's ways, each page held to WCAG 2.2 AA."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.client import (
    NARROW,
    account,
    built_client,
    enter,
    log_in,
    must_be_accessible,
    must_be_inside,
    token_for,
)
from tests.browser.visitor import Visitor
from tests.process import journey
from tests.process.installation import Server

pytestmark = pytest.mark.timeout(600)  # the first test may have to wait for the client to be built

WAYS = pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", NARROW)])
WORDS = {
    "en": {
        "kept": "Draft kept in this browser",
        "anew": "Begin anew",
        "others": "You have 1 other topic",
        "member": "is a member already",
        "promote": "Make an admin",
        "admin": "Admin",
        "deactivate": "Deactivate",
        "inactive": "Deactivated",
        "use": "Use this picture",
        "expertise": "Expertise",
        "saved": "Saved.",
        "edit": "Edit",
        "set up": "Set it up",
        "noted": "I have kept them",
        "on": "The second factor is on",
    },
    "ar": {
        "kept": "حُفظت المسودة في هذا المتصفح",
        "anew": "البدء من جديد",
        "others": "لديك موضوع آخر غير مكتمل",
        "member": "عضو بالفعل",
        "promote": "تعيين مسؤولًا",
        "admin": "مسؤول",
        "deactivate": "تعطيل الحساب",
        "inactive": "معطّل",
        "use": "استخدم هذه الصورة",
        "expertise": "الخبرات",
        "saved": "تم الحفظ.",
        "edit": "تعديل",
        "set up": "إعداد التحقق",
        "noted": "احتفظت بها",
        "on": "التحقق بخطوتين مفعّل",
    },
}
BODY = "It happens when `temp < 40 and pressure > 3 bar`, 85 % of the time."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    installation = built_client(tmp_path_factory.mktemp("client"))
    with installation.served() as served:
        yield served


def send(page: Page) -> None:
    """Send the form that is on the page."""
    page.locator("form button[type=submit]").first.click()


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", NARROW), ("ar", 1280), ("en", NARROW)])
def test_from_signing_up_to_the_first_topic_and_its_answer(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email = f"sara-{language}-{width}@factory.example"
    page = visit.open("/", language, "light", width)
    assert page.evaluate("document.documentElement.dir") == {"en": "ltr", "ar": "rtl"}[language]
    must_be_accessible(page)

    page.locator("a[href='/signup']").first.click()
    page.locator("[name=name]").fill("مصنع نجد للبلاستيك")
    page.locator("[name=industry]").select_option("plastics")
    must_be_accessible(page)
    send(page)
    page.locator("[name=first_name]").fill("سارة")
    send(page)
    expect(page.locator("[name=last_name]")).to_be_focused()
    page.locator("[name=last_name]").fill("Alharbi")
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(journey.PASSWORD)
    must_be_accessible(page)
    send(page)
    expect(page.get_by_text(email)).to_be_visible()
    must_be_accessible(page)

    page.goto(f"{visit.origin}/verify-email#token={token_for(server, email)}")
    expect(page).to_have_url(f"{visit.origin}/verify-email")
    must_be_accessible(page)
    page.locator("main button").click()
    expect(page.get_by_text("سارة Alharbi")).to_be_visible()
    page.locator("main a[href^='/login']").click()
    log_in(page, email)
    page.wait_for_url("**/dashboard")
    must_be_inside(page)
    must_be_accessible(page)

    page.locator("main a[href^='/forum/new']").first.click()
    page.locator("[name=title]").fill(f"Short shots on press {width} {language} طلقات ناقصة")
    page.locator("[name=category]").select_option(index=1)
    page.locator("[name=body]").fill(BODY)
    must_be_accessible(page)
    send(page)
    page.wait_for_url(re.compile(r"/forum/(?!new)"))
    expect(page.locator("h1")).to_contain_text(f"press {width} {language}")
    expect(page.locator("article code")).to_have_text("temp < 40 and pressure > 3 bar")

    page.locator("[name=body]").fill("Vent the mould.")
    page.keyboard.press("Control+Enter")
    reply = page.locator("li article")
    expect(reply.get_by_text("Vent the mould.")).to_be_visible()
    reply.locator("button[aria-pressed]").first.click()
    expect(reply.locator("button[aria-pressed=true]")).to_contain_text("1")
    with page.expect_response(re.compile("/best-answer$")):
        reply.get_by_role("button", name={"en": "This helped", "ar": "هذا ما أفادني"}[language]).click()
    expect(page.locator("#answer")).to_be_visible()
    must_be_accessible(page)
    page.reload()
    expect(page.locator("#answer")).to_be_visible()


@WAYS
def test_a_session_that_ends_in_mid_typing_loses_no_word(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email = f"typing-{language}@factory.example"
    account(server, email)
    page = enter(visit, email, "/forum/new", language, width)
    page.locator("[name=title]").fill("Which oil for the old press?")
    page.locator("[name=category]").select_option(index=1)
    page.locator("[name=body]").fill(BODY)
    page.context.clear_cookies()
    send(page)

    dialog = page.get_by_role("dialog")
    expect(dialog.locator("[name=email]")).to_have_value(email)
    must_be_accessible(page)
    dialog.locator("[name=password]").fill(journey.PASSWORD)
    dialog.locator("button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("Which oil for the old press?")


def refuse(route: Route) -> None:
    """What is to be kept; the rest goes its way."""
    if route.request.method == "PUT":
        route.fulfill(status=429, content_type="application/problem+json", body='{"code": "rate_limited"}')
    else:
        route.fallback()


@WAYS
def test_what_was_written_survives_a_closed_tab_and_goes_when_it_is_thrown_away(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email, words = f"draft-{language}@factory.example", WORDS[language]
    account(server, email)
    page = enter(visit, email, "/forum/new", language, width)
    page.route("**/api/v1/drafts/*", refuse)  # so that this browser alone has it
    page.locator("[name=title]").fill("Half a thought")
    expect(page.get_by_text(words["kept"])).to_be_visible()
    page.close()

    again = page.context.new_page()
    again.goto(f"{visit.origin}/forum/new")
    expect(again.locator("[name=title]")).to_have_value("Half a thought")
    must_be_accessible(again)
    again.get_by_role("button", name=words["anew"]).click()
    expect(again.get_by_text(words["others"])).to_be_visible()
    expect(again.locator("[name=title]")).to_have_value("")
    again.reload()
    expect(again.locator("[name=title]")).to_have_value("")


@WAYS
def test_a_colleague_is_invited_joins_becomes_an_admin_and_is_shut_out(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email, colleague = f"admin-{language}@factory.example", f"omar-{language}@factory.example"
    words = WORDS[language]
    account(server, email)
    page = enter(visit, email, "/admin/invitations", language, width)
    page.locator("[name=addresses]").fill(f"Omar <{colleague}>, {email}")
    send(page)
    results = page.get_by_role("status").filter(has_text=colleague)
    expect(results).to_contain_text(words["member"])
    must_be_accessible(page)

    joining = visit.open(f"/accept-invitation#token={token_for(server, colleague)}", "ar", "dark", NARROW)
    expect(joining.get_by_text("مصنع نجد للبلاستيك")).to_be_visible()
    joining.locator("[name=first_name]").fill("عمر")
    joining.locator("[name=last_name]").fill("Haddad")
    joining.locator("[name=password]").fill(journey.PASSWORD)
    must_be_accessible(joining)
    send(joining)
    joining.wait_for_url("**/dashboard")

    page.goto(f"{visit.origin}/admin/users")
    row = page.locator("li").filter(has_text=colleague)
    row.get_by_role("button").click()
    page.get_by_role("menuitem", name=words["promote"]).click()
    expect(row.get_by_text(words["admin"], exact=True)).to_be_visible()
    row.get_by_role("button").click()
    page.get_by_role("menuitem", name=words["deactivate"]).click()
    expect(row.get_by_text(words["inactive"])).to_be_visible()
    must_be_accessible(page)
    refused = visit.open("/login")
    log_in(refused, colleague)
    expect(refused.get_by_role("alert")).to_be_visible()


def test_the_keyboard_alone_finds_its_way(server: Server, visit: Visitor) -> None:
    email = "keys@factory.example"
    account(server, email)
    page = visit.open("/forum")
    log_in(page, email)
    page.wait_for_url("**/forum")
    expect(page.locator("h1")).to_have_text("Forum")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Search …")).to_be_focused()
    must_be_accessible(page)
    page.keyboard.type("people")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("People")
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("[type=search]")).to_be_focused()
    page.keyboard.type("سارة")
    page.wait_for_url(re.compile(r"q="))


PAGES = [
    "/",
    "/dashboard",
    "/forum?mine=bookmarked",
    "/search",
    "/notifications",
    "/help",
    "/people",
    "/organization",
    "/settings/profile",
    "/settings/account",
    "/settings/notifications",
    "/settings/security",
    "/settings/sessions",
    "/settings/tokens",
    "/settings/data",
    "/admin/users",
    "/admin/invitations",
    "/admin/statistics",
    "/admin/audit",
    "/no/such/page",
]


@pytest.mark.parametrize(("language", "theme", "width"), [("ar", "light", NARROW), ("en", "dark", 1280)])
def test_every_other_page_is_accessible_and_fits(
    server: Server, visit: Visitor, language: str, theme: str, width: int
) -> None:
    email = f"pages-{language}@factory.example"
    account(server, email)
    page = visit.open(f"/people?lang={language}", language, "dark" if theme == "dark" else "light", width)
    log_in(page, email)
    page.wait_for_url("**/people**")
    for path in PAGES:
        page.goto(f"{visit.origin}{path}", wait_until="networkidle")
        expect(page.locator("main :is(h1, h2)").first).to_be_visible()
        assert page.evaluate("document.documentElement.lang") == language
        must_be_accessible(page)


@WAYS
def test_a_forgotten_password_is_replaced_by_a_link(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email, chosen = f"forgot-{language}@factory.example", "nine amber gearboxes"
    account(server, email)
    page = visit.open("/login", language, "dark", width)
    page.locator("a[href='/forgot-password']").click()
    expect(page.locator("[name=password]")).to_have_count(0)  # the login has a field of the same name
    page.locator("[name=email]").fill(email)
    must_be_accessible(page)
    before = len([mail for mail in server.mails() if mail["to"] == email])
    send(page)
    expect(page.get_by_text(email)).to_be_visible()
    page.goto(f"{visit.origin}/reset-password#token={token_for(server, email, before)}")
    page.locator("[name=password]").fill("short")
    send(page)
    expect(page.locator("[name=password]")).to_be_focused()
    must_be_accessible(page)
    page.locator("[name=password]").fill(chosen)
    send(page)
    page.locator("main a[href^='/login']").click()
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(chosen)
    send(page)
    page.wait_for_url("**/dashboard")


@WAYS
def test_a_picture_is_cut_sent_and_shown(
    server: Server, visit: Visitor, tmp_path: Path, language: str, width: int
) -> None:
    email, title, words = f"picture-{language}@factory.example", f"Head of press {width}", WORDS[language]
    account(server, email)
    Image.new("RGB", (900, 600), "#b45309").save(tmp_path / "me.png")
    page = enter(visit, email, "/settings/profile", language, width)
    page.locator("[type=file]").set_input_files(tmp_path / "me.png")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("canvas")).to_be_visible()
    must_be_accessible(page)
    dialog.locator("[type=range]").fill("2")
    dialog.get_by_role("button", name=words["use"]).click()
    expect(page.locator("main img")).to_have_attribute("src", re.compile("/content"), timeout=30_000)
    expect(page.locator("aside img, header img").locator("visible=true")).to_be_visible()

    page.locator("[name=title]").fill(title)
    page.get_by_label(words["expertise"]).fill("lean manufacturing,PLC programming,")
    page.locator("form button[type=submit]").click()
    expect(page.get_by_text(words["saved"])).to_be_visible()
    page.goto(f"{visit.origin}/people?q={width}")
    expect(page.get_by_text(title)).to_be_visible()
    expect(page.locator("main li").get_by_text("PLC programming").first).to_be_visible()


@WAYS
def test_an_organization_describes_itself_and_others_see_it(
    server: Server, visit: Visitor, tmp_path: Path, language: str, width: int
) -> None:
    email, stranger = f"owner-{language}@factory.example", f"stranger-{language}@factory.example"
    words = WORDS[language]
    account(server, email)
    account(server, stranger)
    Image.new("RGB", (400, 400), "#006c35").save(tmp_path / "logo.png")
    page = enter(visit, email, "/organization", language, width)
    page.get_by_role("button", name=words["edit"]).click()
    page.locator("[type=file]").set_input_files(tmp_path / "logo.png")
    page.get_by_role("dialog").get_by_role("button", name=words["use"]).click()
    expect(page.locator("main img")).to_be_visible(timeout=30_000)
    page.locator("textarea[name=description]").fill("نصنع الأغطية: 22 presses, 85 % PP.")
    page.locator("[name=website]").fill("not an address")
    must_be_accessible(page)
    send(page)
    expect(page.locator("[name=website][aria-invalid=true]")).to_be_focused()
    page.locator("[name=website]").fill("https://plastics.example")
    send(page)
    expect(page.get_by_text("22 presses, 85 % PP.")).to_be_visible()
    must_be_accessible(page)

    journey.log_in(server, email)
    mine = journey.done(server.browser.get("/api/v1/organizations/me"))["id"]
    other = visit.open(f"/organizations/{mine}")
    log_in(other, stranger)
    expect(other.get_by_text("22 presses, 85 % PP.")).to_be_visible()
    expect(other.locator("main img")).to_be_visible()
    must_be_accessible(other)


@WAYS
def test_a_second_factor_is_set_up_and_asked_for(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email, words = f"factor-{language}@factory.example", WORDS[language]
    account(server, email)
    page = enter(visit, email, "/settings/security", language, width)
    page.get_by_role("button", name=words["set up"]).click()
    secret = page.locator("main code").inner_text().replace(" ", "")
    must_be_accessible(page)
    page.locator("[name=code]").fill(code_of(secret))
    send(page)
    codes = page.locator("main ul[dir=ltr] li")
    expect(codes.first).to_be_visible()
    recovery = codes.first.inner_text()
    page.get_by_role("button", name=words["noted"]).click()
    expect(page.get_by_text(words["on"], exact=True)).to_be_visible()

    other = visit.open("/login", language, "dark", width)
    log_in(other, email)
    expect(other.locator("[name=code]")).to_be_focused()
    must_be_accessible(other)
    other.locator("[name=code]").fill("000000")
    send(other)
    expect(other.get_by_role("alert")).to_be_visible()
    other.locator("[name=code]").fill(recovery)
    send(other)
    other.wait_for_url("**/dashboard")


def code_of(secret: str) -> str:
    """What the app would show now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
