"""The page of an export's link in a real browser: a press of its button brings the file to its owner."""

import json
from pathlib import Path
from threading import Event
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accept_invitation import _LOOKS, _token_for
from tests.browser.visitor import Visitor
from tests.process import journey
from tests.process.installation import Server

PRESS = {"en": "Download", "ar": "تنزيل"}


def link(server: Server, email: str) -> str:
    """Somebody with an account asked for their data, and the token of the mail that came."""
    journey.sign_up(server, email)
    verified = server.browser.post(f"{journey.AUTH}/email/verify", json={"token": _token_for(server, email)})
    journey.done(verified)
    journey.log_in(server, email)
    before = len([mail for mail in server.mails() if mail["to"] == email])
    journey.done(server.browser.post("/api/v1/users/me/export"), 202)
    pause = Event()
    for _ in range(_LOOKS):
        mails = [mail for mail in server.mails() if mail["to"] == email]
        if len(mails) > before:
            return journey.token_of(mails[0])
        pause.wait(0.05)
    raise AssertionError(f"no link came to {email}")


def as_owner(server: Server, page: Page) -> None:
    """Sign this browser in, as its owner's other tab would."""
    secret = server.browser.cookies["p2p_session"]
    page.context.add_cookies([{"name": "p2p_session", "value": secret, "url": page.url}])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_press_of_the_button_brings_the_file(
    server: Server, visit: Visitor, tmp_path: Path, language: str
) -> None:
    email = f"export-{language}@plastics.example"
    token = link(server, email)
    page = visit.open(f"/download-export#token={token}", language)
    expect(page).to_have_url(f"{visit.origin}/download-export")
    page.get_by_role("button", name=PRESS[language]).click()
    expect(page.locator("h1")).to_have_text({"en": "Please sign in", "ar": "يرجى تسجيل الدخول"}[language])

    as_owner(server, page)
    page.locator("[data-retry]").click()
    with page.expect_download() as downloading:
        page.get_by_role("button", name=PRESS[language]).click()
    file = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(file)
    assert file.name.startswith("p2p-sandbox-")
    with ZipFile(file) as archive:
        assert json.loads(archive.read("profile.json"))[0]["email"] == email
    visit.complaints = [line for line in visit.complaints if "blob:" not in line]


def test_a_link_without_its_token_says_so(visit: Visitor) -> None:
    expect(visit.open("/download-export").locator("h1")).to_have_text("Open the link of your mail")
