"""Finding and knowing in the client: search, what is new, the first page, the keyboard, and interruptions."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.client import (
    NARROW,
    account,
    asked,
    built_client,
    enter,
    is_draft_kept,
    log_in,
    must_be_accessible,
    must_be_inside,
    must_be_told,
    replied,
)
from tests.browser.visitor import Visitor
from tests.process import journey
from tests.process.installation import Server
from tests.process.waiting import until

pytestmark = pytest.mark.timeout(600)  # the first test may have to wait for the client to be built

WAYS = [("en", 1280), ("ar", NARROW), ("ar", 1280), ("en", NARROW)]
WORDS = {
    "en": {
        "bell": "1 unread notification",
        "none": "You have seen everything.",
        "all": "Mark all as read",
        "sort": "Newest",
        "find": "Search …",
        "open": "My open questions",
        "steps": "Next for you",
        "syntax": "What you can type",
    },
    "ar": {
        "bell": "إشعار واحد غير مقروء",
        "none": "اطّلعت على كل شيء.",
        "all": "تحديد الكل كمقروء",
        "sort": "الأحدث",
        "find": "بحث …",
        "open": "أسئلتي المفتوحة",
        "steps": "خطواتك التالية",
        "syntax": "ما يمكنك كتابته",
    },
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with built_client(tmp_path_factory.mktemp("found")).served() as served:
        yield served


def ask(server: Server, email: str, title: str, body: str) -> str:
    """Start a topic as somebody who is new; its id."""
    account(server, email)
    journey.log_in(server, email)
    return asked(server, title, body)


@pytest.mark.parametrize(("language", "width"), WAYS)
def test_arabic_words_are_found_however_they_are_spelled_and_are_marked(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email = f"seeker-{language}-{width}@factory.example"
    topic = ask(
        server, email, f"تسرّب في الصِّمام القديم {language}{width}", "ظهر التسرب بعد الإصلاح عند ضغط 3 بار."
    )
    post = replied(server, topic, "جرّب تغيير الصمامات كلها. temp < 40 & 85 %")
    page = enter(visit, email, "/search", language, width)
    field = page.locator("main [type=search]")
    expect(field).to_be_focused()
    expect(page.get_by_text(WORDS[language]["syntax"])).to_be_visible()
    must_be_accessible(page)

    field.press_sequentially("صمام", delay=30)
    hits = page.locator("#hits li")
    expect(hits.first.locator("h2 mark")).to_have_text("الصِّمام")
    expect(hits.filter(has=page.locator(f"a[href*='{post}']"))).to_contain_text("temp < 40 & 85 %")
    expect(page).to_have_url(re.compile(r"q="))
    must_be_accessible(page)

    field.fill('"تغيير الصمامات" -زيت')
    expect(hits.first).to_contain_text("كلها")
    page.get_by_role("link", name=WORDS[language]["sort"]).click()
    expect(page).to_have_url(re.compile("sort=newest"))
    expect(hits.first.locator("p mark").first).to_be_visible()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits.first.locator("a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/forum/.+#post-"))
    expect(page.locator("article[data-linked]")).to_be_in_viewport()
    page.go_back()
    expect(field).to_have_value('"تغيير الصمامات" -زيت')
    field.fill("كلمةلاتوجدأبدًا")
    expect(page.locator("#hits h2").filter(has_text="كلمةلاتوجدأبدًا")).to_be_visible()
    must_be_accessible(page)


@pytest.mark.parametrize(("language", "width"), WAYS)
def test_what_is_new_rings_leads_to_the_reply_and_is_read(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email, helper = f"asker-{language}-{width}@factory.example", f"helper-{language}-{width}@factory.example"
    topic = ask(server, email, f"Which oil {language}{width}?", "The old press leaks oil.")
    page = enter(visit, email, "/notifications", language, width)
    expect(page.locator("main h2")).to_be_visible()
    must_be_accessible(page)

    account(server, helper)
    journey.log_in(server, helper)
    post = replied(server, topic, "Take the thick one.")
    replied(server, topic, "And change it twice a year.")
    must_be_told(page, 2)
    page.reload()  # what would be asked for again within half a minute
    expect(page.locator("main li")).to_have_count(2)
    expect(page).to_have_title(re.compile(r"^\(2\) "))
    must_be_accessible(page)
    page.locator("main li button").first.click()
    bell = page.get_by_role("button", name=WORDS[language]["bell"])
    expect(bell).to_be_visible()
    bell.click()
    place = page.locator("main") if width == NARROW else page.get_by_role("dialog")
    place.locator(f"a[href*='{post}']").click()
    expect(page).to_have_url(re.compile(f"{topic}#post-{post}"))
    expect(page.locator(f"#post-{post}")).to_be_focused()
    expect(page.get_by_role("button", name=WORDS[language]["bell"])).to_be_hidden()
    must_be_accessible(page)

    page.goto(f"{visit.origin}/settings/notifications")
    mailed = page.locator("main input").nth(1)
    expect(mailed).to_be_checked()
    mailed.click()
    expect(page.locator("[role=status]").filter(has_text=re.compile("Saved|الحفظ"))).to_be_visible()
    must_be_accessible(page)
    page.reload()
    expect(page.locator("main input").nth(1)).not_to_be_checked()


@pytest.mark.parametrize(("language", "width"), WAYS)
def test_what_one_bookmarks_is_found_again_and_gone_once_it_is_not(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email = f"keeper-{language}-{width}@factory.example"
    topic = ask(server, email, f"Which belt for line {width}?", "It slips once it is warm.")
    page = enter(visit, email, f"/forum/{topic}", language, width)
    ribbon = page.get_by_role("button", name=re.compile("^(Bookmark|حفظ للرجوع إليه)$"))
    for shown in (1, 0):
        with page.expect_response(re.compile("/bookmark$")):
            ribbon.click()
        page.goto(f"{visit.origin}/forum")
        page.get_by_role("link", name=re.compile("^(Bookmarked|محفوظة)$")).click()
        page.wait_for_url("**/forum?mine=bookmarked")
        if shown:
            expect(page.locator("main h2")).to_have_count(1)  # until it is there, the other list is, dimmed
            expect(page.locator("main h2")).to_have_text(f"Which belt for line {width}?")
            must_be_accessible(page)
            page.locator("main h2 a").click()
        else:
            expect(page.get_by_text(re.compile("Nothing bookmarked yet|لم تحفظ شيئًا بعد"))).to_be_visible()
            must_be_accessible(page)


def test_all_is_read_at_once_and_stays_read(server: Server, visit: Visitor) -> None:
    topic = ask(server, "many@factory.example", "Which glue?", "The label comes off.")
    account(server, "gluer@factory.example")
    journey.log_in(server, "gluer@factory.example")
    for number in range(25):
        replied(server, topic, f"Try number {number}.")
    page = enter(visit, "many@factory.example", "/forum", "en", 1280)
    must_be_told(page, 25)
    page.reload()
    page.get_by_role("button", name="25 unread notifications").click()
    panel = page.get_by_role("dialog", name="Notifications")
    expect(panel.locator("li")).to_have_count(6)
    must_be_accessible(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("button", name="25 unread notifications")).to_be_focused()
    page.keyboard.press("Enter")
    panel.get_by_role("link", name="Show all notifications").click()
    expect(page.locator("main li")).to_have_count(20)
    page.locator("main li").last.scroll_into_view_if_needed()
    expect(page.locator("main li")).to_have_count(25)
    with page.expect_response(re.compile("/read-all$")):
        page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_text("You have seen everything.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You have seen everything.")).to_be_visible()


@pytest.mark.parametrize(("language", "width"), WAYS)
def test_the_first_page_shows_what_there_is_and_teaches_what_there_isnt(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email = f"home-{language}-{width}@factory.example"
    title = f"Weld lines {language}{width}"
    topic = ask(server, email, title, "Since Monday, at 235 °C.")
    draft = {"body": {"body": "نصف رد", "topic_id": topic}, "sequence": 1}
    journey.done(server.browser.put(f"/api/v1/drafts/reply:{topic}", json=draft))
    account(server, f"other-{email}")
    journey.log_in(server, f"other-{email}")
    replied(server, topic, "Raise the melt.")
    journey.log_in(server, email)
    until(lambda: one_is_new(server))  # which the page asks for again in half a minute only
    page = visit.open(f"/?lang={language}", language, "light", width)
    page.locator("main a[href='/login']").first.click()
    log_in(page, email)
    page.wait_for_url("**/dashboard")
    figures = page.locator("main ul").first.locator("a")
    expect(figures.nth(0)).to_contain_text("1")
    expect(figures.nth(1)).to_contain_text("1")
    expect(figures.nth(3)).to_contain_text("1")
    expect(page.get_by_text(WORDS[language]["steps"])).to_be_visible()
    expect(page.get_by_text("نصف رد")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name=title)).to_have_count(2)
    must_be_accessible(page)
    page.locator("#open").get_by_role("link", name=title).click()
    expect(page.locator("h1")).to_have_text(title)


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 1280)])
def test_the_keyboard_alone_leads_from_the_login_to_a_topic(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email = f"keys-{language}@factory.example"
    ask(server, email, f"Gearbox noise {language}", "It hums at 40 Hz.")
    page = visit.open(f"/login?lang={language}", language, "light", width)
    expect(page.locator("[name=email]")).to_be_focused()
    page.keyboard.type(email)
    tab_to(page, "[name=password]")
    page.keyboard.type(journey.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/dashboard")
    must_be_inside(page)
    page.keyboard.press("Tab")
    expect(page.locator("main")).not_to_be_focused()

    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name=WORDS[language]["find"])
    expect(field).to_be_focused()
    page.keyboard.type(f"gearbox {language}")
    option = page.get_by_role("option").filter(has=page.locator("mark"))
    expect(option.first).to_be_visible()
    for _ in range(6):
        if option.first.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowDown")
    expect(option.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == option.first.get_attribute("id")
    must_be_accessible(page)
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type(f"gearbox {language}")
    expect(option.first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q="))
    expect(page.locator("[data-hit]").first).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(f"Gearbox noise {language}")
    page.keyboard.press("?")
    expect(page).to_have_url(re.compile("/help#keyboard"))


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until it has the focus, as often as a page may ask of somebody."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator(selector).evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{selector} is out of reach")


@pytest.mark.parametrize(("language", "width"), WAYS)
def test_a_session_that_ends_in_mid_reply_loses_no_word_and_interrupts_nobody(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email = f"mid-{language}-{width}@factory.example"
    topic = ask(server, email, "Which belt?", "The old one slips at 24V.")
    page = enter(visit, email, f"/forum/{topic}", language, width)
    page.reload(wait_until="networkidle")  # what the page itself can't do without may ask for a login
    expect(page.locator("[aria-labelledby=replies] h2")).to_have_count(2)  # "no replies yet" is there
    words = "temp < 40 و ضغط 3 بار، 85 %"
    page.locator("[name=body]").fill(words)
    page.context.clear_cookies()
    page.evaluate("dispatchEvent(new Event('visibilitychange'))")  # what asks for what is new
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.locator("[name=body]").press("Control+Enter")

    dialog = page.get_by_role("dialog")
    expect(dialog.locator("[name=email]")).to_have_value(email)
    expect(page.locator("main [name=body]")).to_have_value(words)
    must_be_accessible(page)
    dialog.locator("[name=password]").fill("not the passphrase at all")
    dialog.locator("button[type=submit]").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.locator("[name=password]").fill(journey.PASSWORD)
    dialog.locator("button[type=submit]").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("li article").get_by_text("temp < 40")).to_be_visible()
    expect(page.locator("main [name=body]")).to_have_value("")
    expect(page.locator("li article")).to_have_count(1)


def test_whoever_else_signs_in_over_the_page_sees_nothing_of_it(server: Server, visit: Visitor) -> None:
    topic = ask(server, "first@factory.example", "Only for us", "Half written words are mine.")
    account(server, "second@factory.example")
    page = enter(visit, "first@factory.example", f"/forum/{topic}", "en", 1280)
    page.locator("[name=body]").fill("Not for others.")
    until(lambda: "Not for others." in page.evaluate("Object.values(localStorage).join()"))
    page.context.clear_cookies()
    page.locator("[name=body]").press("Control+Enter")
    dialog = page.get_by_role("dialog")
    dialog.locator("[name=email]").fill("second@factory.example")
    dialog.locator("[name=password]").fill(journey.PASSWORD)
    with page.expect_navigation():
        dialog.locator("button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("Only for us")
    must_be_inside(page)
    expect(page.locator("li article")).to_have_count(0)
    expect(page.locator("[name=body]")).to_have_value("")
    page.goto(f"{visit.origin}/drafts", wait_until="networkidle")
    expect(page.get_by_text("Not for others.")).to_have_count(0)
    journey.log_in(server, "second@factory.example")
    assert journey.done(server.browser.get("/api/v1/drafts"))["items"] == []

    page.context.clear_cookies()
    page.goto(f"{visit.origin}/login?next=/forum/{topic}", wait_until="networkidle")
    log_in(page, "first@factory.example")
    expect(page.locator("[name=body]")).to_have_value("Not for others.")


def test_a_tab_is_left_when_somebody_else_signs_in_in_another(server: Server, visit: Visitor) -> None:
    topic = ask(server, "left@factory.example", "Only for the first", "Words are their writer's.")
    account(server, "right@factory.example")
    page = enter(visit, "left@factory.example", f"/forum/{topic}", "en", 1280)
    with page.expect_response(is_draft_kept):
        page.locator("[name=body]").fill("Not for the other.")
    page.context.clear_cookies()
    other = page.context.new_page()
    other.goto(f"{visit.origin}/login")
    with page.expect_navigation():
        log_in(other, "right@factory.example")
    other.wait_for_url("**/dashboard")
    expect(page.locator("h1")).to_have_text("Only for the first")
    must_be_inside(page)
    expect(page.locator("[name=body]")).to_have_value("")
    other.goto(f"{visit.origin}/drafts", wait_until="networkidle")
    expect(other.get_by_text("Not for the other.")).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", NARROW)])
def test_a_page_without_its_server_says_so_and_comes_back_by_itself(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email = f"away-{language}@factory.example"
    ask(server, email, f"Before the storm {language}", "Everything hums at 40 Hz.")
    page = enter(visit, email, "/people", language, width)
    expect(page.locator("h1")).to_be_visible()
    page.context.set_offline(True)
    page.locator("nav a[href='/forum']").locator("visible=true").click()
    banner = page.get_by_role("status").filter(has_text=re.compile("offline|غير متصل"))
    expect(banner).to_be_visible()
    must_be_accessible(page)
    page.context.set_offline(False)
    expect(page.get_by_text(f"Before the storm {language}")).to_be_visible(timeout=20_000)
    expect(banner).to_be_hidden()
    visit.complaints = [line for line in visit.complaints if "ERR_INTERNET_DISCONNECTED" not in line]


@pytest.mark.parametrize(("language", "width"), [("ar", NARROW), ("en", 1280)])
def test_help_is_there_for_visitors_and_members(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email = f"help-{language}@factory.example"
    account(server, email)
    page = visit.open(f"/help?lang={language}", language, "dark", width)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("footer a[href='/help']")).to_be_visible()
    must_be_accessible(page)
    page.locator("main a[href='/login']").click()
    log_in(page, email)
    page.wait_for_url("**/dashboard")
    page.goto(f"{visit.origin}/help")
    page.locator("#keyboard input").click()
    must_be_accessible(page)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_hidden()
    page.goto(f"{visit.origin}/no/such/page")
    expect(page.locator("main a[href='/search']")).to_be_visible()
    must_be_accessible(page)


def one_is_new(server: Server) -> bool:
    """For who is signed in over HTTP."""
    counts = journey.done(server.browser.get("/api/v1/notifications/unread-count"))
    return bool(counts["notifications"] == 1)


BLOCKED = re.compile("^(You blocked this person|حظرت هذا الشخص)")


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", NARROW)])
def test_who_blocks_somebody_is_told_nothing_more_of_them_and_can_take_it_back(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    asker, follower, loud = (f"{who}-{language}@factory.example" for who in ("quiet", "open", "loud"))
    topic = ask(server, asker, f"How to tension a belt ({language})?", "It hums once it is warm.")
    account(server, follower)
    journey.log_in(server, follower)
    journey.done(server.browser.put(f"{journey.FORUMS}/topics/{topic}/follow"))
    account(server, loud)
    journey.log_in(server, loud)
    who = journey.done(server.browser.get("/api/v1/users/me"))["id"]
    page = enter(visit, asker, f"/people/{who}", language, width)
    block = page.get_by_role("button", name=re.compile("^(Block|حظر)$"))
    with page.expect_response(re.compile("/block$")):
        block.click()
    expect(page.get_by_text(BLOCKED)).to_be_visible()
    must_be_accessible(page)
    page.reload()
    expect(page.get_by_text(BLOCKED)).to_be_visible()
    replied(server, topic, "Louder!")
    journey.log_in(server, follower)
    until(lambda: one_is_new(server))  # followers are told after whom the reply answers
    with page.expect_response(re.compile("/block$")):
        page.get_by_role("button", name=re.compile("^(Unblock|إلغاء الحظر)$")).click()
    expect(block).to_be_visible()
    with page.expect_response(re.compile("/block$")):
        page.get_by_role("button", name=re.compile("^(Undo|تراجع)$")).click()
    expect(page.get_by_text(BLOCKED)).to_be_visible()
    page.goto(f"{visit.origin}/notifications")
    expect(page.get_by_text(re.compile("^(Nothing yet|لا شيء بعد)"))).to_be_visible()
