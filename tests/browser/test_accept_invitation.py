"""The page of an invitation in a real browser: who invites is shown, mistakes are told, a click joins."""

from threading import Event

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.process import journey
from tests.process.installation import Server

_LOOKS = 400  # 20 s, far more than a mail takes
ACCEPT = {"en": "Accept and join", "ar": "اقبل وانضم"}


def _token_for(server: Server, email: str) -> str:
    """The token in the newest mail to somebody, once it is there."""
    pause = Event()
    for _ in range(_LOOKS):
        mine = [mail for mail in server.mails() if mail["to"] == email]
        if mine:
            return journey.token_of(mine[0])
        pause.wait(0.05)
    raise AssertionError(f"no mail came to {email}")


def _invited(server: Server, email: str) -> str:
    admin = f"admin-of-{email}"
    journey.sign_up(server, admin)
    journey.done(
        server.browser.post(f"{journey.AUTH}/email/verify", json={"token": _token_for(server, admin)})
    )
    journey.log_in(server, admin)
    journey.done(server.browser.post("/api/v1/invitations/send", json={"email": email}), 201)
    return _token_for(server, email)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_invitation_is_shown_and_accepted_by_a_click(
    server: Server, visit: Visitor, language: str
) -> None:
    token = _invited(server, f"omar-{language}@plastics.example")
    page = visit.open(f"/accept-invitation#token={token}", language)

    expect(page.locator("[data-organization]")).to_have_text("مصنع نجد للبلاستيك")
    expect(page.locator("[data-inviter]")).to_have_text("نورة Al-Harbi")
    expect(page.locator("[data-address]")).to_have_text(f"omar-{language}@plastics.example")
    expect(page).to_have_url(f"{visit.origin}/accept-invitation")
    page.get_by_role("button", name=ACCEPT[language]).click()
    expect(page.locator("[data-complaint=first_name]")).not_to_be_empty()
    expect(page.locator("#first-name")).to_be_focused()
    page.locator("#first-name").fill("عمر")
    page.locator("#last-name").fill("Haddad")
    page.locator("#password").fill(journey.PASSWORD)
    page.get_by_role("button", name=ACCEPT[language]).click()
    expect(page.locator("[data-name]")).to_have_text("عمر Haddad")
    assert {cookie["name"] for cookie in page.context.cookies()} == {"p2p_session", "p2p_device"}

    again = visit.open(f"/accept-invitation#token={token}", language)
    expect(again.locator("h1")).to_have_text(
        {"en": "This link was used already", "ar": "سبق استخدام هذا الرابط"}[language]
    )


def test_a_link_without_its_token_or_with_a_damaged_one_says_so(visit: Visitor) -> None:
    expect(visit.open("/accept-invitation").locator("h1")).to_have_text("Open the link of your mail")
    expect(visit.open("/accept-invitation#token=x").locator("h1")).to_have_text("This link isn't valid")


def test_a_server_that_is_away_can_be_asked_again(visit: Visitor) -> None:
    page = visit.open("/verify-email")
    page.route(
        "**/api/**", lambda route: route.fulfill(status=503, json={"title": "Later", "detail": "Wait."})
    )
    page.goto(f"{visit.origin}/accept-invitation#token=abc")
    expect(page.locator("h1")).to_have_text("Later")
    page.unroute("**/api/**")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("h1")).to_have_text("This link isn't valid")
    visit.complaints = [line for line in visit.complaints if "503" not in line]
