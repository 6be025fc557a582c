"""Writing in the web client: files, drafts, mentions, conflicts, undoing, and what others reported."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.client import NARROW, account, built_client, is_draft_kept, must_be_accessible
from tests.browser.visitor import Visitor
from tests.process import journey
from tests.process.installation import Installation, Server
from tests.process.waiting import until

pytestmark = pytest.mark.timeout(600)  # the first test may have to wait for the client to be built

LOOKS = [("en", 1280), ("ar", NARROW)]
WORDS = {
    "en": {
        "preview": "Preview",
        "reply": "Reply",
        "best": "This helped",
        "on": "Go on",
        "there": "Draft saved at",
        "elsewhere": "You went on writing on another device",
        "take": "Take the other one",
        "edit": "Edit",
        "save": "Save",
        "both": "Add theirs below mine",
        "mine": "Save mine",
        "theirs": "Keep theirs",
        "edited": "edited",
        "delete": "Delete",
        "undo": "Undo",
        "report": "Report",
        "remove": "Remove it",
        "decided": "Report decided",
        "more": "More about",
    },
    "ar": {
        "preview": "معاينة",
        "reply": "رد",
        "best": "هذا ما أفادني",
        "on": "متابعة",
        "there": "حُفظت المسودة الساعة",
        "elsewhere": "تابعتَ الكتابة على جهاز آخر",
        "take": "خذ الآخر",
        "edit": "تعديل",
        "save": "حفظ",
        "both": "أضف النص الموجود أسفل نصي",
        "mine": "احفظ نصي",
        "theirs": "أبقِ النص الموجود",
        "edited": "معدَّل",
        "delete": "حذف",
        "undo": "تراجع",
        "report": "إبلاغ",
        "remove": "إزالته",
        "decided": "البت في بلاغ",
        "more": "المزيد عن",
    },
}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return built_client(tmp_path_factory.mktemp("writing"))


@pytest.fixture(scope="module")
def server(installation: Installation) -> Iterator[Server]:
    with installation.served() as served:
        yield served


def entered(visit: Visitor, email: str, path: str, language: str = "en", width: int = 1280) -> Page:
    """Somebody's own browser, signed in, at a page."""
    page = visit.open("/login", language, "light", width)
    body = {"email": email, "password": journey.PASSWORD}
    assert page.context.request.post(f"{visit.origin}{journey.AUTH}/login", data=body).ok
    page.goto(f"{visit.origin}{path}", wait_until="networkidle")
    return page


def made(page: Page, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """What a page's owner made by the API."""
    answer = page.context.request.post(
        f"{page.url.split('/', 3)[0]}//{page.url.split('/', 3)[2]}{path}", data=body
    )
    assert answer.status == 201, answer.text()
    found: dict[str, Any] = answer.json()
    return found


def topic_of(page: Page, title: str, body: str = "It happens 85 % of the time.") -> str:
    """A topic that a page's owner started."""
    origin = "/".join(page.url.split("/", 3)[:3])
    category = page.context.request.get(f"{origin}{journey.FORUMS}/categories").json()["items"][0]["id"]
    return str(
        made(page, f"{journey.FORUMS}/topics", {"title": title, "body": body, "category_id": category})["id"]
    )


def more(page: Page, words: dict[str, str], choice: str, within: str = "main article") -> None:
    """Choose from the menu of a topic or a reply."""
    page.locator(within).first.get_by_role("button", name=re.compile(words["more"])).first.click()
    page.get_by_role("menuitem", name=words[choice], exact=True).click()


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_a_topic_with_files_is_answered_in_a_thread_and_found_as_answered(
    server: Server, visit: Visitor, tmp_path: Path, language: str, width: int
) -> None:
    words, email = WORDS[language], f"files-{language}@factory.example"
    account(server, email)
    Image.new("RGB", (900, 600), "#b45309").save(tmp_path / "قالب mould.png")
    (tmp_path / "runs.csv").write_text("run,scrap\n1,4 %\n", encoding="utf-8")
    (tmp_path / "tool.exe").write_bytes(b"MZ")
    page = entered(visit, email, "/forum/new", language, width)
    title = f"Flash on the lid {language} زوائد"
    page.locator("[name=title]").fill(title)
    page.locator("[name=category]").select_option(index=1)
    page.locator("textarea").first.fill("Look: `temp < 40`, **hot**.")
    page.locator("[type=file]").set_input_files(
        [tmp_path / "قالب mould.png", tmp_path / "runs.csv", tmp_path / "tool.exe"]
    )
    tray = page.locator("form ul").filter(has_text="runs.csv")
    expect(tray.get_by_role("alert")).to_contain_text("PDF")
    expect(tray.locator("progress")).to_have_count(0)
    page.get_by_role("button", name=words["preview"]).click()
    expect(page.locator("form .prose code")).to_have_text("temp < 40")
    must_be_accessible(page)
    page.locator("form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/forum/(?!new)"))
    question = page.locator("main article").first
    expect(question.get_by_role("img", name="قالب mould.png")).to_be_visible()
    expect(question.get_by_role("link", name=re.compile("runs.csv"))).to_be_visible()
    question.get_by_role("button", name=re.compile("mould")).click()
    expect(page.get_by_role("dialog").get_by_role("img", name="قالب mould.png")).to_be_visible()
    must_be_accessible(page)
    page.keyboard.press("Escape")

    page.locator("textarea").fill("Vent the mould.")
    page.keyboard.press("Control+Enter")
    reply = page.locator("li article").first
    reply.get_by_role("button", name=words["reply"], exact=True).click()
    reply.locator("textarea").fill("Where exactly?")
    page.keyboard.press("Control+Enter")
    nested = page.locator("li li article")
    expect(nested.get_by_text("Where exactly?")).to_be_visible()
    with page.expect_response(re.compile("/best-answer$")):
        nested.get_by_role("button", name=words["best"]).click()
    expect(page.locator("#answer")).to_be_visible()
    must_be_accessible(page)
    page.goto(f"{visit.origin}/forum")
    page.locator("main select").last.select_option("yes")
    page.wait_for_url(re.compile("answered=yes"))
    expect(page.locator("main ul[aria-busy=true]")).to_have_count(0)
    expect(page.get_by_role("link", name=title)).to_be_visible()
    must_be_accessible(page)


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_a_draft_outlives_its_tab_and_goes_on_in_another_browser(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    words, email = WORDS[language], f"draft-{language}@factory.example"
    account(server, email)
    page = entered(visit, email, "/forum/new", language, width)
    page.locator("[name=title]").fill("Half a thought نصف فكرة")
    expect(page.get_by_text(words["there"])).to_be_visible()
    page.locator("textarea").first.fill("never finished")
    until(lambda: "never finished" in page.evaluate("Object.values(localStorage).join()"))
    page.close(run_before_unload=False)  # killed before the second change was sent

    again = page.context.new_page()
    again.goto(f"{visit.origin}/forum/new", wait_until="networkidle")
    expect(again.locator("textarea").first).to_have_value("never finished")

    other = entered(visit, email, "/drafts", language, width)
    must_be_accessible(other)
    other.get_by_role("link", name="Half a thought").click()
    expect(other.locator("textarea").first).to_have_value("never finished")
    other.get_by_role("button", name=words["on"]).click()
    with other.expect_response(is_draft_kept):
        other.locator("textarea").first.fill("from the other device")
    expect(other.get_by_text(words["there"])).to_be_visible()
    again.locator("textarea").first.fill("from this device")
    expect(again.get_by_text(words["elsewhere"])).to_be_visible()
    must_be_accessible(again)
    again.get_by_role("button", name=words["take"]).click()
    expect(again.locator("textarea").first).to_have_value("from the other device")

    other.goto(f"{visit.origin}/drafts", wait_until="networkidle")
    other.locator("main li button").click()
    expect(other.locator("main li")).to_have_count(0)
    other.get_by_role("button", name=words["undo"]).click()
    expect(other.get_by_role("link", name="Half a thought")).to_be_visible()


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_of_two_edits_neither_is_lost(server: Server, visit: Visitor, language: str, width: int) -> None:
    words, email = WORDS[language], f"conflict-{language}@factory.example"
    account(server, email)
    page = entered(visit, email, "/forum", language, width)
    topic = topic_of(page, f"Two of us {language}")
    made(page, f"{journey.FORUMS}/topics/{topic}/posts", {"body": "as it was"})
    other = entered(visit, email, f"/forum/{topic}", language, width)
    page.goto(f"{visit.origin}/forum/{topic}", wait_until="networkidle")
    for one in (page, other):
        one.locator("li article").get_by_role("button", name=words["edit"], exact=True).click()
    for one, text in ((page, "as one has it"), (other, "as the other has it")):
        one.locator("li article textarea").fill(text)
        one.locator("li article").get_by_role("button", name=words["save"], exact=True).click()
        if one is page:
            expect(page.locator("li article .prose")).to_have_text("as one has it")
    dialog = other.get_by_role("dialog")
    expect(dialog.locator("pre")).to_have_text("as one has it")
    must_be_accessible(other)
    dialog.get_by_role("button", name=words["both"]).click()
    dialog.get_by_role("button", name=words["mine"]).click()
    expect(other.locator("li article .prose")).to_contain_text("as one has it")
    expect(other.locator("li article .prose")).to_contain_text("as the other has it")

    page.locator("li article").get_by_role("button", name=words["edit"], exact=True).click()
    page.locator("li article textarea").fill("once more")
    page.locator("li article").get_by_role("button", name=words["save"], exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=words["theirs"]).click()
    expect(page.locator("li article .prose")).to_contain_text("as the other has it")
    page.get_by_role("button", name=words["undo"]).click()
    expect(page.locator("li article textarea")).to_have_value("once more")

    other.locator("li article").get_by_role("button", name=words["edited"]).click()
    expect(other.get_by_role("dialog").locator("ins").first).to_be_visible()
    must_be_accessible(other)


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_what_was_deleted_comes_back(server: Server, visit: Visitor, language: str, width: int) -> None:
    words, email = WORDS[language], f"undo-{language}@factory.example"
    account(server, email)
    page = entered(visit, email, "/forum", language, width)
    topic = topic_of(page, f"To be deleted {language}")
    made(page, f"{journey.FORUMS}/topics/{topic}/posts", {"body": "a reply to lose"})
    page.goto(f"{visit.origin}/forum/{topic}", wait_until="networkidle")
    more(page, words, "delete", "li article")
    expect(page.get_by_text("a reply to lose")).to_have_count(0)
    page.get_by_role("button", name=words["undo"]).click()
    expect(page.get_by_text("a reply to lose")).to_be_visible()
    more(page, words, "delete")
    page.wait_for_url("**/forum")
    page.get_by_role("button", name=words["undo"]).last.click()
    page.wait_for_url(f"**/forum/{topic}")
    expect(page.get_by_text("a reply to lose")).to_be_visible()
    must_be_accessible(page)


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_what_is_reported_is_looked_at_and_decided(
    installation: Installation, server: Server, visit: Visitor, language: str, width: int
) -> None:
    words = WORDS[language]
    writer, reader, operator = (
        f"{name}-{language}@factory.example" for name in ("writer", "reader", "operator")
    )
    for email in (writer, reader, operator):
        account(server, email)
    assert installation.run("user", "promote-operator", operator).returncode == 0
    mine = entered(visit, writer, "/forum", language, width)
    topic = topic_of(mine, f"Buy our oil {language}")
    page = entered(visit, reader, f"/forum/{topic}", language, width)
    more(page, words, "report")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    must_be_accessible(page)
    dialog.locator("textarea").fill("An advertisement, nothing else.")
    dialog.locator("button[type=submit]").click()
    expect(dialog).to_have_count(0)

    desk = entered(visit, operator, "/moderation", language, width)
    case = desk.locator("main li").filter(has_text=f"Buy our oil {language}")
    expect(case.get_by_text("An advertisement, nothing else.")).to_be_visible()
    must_be_accessible(desk)
    case.get_by_role("button", name=words["remove"]).click()
    must_be_accessible(desk)
    desk.get_by_role("dialog").locator("textarea").fill("No advertisements, please.")
    desk.get_by_role("dialog").locator("button[type=submit]").click()
    expect(case).to_have_count(0)
    desk.goto(f"{visit.origin}/moderation?status=resolved", wait_until="networkidle")
    expect(case.get_by_text("No advertisements, please.")).to_be_visible()
    must_be_accessible(desk)
    desk.locator("main nav a[href='/moderation/audit']").click()
    expect(desk.locator("tbody tr").filter(has_text=words["decided"]).first).to_be_visible()
    must_be_accessible(desk)
    page.reload(wait_until="networkidle")
    expect(page.get_by_text(f"Buy our oil {language}")).to_have_count(0)
    expect(page.locator("main h1")).to_be_visible()
    for closed in ("/moderation", "/moderation/audit"):
        page.goto(f"{visit.origin}{closed}", wait_until="networkidle")
        must_be_accessible(page)


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_somebody_is_mentioned_by_the_keyboard(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    email = f"mention-{language}@factory.example"
    account(server, email)
    page = entered(visit, email, "/forum", language, width)
    topic = topic_of(page, f"Who knows {language}")
    page.goto(f"{visit.origin}/forum/{topic}", wait_until="networkidle")
    page.locator("textarea").focus()
    page.keyboard.type("ask @نور")
    field = page.get_by_role("combobox", expanded=True)
    expect(field).to_have_attribute("aria-activedescendant", re.compile("."))
    expect(page.get_by_role("option").first).to_contain_text("نورة Al-Harbi")
    must_be_accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("textarea")).to_have_value(
        re.compile(r"^ask @\[نورة Al-Harbi\]\(user:[0-9a-f-]{36}\) $")
    )
    page.keyboard.type("please, or @nobody at all")
    page.keyboard.press("Control+Enter")
    expect(page.locator("li article a.mention")).to_have_text("@نورة Al-Harbi")


def test_a_large_file_goes_on_where_the_connection_broke(
    server: Server, visit: Visitor, tmp_path: Path
) -> None:
    email = "large@factory.example"
    account(server, email)
    large = tmp_path / "log.txt"
    large.write_text("temp < 40\n" * 900_000, encoding="utf-8")
    page = entered(visit, email, "/forum/new")
    broken: list[str] = []

    def break_once(route: Route) -> None:
        if route.request.method == "PATCH" and route.request.headers["upload-offset"] != "0" and not broken:
            broken.append(route.request.headers["upload-offset"])
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/files/uploads/*", break_once)
    offsets: list[str] = []
    page.on(
        "request",
        lambda one: offsets.append(one.headers["upload-offset"]) if one.method == "PATCH" else None,
    )
    page.locator("[type=file]").set_input_files(large)
    row = page.locator("form li").filter(has_text="log.txt")
    expect(row.locator("progress")).to_have_count(1)
    page.locator("[name=body]").fill("It isn't there yet.")
    expect(row.locator("progress")).to_have_count(0, timeout=60_000)
    assert len(broken) == 1
    assert offsets.count("0") == 1, "what had arrived was not sent again"
    row.get_by_role("button").last.click()
    expect(row).to_have_count(0)
    visit.complaints[:] = [one for one in visit.complaints if "ERR_CONNECTION_RESET" not in one]
