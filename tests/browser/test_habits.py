"""Small habits of the client: keys to a section, whether a reply solved it, what outlives a reload."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.client import (
    NARROW,
    account,
    asked,
    built_client,
    enter,
    must_be_accessible,
    replied,
    token_for,
)
from tests.browser.visitor import Visitor
from tests.process import journey
from tests.process.installation import Server
from tests.process.waiting import until

pytestmark = pytest.mark.timeout(600)  # the first test may have to wait for the client to be built

LOOKS = pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", NARROW)])
WORDS = {
    "en": {
        "solved": "Did this solve it?",
        "look": "To the replies",
        "not_yet": "Not yet",
        "best": "This helped",
        "seal": "Describe seal.png for those who can’t see it",
        "press": "Describe press.png for those who can’t see it",
    },
    "ar": {
        "solved": "هل حُلّت المشكلة؟",
        "look": "إلى الردود",
        "not_yet": "ليس بعد",
        "best": "هذا ما أفادني",
        "seal": "وصف seal.png لمن لا يستطيع رؤيتها",
        "press": "وصف press.png لمن لا يستطيع رؤيتها",
    },
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with built_client(tmp_path_factory.mktemp("habits")).served() as served:
        yield served


def test_the_font_that_is_preloaded_is_used_and_fetched_once(server: Server, visit: Visitor) -> None:
    del server
    page = visit.open("/", "en")
    preloaded = page.locator("link[rel=preload][as=font]").evaluate_all("all => all.map((one) => one.href)")
    expect(page.locator("main h1")).to_be_visible()
    fonts = '[...document.fonts].filter((one) => /^"?Inter"?$/.test(one.family)).map((one) => one.status)'
    until(lambda: page.evaluate(f"{fonts}.includes('loaded')"))
    fetched = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert [name for name in fetched if "inter-latin" in name] == preloaded


@LOOKS
def test_g_and_a_letter_lead_to_a_section(server: Server, visit: Visitor, language: str, width: int) -> None:
    email = f"leaps-{language}@factory.example"
    account(server, email)
    page = enter(visit, email, "/forum", language, width)
    expect(page.locator("main h1")).to_be_visible()
    page.keyboard.type("gp")
    page.wait_for_url("**/people")
    expect(page.locator("main [type=search]")).to_be_visible()
    expect(page.locator("main h1")).to_be_focused()
    page.keyboard.type("gc")
    page.keyboard.press("/")
    page.keyboard.type("gf")
    expect(page.locator("main [type=search]")).to_have_value("gf")
    page.wait_for_url(re.compile("q=gf"))
    page.locator("main h1").focus()
    page.keyboard.press("?")
    page.wait_for_url(re.compile("/help#keyboard"))
    expect(page.locator("#keyboard kbd", has_text=re.compile("^G$"))).to_have_count(8)  # of an admin
    must_be_accessible(page)
    page.keyboard.type("gf")
    page.wait_for_url("**/forum")


@LOOKS
def test_an_author_is_asked_whether_a_reply_solved_it(
    server: Server, visit: Visitor, language: str, width: int
) -> None:
    words, author, other = (
        WORDS[language],
        f"author-{language}@factory.example",
        f"other-{language}@metals.example",
    )
    account(server, other)
    account(server, author)
    journey.log_in(server, author)
    topic = asked(server, f"The press stands still {language}", "temp < 40 and 85 % scrap")
    journey.log_in(server, other)
    replied(server, topic, "Bleed the valve.")
    page = enter(visit, author, f"/forum/{topic}", language, width)
    question = page.get_by_role("region", name=words["solved"])
    expect(question).to_contain_text(words["best"])
    must_be_accessible(page)
    question.get_by_role("button", name=words["look"]).click()
    expect(page.locator("li article").first).to_be_focused()
    question.get_by_role("button", name=words["not_yet"]).click()
    expect(question).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Bleed the valve.")).to_be_visible()
    expect(question).to_have_count(0)
    replied(server, topic, "Then change the seal.")
    page.reload()
    expect(question).to_be_visible()
    page.get_by_role("button", name=words["best"], exact=True).last.click()
    expect(page.locator("#answer")).to_be_visible()
    expect(question).to_have_count(0)

    reader = enter(visit, other, f"/forum/{topic}", language, width)
    expect(reader.locator("#answer")).to_be_visible()
    expect(reader.get_by_role("region", name=words["solved"])).to_have_count(0)


@LOOKS
def test_pictures_are_described_while_the_words_are_written(
    server: Server, visit: Visitor, tmp_path: Path, language: str, width: int
) -> None:
    words, email = WORDS[language], f"seen-{language}@factory.example"
    account(server, email)
    for name in ("seal.png", "press.png"):
        Image.new("RGB", (90, 60), "#b45309" if name == "seal.png" else "#1e40af").save(tmp_path / name)
    page = enter(visit, email, "/forum/new", language, width)
    page.locator("[name=title]").fill(f"A worn seal {language}")
    page.locator("[name=category]").select_option(index=1)
    page.locator("textarea").first.fill("temp < 40 on press 4")
    page.locator("[type=file]").set_input_files([tmp_path / "seal.png", tmp_path / "press.png"])
    page.get_by_label(words["seal"], exact=True).focus()
    page.keyboard.type("ختم متآكل [left] <b>")
    page.keyboard.press("Enter")
    expect(page.get_by_label(words["press"], exact=True)).to_have_value("")
    expect(page.locator("form progress")).to_have_count(0)
    must_be_accessible(page)
    page.get_by_label(words["seal"], exact=True).press("Control+Enter")
    page.wait_for_url(re.compile(r"/forum/(?!new)"))
    shown = page.locator("main article").first
    expect(shown.get_by_role("img", name="ختم متآكل [left] <b>", exact=True)).to_be_visible()
    expect(shown.get_by_role("img", name="press.png", exact=True)).to_be_visible()
    must_be_accessible(page)


@LOOKS
def test_signing_up_outlives_a_reload(server: Server, visit: Visitor, language: str, width: int) -> None:
    email = f"again-{language}@factory.example"
    page = visit.open("/signup", language, "light", width)
    page.locator("[name=name]").fill("مصبوبات الخليج")
    page.locator("[name=industry]").select_option("metals")
    page.reload()
    expect(page.locator("[name=name]")).to_have_value("مصبوبات الخليج")
    expect(page.locator("[name=industry]")).to_have_value("metals")
    page.locator("form button[type=submit]").click()
    page.locator("[name=first_name]").fill("آدم")
    page.locator("[name=password]").fill(journey.PASSWORD)
    page.reload()
    expect(page.locator("[name=first_name]")).to_have_value("آدم")
    expect(page.locator("[name=password]")).to_have_value("")
    must_be_accessible(page)
    kept = page.evaluate("Object.values(sessionStorage).join() + Object.values(localStorage).join()")
    assert "آدم" in kept
    assert journey.PASSWORD not in kept
    page.locator("[name=last_name]").fill("Haddad")
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(journey.PASSWORD)
    page.locator("form button[type=submit]").click()
    expect(page.get_by_text(email)).to_be_visible()
    assert token_for(server, email)
    assert "آدم" not in page.evaluate("Object.values(sessionStorage).join()")
