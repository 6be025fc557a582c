"""Drafts, as a composer keeps them."""

import httpx
import pytest

from tests.http.site import API, Site
from tests.http.test_forum import codes
from tests.http.test_forum_changes import become

DRAFTS = f"{API}/drafts"
KEY = "topic:new:7f3a"


@pytest.fixture
def desk(site: Site) -> Site:
    site.member()
    return site


def put(site: Site, sequence: object, body: object, key: str = KEY, **headers: str) -> httpx.Response:
    return site.request("PUT", f"{DRAFTS}/{key}", json={"body": body, "sequence": sequence}, headers=headers)


def test_a_draft_is_kept_found_again_and_thrown_away(desk: Site) -> None:
    body = {"title": "Weld lines «٪»", "tags": ["a"], "cursor": {"line": 3, "at": 0.5}, "nothing": None}
    kept = put(desk, 3, body)
    assert (kept.status_code, kept.json()["version"]) == (200, 1)
    assert {**kept.json(), "created_at": "", "updated_at": ""} == {
        "key": KEY,
        "body": body,
        "sequence": 3,
        "created_at": "",
        "updated_at": "",
        "version": 1,
    }
    found = desk.get(f"{DRAFTS}/{KEY}")
    assert (found.json(), found.headers["etag"]) == (kept.json(), kept.headers["etag"])
    assert desk.get(f"{DRAFTS}?count=true").json() == {
        "items": [kept.json()],
        "next_cursor": None,
        "total": 1,
    }
    assert desk.request("DELETE", f"{DRAFTS}/{KEY}").status_code == 204
    assert desk.get(f"{DRAFTS}/{KEY}").status_code == 404


def test_an_older_one_is_told_which_is_kept(desk: Site) -> None:
    kept = put(desk, 5, {"x": "newer"}).json()
    for late in (put(desk, 4, {"x": "older"}), put(desk, 5, {"x": "of another window"})):
        assert (late.status_code, late.json()["code"], late.json()["draft"]) == (409, "draft_outdated", kept)
    again = put(desk, 5, {"x": "newer"})
    assert (again.status_code, again.json()) == (200, kept)


def test_nobody_sees_anothers(desk: Site) -> None:
    put(desk, 1, {"x": "mine"})
    desk.member("omar@steel.example")
    for method in ("GET", "DELETE"):
        assert desk.request(method, f"{DRAFTS}/{KEY}").status_code == 404
    assert desk.get(DRAFTS).json()["items"] == []
    put(desk, 9, {"x": "other"})
    become(desk, "sara@plastics.example")
    assert desk.get(f"{DRAFTS}/{KEY}").json()["body"] == {"x": "mine"}


def test_what_is_wrong_is_told_by_field(desk: Site) -> None:
    assert codes(put(desk, -1, [])) == {"body": "wrong_type", "sequence": "too_small"}
    assert codes(put(desk, "1", {"x": "y" * 70_000})) == {"body": "too_long", "sequence": "wrong_type"}
    assert codes(desk.request("PUT", f"{DRAFTS}/{KEY}", json={})) == {
        "body": "required",
        "sequence": "required",
    }
    assert put(desk, 1, {}, key="shopping:1").status_code == 404


def test_a_change_meant_for_another_version_is_not_made(desk: Site) -> None:
    first = put(desk, 1, {})
    put(desk, 2, {"x": 1})
    stale = put(desk, 3, {}, **{"if-match": first.headers["etag"]})
    assert (stale.status_code, stale.json()["version"]) == (412, 2)


def test_publishing_takes_the_draft_along_whose_key_is_told(desk: Site) -> None:
    put(desk, 1, {"title": "half"})
    wrong = {"title": "Short shots", "body": "on press 4, always", "category_id": desk.category()}
    refused = desk.post(f"{API}/forums/topics", {**wrong, "draft_key": "topic:old:1"})
    assert codes(refused) == {"draft_key": "not_found"}
    assert desk.get(f"{DRAFTS}/{KEY}").status_code == 200
    assert desk.post(f"{API}/forums/topics", {**wrong, "draft_key": KEY}).status_code == 201
    assert desk.get(f"{DRAFTS}/{KEY}").status_code == 404
