"""Blocking people over HTTP: said as often as one likes, seen by oneself alone."""

import pytest

from p2p_core.shared.actor import Actor
from tests.http.site import API, Site

USERS, PEOPLE = f"{API}/users", f"{API}/people"


@pytest.fixture
def stranger(site: Site) -> Actor:
    site.member()
    return site.world.member("huda@metals.example")


def test_somebody_is_blocked_and_unblocked_and_their_page_tells_who_did_it(
    site: Site, stranger: Actor
) -> None:
    page, block = f"{USERS}/{stranger.user_id}", f"{PEOPLE}/{stranger.user_id}/block"
    before = site.get(page)
    assert before.json()["blocked"] is False
    for method, blocked in (("PUT", True), ("PUT", True), ("DELETE", False), ("DELETE", False)):
        answer = site.request(method, block)
        assert (answer.status_code, answer.json()) == (200, {"blocked": blocked})
        assert site.get(page).json()["blocked"] is blocked
    site.request("PUT", block)
    etag = {"if-none-match": before.headers["etag"]}
    assert site.request("GET", page, headers=etag).status_code == 200, "it is another page now"
    site.request("DELETE", block)
    assert site.request("GET", page, headers=etag).status_code == 304


def test_lists_and_own_accounts_tell_of_no_blocks(site: Site, stranger: Actor) -> None:
    site.request("PUT", f"{PEOPLE}/{stranger.user_id}/block")
    me = site.get(f"{USERS}/me").json()
    assert "blocked" not in me
    assert site.get(f"{USERS}/{me['id']}").json()["blocked"] is False
    for listed in (site.get(PEOPLE), site.get(USERS)):
        assert all("blocked" not in one for one in listed.json()["items"])


def test_nobody_blocks_themselves_or_who_is_not_there(site: Site, stranger: Actor) -> None:
    me = site.get(f"{USERS}/me").json()["id"]
    for method in ("PUT", "DELETE"):
        oneself = site.request(method, f"{PEOPLE}/{me}/block")
        assert (oneself.status_code, oneself.json()["code"]) == (409, "not_yourself")
        nobody = site.request(method, f"{PEOPLE}/nobody/block")
        assert (nobody.status_code, nobody.json()["code"]) == (404, "not_found")
        full = site.request(method, f"{PEOPLE}/{stranger.user_id}/block", json={"x": 1})
        assert full.status_code == 422
