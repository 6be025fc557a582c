"""The audit log over HTTP: operators read all of it, admins their own organization's, refusals included."""

from typing import Any

import pytest

from p2p_core.audit.service import AuditService
from p2p_core.audit.shapes import AuditQuery
from p2p_core.shared.actor import THE_HOUSE
from p2p_core.shared.audit import Action
from p2p_core.shared.errors import Unavailable
from tests.http.site import API, Site
from tests.http.test_forum import codes
from tests.world import PASSPHRASE, World

EVERYTHING, OWN = f"{API}/admin/audit", f"{API}/organizations/me/audit"


def read(site: Site, path: str, query: str = "") -> list[dict[str, Any]]:
    answer = site.get(path + query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_a_sign_in_is_told_with_its_request_and_where_it_came_from(site: Site) -> None:
    site.operator()
    site.post(
        f"{API}/auth/login",
        {"email": World.OPERATOR, "password": "wrong and long enough"},
        headers={"x-request-id": "mine-1"},
    )
    refused, signed_in, *_ = read(site, EVERYTHING)
    assert (refused["action"], refused["network"]) == ("sign_in_refused", "127.0.0.1")
    assert refused["request_id"] == "mine-1"
    assert refused["details"] == {"code": "invalid_credentials"}
    assert signed_in["action"] in {"operator_granted", "signed_in"}
    own, *_ = read(site, OWN)
    assert own["network"] == "127.0.0.0/24"


def test_entries_are_filtered_and_an_unreadable_filter_is_told(site: Site) -> None:
    overview = site.operator()
    me = overview["user"]["id"]
    assert {one["action"] for one in read(site, EVERYTHING, "?action=signed_in")} == {"signed_in"}
    assert {one["actor"]["id"] for one in read(site, EVERYTHING, f"?actor={me}")} == {me}
    assert read(site, EVERYTHING, "?from=2026-03-02T08:00:00Z")
    assert read(site, EVERYTHING, "?to=2026-03-02T08:00:00.000Z") == []
    assert read(site, EVERYTHING, "?from=2026-03-02T11:00:00%2B03:00&to=2027-01-01T00:00:00Z")
    assert codes(site.get(f"{EVERYTHING}?from=yesterday")) == {"from": "not_a_moment"}
    assert codes(site.get(f"{EVERYTHING}?action=stole")) == {"action": "not_a_choice"}
    assert codes(site.get(f"{EVERYTHING}?from_=2026-03-02T08:00:00Z")) == {"from_": "unknown_parameter"}


@pytest.mark.parametrize("path", [EVERYTHING, OWN, f"{API}/users"])
def test_who_may_not_read_it_is_written_into_it(site: Site, path: str) -> None:
    admin = site.world.member()
    site.world.joined(admin)
    site.log_in("omar@plastics.example")
    assert site.get(path).status_code == 403
    denied, *_ = site.world.app.audit.list(THE_HOUSE, AuditQuery(action=Action.ACCESS_DENIED)).items
    assert denied.actor
    assert denied.actor.display_name == "عمر Haddad"
    assert denied.network == "127.0.0.1"
    assert denied.details["code"] == "forbidden"


def test_a_reading_token_that_wants_to_write_is_written_down(site: Site) -> None:
    site.member()
    new = {"name": "x", "scopes": ["read"]}
    token = site.post(f"{API}/auth/tokens", new).json()
    refused = site.request(
        "PATCH", f"{API}/users/me", json={"title": "x"}, headers={"authorization": f"Bearer {token['token']}"}
    )
    assert refused.status_code == 403
    (denied,) = site.world.app.audit.list(THE_HOUSE, AuditQuery(action=Action.ACCESS_DENIED)).items
    assert denied.details == {"operation": "editMe", "code": "forbidden", "token": token["id"]}


def test_being_asked_for_proof_is_no_refusal(site: Site) -> None:
    site.member()
    site.world.clock.move(site.world.rules.verification_lifetime / 4)
    answer = site.post(f"{API}/auth/tokens", {"name": "x", "scopes": ["read"]})
    assert answer.json()["code"] == "reauth_required"
    assert site.world.app.audit.list(THE_HOUSE, AuditQuery(action=Action.ACCESS_DENIED)).items == ()


def test_a_refusal_that_cannot_be_written_down_stands(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise Unavailable("storage")

    monkeypatch.setattr(AuditService, "deny", fail)
    site.world.joined(site.world.member())
    site.post(f"{API}/auth/login", {"email": "omar@plastics.example", "password": PASSPHRASE})
    assert site.get(OWN).status_code == 403
