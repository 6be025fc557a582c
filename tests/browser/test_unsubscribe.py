"""The page of a mail's last link in a real browser: a press of its button ends the mails, without a login."""

from threading import Event

import pytest
from playwright.sync_api import expect

from tests.browser.test_accept_invitation import _LOOKS, _token_for
from tests.browser.visitor import Visitor
from tests.process import journey
from tests.process.installation import Server

PRESS = {"en": "End these mails", "ar": "إيقاف هذه الرسائل"}
DONE = {"en": "No more mails of this kind", "ar": "أُوقفت الرسائل من هذا النوع"}


def member(server: Server, email: str) -> None:
    journey.sign_up(server, email)
    journey.done(
        server.browser.post(f"{journey.AUTH}/email/verify", json={"token": _token_for(server, email)})
    )
    journey.log_in(server, email)


def link(server: Server, language: str) -> str:
    """Somebody was replied to, and the token of the mail that came."""
    author, forums = f"asks-{language}@plastics.example", "/api/v1/forums"
    member(server, author)
    category = server.browser.get(f"{forums}/categories").json()["items"][0]["id"]
    new = {"title": "Short shots", "body": "temp < 40 and pressure > 3 bar", "category_id": category}
    topic = server.browser.post(f"{forums}/topics", json=new).json()["id"]
    member(server, f"answers-{language}@steel.example")
    journey.done(server.browser.post(f"{forums}/topics/{topic}/posts", json={"body": "نعم"}), 201)
    pause = Event()
    for _ in range(_LOOKS):
        told = [mail for mail in server.mails() if "/unsubscribe#token=" in mail["text"]]
        if mine := [mail for mail in told if mail["to"] == author]:
            return journey.token_of(mine[0])
        pause.wait(0.05)
    raise AssertionError("nobody was told of the reply")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_press_of_the_button_ends_the_mails_without_a_login(
    server: Server, visit: Visitor, language: str
) -> None:
    token = link(server, language)
    page = visit.open(f"/unsubscribe/{token}", language)
    expect(page).to_have_url(f"{visit.origin}/unsubscribe")  # led there, without the secret
    assert page.context.cookies() == []
    page.get_by_role("button", name=PRESS[language]).click()
    expect(page.locator("h1")).to_have_text(DONE[language])
    expect(page.locator("h1")).to_be_focused()
    journey.log_in(server, f"asks-{language}@plastics.example")
    said = server.browser.get("/api/v1/notifications/preferences").json()
    assert said["reply"] == {"in_app": True, "email": "off"}


def test_a_link_without_its_token_says_so(visit: Visitor) -> None:
    expect(visit.open("/unsubscribe").locator("h1")).to_have_text("Open the link of your mail")
