"""One's own data over HTTP: asked for, fetched by its owner alone, and erased."""

import asyncio
import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import httpx
import pytest

from p2p_core.own_data import service
from p2p_core.shared.errors import Unauthenticated
from p2p_core.shared.ids import ErasureId
from p2p_core.shared.once import Once
from tests.http.site import API, Site
from tests.world import PASSPHRASE, token_in

EXPORT, ERASURE = f"{API}/users/me/export", f"{API}/users/me/erasure"


def token(site: Site) -> str:
    """Ask for an export, and the token of the mail that came."""
    assert site.post(EXPORT).status_code == 202
    return token_in(site.world.mails()[-1])


def test_an_export_is_asked_for_watched_and_fetched(site: Site) -> None:
    site.member()
    assert site.get(EXPORT).json()["code"] == "not_found"
    asked = site.post(EXPORT)
    assert (asked.status_code, asked.headers["cache-control"]) == (202, "no-store")
    assert (asked.json()["status"], asked.json()["progress"], asked.json()["result_url"]) == (
        "pending",
        0,
        None,
    )
    mail = site.world.mails()[-1]
    assert "http://127.0.0.1:8000/download-export#token=" in mail.text
    ready = site.get(EXPORT).json()
    assert (ready["status"], ready["result_url"]) == ("ready", f"{EXPORT}/download")
    fetched = site.post(f"{EXPORT}/download", {"token": token_in(mail)})
    assert fetched.status_code == 200
    assert fetched.headers["content-type"] == "application/zip"
    assert fetched.headers["content-disposition"] == 'attachment; filename="p2p-sandbox-2026-03-02.zip"'
    assert fetched.headers["cache-control"] == "no-store"
    assert int(fetched.headers["content-length"]) == len(fetched.content) == ready["size"]
    with ZipFile(BytesIO(fetched.content)) as archive:
        (profile,) = json.loads(archive.read("profile.json"))
    assert profile["email"] == "sara@plastics.example"


def test_a_large_export_arrives_whole(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [bytes([number]) * 1000 for number in range(5)]
    monkeypatch.setattr(service, "packed", lambda *_: iter(parts))
    site.member()
    fetched = site.post(f"{EXPORT}/download", {"token": token(site)})
    assert fetched.content == b"".join(parts)


def test_somebody_elses_link_is_no_link(site: Site) -> None:
    site.member()
    foreign = token(site)
    site.member("else@metals.example")
    assert site.post(f"{EXPORT}/download", {"token": foreign}).json()["code"] == "token_invalid"
    assert site.post(f"{EXPORT}/download", {"token": "x"}).json()["code"] == "token_invalid"


def test_an_old_link_says_so_and_a_stranger_is_asked_to_sign_in(site: Site) -> None:
    site.member()
    old = token(site)
    token(site)
    assert site.post(f"{EXPORT}/download", {"token": old}).json()["code"] == "token_expired"
    site.browser.cookies.clear()
    assert site.post(f"{EXPORT}/download", {"token": old}).status_code == 401


def test_a_token_for_scripts_gets_nobodys_data(site: Site) -> None:
    site.member()
    script = site.post(f"{API}/auth/tokens", {"name": "x", "scopes": ["write"]}).json()["token"]
    bearer = {"authorization": f"Bearer {script}"}
    for method, path, body in (
        ("POST", EXPORT, None),
        ("GET", EXPORT, None),
        ("POST", f"{EXPORT}/download", {"token": "x"}),
        ("POST", ERASURE, {"contributions": "delete"}),
    ):
        more: dict[str, Any] = {} if body is None else {"json": body}
        assert site.request(method, path, headers=bearer, **more).status_code == 401, path


def test_exports_have_a_budget_and_say_when_to_come_back(site: Site) -> None:
    site.member()
    answers = [site.post(EXPORT) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [202] * 10 + [429]
    assert answers[-1].headers["retry-after"] == "3600"


def test_being_erased_signs_out_at_once_and_a_mail_tells_of_it(site: Site) -> None:
    site.world.joined(site.world.member())
    site.log_in("omar@plastics.example")
    erased = site.post(ERASURE, {"contributions": "keep_anonymous"})
    assert (erased.status_code, erased.json()["status"]) == (202, "pending")
    assert "Max-Age=0" in erased.headers["set-cookie"]
    assert site.get(f"{API}/users/me").status_code == 401
    assert site.world.mails()[-1].subject == "Your account was erased"
    assert site.log_in("omar@plastics.example").status_code == 401


KEY = {"idempotency-key": "0190a0b0-mine"}


def test_an_export_that_is_asked_for_again_with_its_key_is_the_same_and_costs_one(site: Site) -> None:
    site.member()
    first = site.post(EXPORT, headers=KEY)
    mails = len(site.world.mails())
    again = site.post(EXPORT, headers=KEY)
    assert (first.status_code, again.status_code) == (202, 202)
    assert [answer.headers.get("idempotent-replayed") for answer in (first, again)] == [None, "true"]
    assert (again.json()["id"], again.json()["status"]) == (first.json()["id"], "ready"), "as it is now"
    assert again.headers["cache-control"] == "no-store"
    assert len(site.world.mails()) == mails
    for _ in range(9):
        assert site.post(EXPORT).status_code == 202
    assert site.post(EXPORT).status_code == 429
    assert site.post(EXPORT, headers=KEY).json()["code"] == "not_found", "others took its place"
    assert site.post(EXPORT, headers={"idempotency-key": "a b"}).status_code == 422


def test_of_many_exports_asked_for_at_once_with_one_key_there_is_one(site: Site) -> None:
    site.member()

    async def all_at_once() -> list[httpx.Response]:
        return await asyncio.gather(*(site.browser.post(EXPORT, headers=KEY) for _ in range(20)))

    answers = site.run(all_at_once())
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 19


def test_of_many_wishes_to_be_erased_at_once_with_one_key_there_is_one(site: Site) -> None:
    site.world.joined(site.world.member())
    site.log_in("omar@plastics.example")
    body = {"contributions": "delete"}

    async def all_at_once() -> list[httpx.Response]:
        return await asyncio.gather(*(site.browser.post(ERASURE, json=body, headers=KEY) for _ in range(10)))

    answers = site.run(all_at_once())
    done = [answer for answer in answers if answer.status_code == 202]
    assert {answer.status_code for answer in answers} <= {202, 401}, "or the session has ended by then"
    assert len({answer.json()["id"] for answer in done}) == 1
    assert sum("idempotent-replayed" not in answer.headers for answer in done) == 1
    assert all("Max-Age=0" in answer.headers["set-cookie"] for answer in done)
    assert [mail.subject for mail in site.world.mails()].count("Your account was erased") == 1
    assert site.post(ERASURE, body, headers=KEY).status_code == 401


def test_the_same_key_for_the_other_choice_is_a_conflict(site: Site) -> None:
    overview = site.member()
    begin, erasures = site.world.memory.store.begin, site.world.app.own_data.erasures
    once = Once(caller=overview["user"]["id"], operation="eraseMe", key="0190a0b0-mine", content="other")
    with begin(once) as tx:
        tx.result("some wish")
    answer = site.post(ERASURE, {"contributions": "delete"}, headers=KEY)
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")
    with pytest.raises(Unauthenticated):
        erasures.wished_before(site.world.signed_in(), ErasureId("some wish"))


def test_being_erased_is_refused_to_the_last_admin_and_without_proof(site: Site) -> None:
    site.world.joined(site.world.member())
    site.log_in()
    assert site.post(ERASURE, {"contributions": "delete"}).json()["code"] == "last_admin"
    site.log_in("omar@plastics.example")
    site.world.clock.move(site.world.rules.reset_lifetime)
    assert site.post(ERASURE, {"contributions": "delete"}).json()["code"] == "reauth_required"
    site.post(f"{API}/auth/reauthenticate", {"password": PASSPHRASE})
    assert site.post(ERASURE, {"contributions": "delete"}).status_code == 202


@pytest.mark.parametrize(("language", "title"), [("en", "Download your data"), ("ar", "تنزيل بياناتك")])
def test_the_mails_link_leads_to_a_page(site: Site, language: str, title: str) -> None:
    page = site.get("/download-export", headers={"accept-language": language})
    assert page.status_code == 200
    assert f">{title}</h1>" in page.text
