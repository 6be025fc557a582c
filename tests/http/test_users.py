"""Profiles, an organization's people, the directory, organizations and figures over HTTP."""

from typing import Any

import pytest

from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.shared.actor import Actor, Role, Visit
from tests.http.site import API, Site
from tests.world import PASSPHRASE

USERS, PEOPLE, ORGANIZATIONS = f"{API}/users", f"{API}/people", f"{API}/organizations"
ME, OURS = f"{USERS}/me", f"{ORGANIZATIONS}/me"
FORBIDDEN = ("email", "role", "status", "organization_id", "operator", "email_verified", "version", "id")


def codes(answer: Any) -> dict[str, str]:  # noqa: ANN401 - an answer
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


def admin_of(site: Site) -> Actor:
    sessions = site.world.app.identity.sessions
    credentials = LogIn(email="sara@plastics.example", password=PASSPHRASE)
    return sessions.recognize(site.world.app.identity.logins.log_in(Visit(), credentials).token).actor


@pytest.fixture
def colleague(site: Site) -> Actor:
    """A member of the organization whose admin is signed in with the browser."""
    site.member()
    return site.world.joined(admin_of(site))


def test_a_profile_is_read_changed_and_cleared(site: Site) -> None:
    site.member()
    before = site.get(ME)
    changed = site.request("PATCH", ME, json={"title": "مديرة المصنع", "expertise_tags": ["C++", "5S"]})
    assert (changed.status_code, changed.json()["title"]) == (200, "مديرة المصنع")
    assert changed.json()["expertise_tags"] == ["C++", "5S"]
    assert changed.json() == site.get(ME).json()
    assert changed.headers["etag"] != before.headers["etag"]
    assert site.request("PATCH", ME, json={"title": None}).json()["title"] is None
    assert site.request("PATCH", ME, json={}).json()["version"] == 3
    stale = site.request("PATCH", ME, json={"bio": "x"}, headers={"if-match": before.headers["etag"]})
    assert (stale.status_code, stale.json()["version"]) == (412, 3)


@pytest.mark.parametrize("name", FORBIDDEN)
def test_nobody_gives_themselves_rights(site: Site, name: str) -> None:
    site.member()
    before = site.get(ME).json()
    assert codes(site.request("PATCH", ME, json={name: "admin"})) == {name: "unknown_field"}
    assert site.get(ME).json() == before


def test_an_admin_lists_finds_and_counts_the_organizations_people(site: Site, colleague: Actor) -> None:
    page = site.get(f"{USERS}?limit=1&count=true").json()
    assert page["total"] == 2
    rest = site.get(f"{USERS}?limit=1&cursor={page['next_cursor']}").json()
    assert {page["items"][0]["email"], rest["items"][0]["email"]} == {
        "sara@plastics.example",
        "omar@plastics.example",
    }
    found = site.get(f"{USERS}?q=omar&role=member&status=active&sort=newest").json()["items"]
    assert [one["id"] for one in found] == [colleague.user_id]
    for wrong in ("role=owner", "status=x", "sort=x", "limit=101", "q=", "name=x", "count=1"):
        assert site.get(f"{USERS}?{wrong}").status_code == 422, wrong
    assert site.get(f"{USERS}?q=x&cursor={page['next_cursor']}").json()["code"] == "invalid_cursor"


def test_an_admin_changes_ends_sessions_and_removes(site: Site, colleague: Actor) -> None:
    path = f"{USERS}/{colleague.user_id}"
    etag = site.get(path).headers["etag"]
    changed = site.request("PATCH", path, json={"role": "admin", "title": "Boss"}, headers={"if-match": etag})
    assert (changed.json()["role"], changed.json()["title"]) == ("admin", "Boss")
    assert changed.json()["email"] == "omar@plastics.example"
    assert site.request("PATCH", path, json={"title": "x"}, headers={"if-match": etag}).status_code == 412
    assert codes(site.request("PATCH", path, json={"password": "x"})) == {"password": "unknown_field"}
    assert codes(site.request("PATCH", path, json={"role": None})) == {"role": "wrong_type"}
    assert site.request("DELETE", f"{path}/sessions").status_code == 204
    assert site.request("DELETE", path, headers={"if-match": etag}).status_code == 412
    assert site.request("DELETE", path).status_code == 204
    assert site.get(path).status_code == site.request("DELETE", path).status_code == 404
    assert site.get(OURS).json()["member_count"] == 1


def test_the_last_admin_stays(site: Site) -> None:
    me = f"{USERS}/{site.member()['user']['id']}"
    for answer in (
        site.request("PATCH", me, json={"role": "member"}),
        site.request("PATCH", me, json={"status": "inactive"}),
        site.request("DELETE", me),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "last_admin")


def test_a_lost_role_acts_on_the_open_session(site: Site) -> None:
    me = site.member()["user"]["id"]
    second = site.world.joined(admin_of(site), role=Role.ADMIN)
    assert site.get(USERS).status_code == 200
    assert site.request("PATCH", f"{USERS}/{me}", json={"role": "member"}).status_code == 200
    assert site.get(USERS).json()["code"] == "forbidden"
    assert site.get(f"{USERS}/{second.user_id}").status_code == 200


@pytest.mark.usefixtures("colleague")
def test_people_find_each_other_without_addresses(site: Site) -> None:
    site.request("PATCH", ME, json={"expertise_tags": ["PLC programming"], "phone": "+966 50 000 0000"})
    found = site.get(f"{PEOPLE}?expertise=plc%20PROGRAMMING&q=sara&count=true").json()
    assert found["total"] == 1
    assert {"email", "phone"} & set(found["items"][0]) == set()
    assert site.get(f"{USERS}/{found['items'][0]['id']}").json()["phone"], "of oneself, all is seen"
    assert len(site.get(PEOPLE).json()["items"]) == 2
    assert site.get(f"{PEOPLE}?industry=metals").json()["items"] == []
    for wrong in ("industry=gold", "expertise=x", "email=x"):
        assert site.get(f"{PEOPLE}?{wrong}").status_code == 422
    suggested = site.get(f"{PEOPLE}/expertise?q=prog").json()["items"]
    assert suggested == [{"tag": "PLC programming", "people": 1}]


def test_an_organization_is_read_and_changed(site: Site) -> None:
    site.member()
    etag = site.get(OURS).headers["etag"]
    body = {
        "name": "R&D Plastics",
        "website": "https://plastics.example",
        "location": {"lat": 0, "lng": 46.5},
        "email_domains": ["Plastics.example"],
        "require_use_case_approval": True,
    }
    changed = site.request("PATCH", OURS, json=body, headers={"if-match": etag})
    assert changed.status_code == 200
    assert changed.json()["location"] == {"lat": 0.0, "lng": 46.5}
    assert changed.json()["settings"]["require_use_case_approval"] is True
    assert changed.json()["email_domains"] == ["plastics.example"]
    assert site.request("PATCH", OURS, json={"location": None}).json()["location"] is None
    assert site.request("PATCH", OURS, json={}, headers={"if-match": etag}).status_code == 412
    public = site.get(f"{ORGANIZATIONS}/{changed.json()['id']}")
    assert set(public.json()) == {
        "id",
        "name",
        "name_ar",
        "slug",
        "description",
        "industry",
        "size",
        "website",
        "city",
        "country",
        "logo",
        "member_count",
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"name": None}, {"name": "wrong_type"}),
        ({"website": "javascript:alert(1)"}, {"website": "not_a_web_address"}),
        ({"country": "XX"}, {"country": "unknown_country"}),
        ({"location": {"lat": 91, "lng": 0}}, {"location.lat": "too_large"}),
        ({"location": {"lat": 1}}, {"location.lng": "required"}),
        (
            {"location": {"lat": True, "lng": "0"}},
            {"location.lat": "wrong_type", "location.lng": "wrong_type"},
        ),
        ({"email_domains": ["x"]}, {"email_domains.0": "not_a_domain"}),
        ({"industry": "gold"}, {"industry": "not_a_choice"}),
        ({"require_second_factor": "yes"}, {"require_second_factor": "wrong_type"}),
        ({"storage_quota": 1}, {"storage_quota": "unknown_field"}),
        ({"slug": "x"}, {"slug": "unknown_field"}),
    ],
)
def test_each_field_of_an_organization_has_its_limits(
    site: Site, body: dict[str, object], expected: dict[str, str]
) -> None:
    site.member()
    assert codes(site.request("PATCH", OURS, json=body)) == expected


def test_figures_are_counted(site: Site) -> None:
    site.member()
    site.topic()
    stats = site.get(f"{ORGANIZATIONS}/stats?range=all").json()
    assert (stats["topics"], stats["posts"], stats["users"]["total"], stats["since"]) == (1, 0, 1, None)
    assert stats["users"] == {"total": 1, "admins": 1, "members": 0, "active": 1, "inactive": 0}
    assert stats["storage"] == {"quota": 10 * 1024**3, "used": 0}
    assert set(stats["use_cases"].values()) == {0}
    assert site.get(f"{ORGANIZATIONS}/stats").json()["range"] == "30d"
    assert site.get(f"{ORGANIZATIONS}/stats?range=1y").status_code == 422
