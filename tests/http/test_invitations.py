"""Invitations over HTTP: from an admin's request to a colleague's session, and everything in between."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from p2p_core.shared.actor import Visit
from p2p_core.shared.errors import CoreError
from tests.http.conftest import MakeSite
from tests.http.site import API, Site
from tests.world import PASSPHRASE, an_acceptance

INVITATIONS = f"{API}/invitations"
OMAR = {"first_name": "عمر", "last_name": "Haddad", "password": PASSPHRASE}


def codes(answer: Any) -> dict[str, str]:  # noqa: ANN401 - an answer
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


def invited(site: Site, email: str = "omar@plastics.example", **more: str) -> dict[str, Any]:
    answer = site.post(f"{INVITATIONS}/send", {"email": email, **more})
    assert answer.status_code == 201, answer.text
    invitation: dict[str, Any] = answer.json()
    return invitation


def test_a_colleague_is_invited_looks_accepts_and_is_signed_in(site: Site) -> None:
    site.member()
    sent = site.post(f"{INVITATIONS}/send", {"email": "omar@plastics.example", "message": "أهلًا"})
    assert sent.status_code == 201
    assert sent.headers["location"] == f"{INVITATIONS}/{sent.json()['id']}"
    assert site.get(sent.headers["location"]).json() == sent.json()
    assert (sent.json()["status"], sent.json()["role"]) == ("pending", "member")
    token = site.world.newest_token()
    site.browser.cookies.clear()

    offer = site.post(f"{INVITATIONS}/validate", {"token": token})
    assert offer.status_code == 200
    assert set(offer.json()) == {"organization", "inviter", "email", "role", "expires_at"}
    assert offer.headers["cache-control"] == "no-store"
    accepted = site.post(f"{INVITATIONS}/accept", {"token": token, **OMAR})
    assert accepted.status_code == 201
    assert accepted.json()["user"]["email_verified"] is True
    assert accepted.json()["user"]["role"] == "member"
    assert "HttpOnly" in accepted.headers["set-cookie"]
    assert site.get(f"{API}/auth/session").json() == accepted.json()
    assert site.log_in("omar@plastics.example").status_code == 200

    again = site.post(f"{INVITATIONS}/accept", {"token": token, **OMAR})
    assert (again.status_code, again.json()["code"]) == (410, "token_used")


@pytest.mark.parametrize("stolen", ["role", "organization_id", "status", "email", "operator"])
def test_nobody_chooses_what_the_invitation_decides(site: Site, stolen: str) -> None:
    site.member()
    invited(site)
    token = site.world.newest_token()
    refused = site.post(f"{INVITATIONS}/accept", {"token": token, **OMAR, stolen: "admin"})
    assert codes(refused) == {stolen: "unknown_field"}
    assert site.post(f"{INVITATIONS}/accept", {"token": token, **OMAR}).status_code == 201


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {"email": "required"}),
        ({"email": "nobody"}, {"email": "not_an_email"}),
        ({"email": "a@b.example", "role": "owner"}, {"role": "not_a_choice"}),
        ({"email": "a@b.example", "message": "x" * 1001}, {"message": "too_long"}),
        ({"email": "a@b.example", "inviter": "x"}, {"inviter": "unknown_field"}),
    ],
)
def test_each_field_of_an_invitation_has_its_limits(
    site: Site, body: dict[str, object], expected: dict[str, str]
) -> None:
    site.member()
    assert codes(site.post(f"{INVITATIONS}/send", body)) == expected


def test_refusals_have_their_codes(site: Site) -> None:
    site.member()
    first = invited(site)
    token = site.world.newest_token()
    twice = site.post(f"{INVITATIONS}/send", {"email": "OMAR@plastics.example"})
    assert (twice.status_code, twice.json()["code"]) == (409, "already_invited")
    own = site.post(f"{INVITATIONS}/send", {"email": "sara@plastics.example"})
    assert (own.status_code, own.json()["code"]) == (409, "already_member")
    assert site.post(f"{INVITATIONS}/{first['id']}/resend").json()["version"] == 2
    old = site.post(f"{INVITATIONS}/accept", {"token": token, **OMAR})
    assert (old.status_code, old.json()["code"]) == (410, "token_used")
    stale = site.request("DELETE", f"{INVITATIONS}/{first['id']}", headers={"if-match": '"1-x"'})
    assert (stale.status_code, stale.json()["version"]) == (412, 2)
    assert site.request("DELETE", f"{INVITATIONS}/{first['id']}").status_code == 204
    assert site.request("DELETE", f"{INVITATIONS}/{first['id']}").status_code == 204
    over = site.post(f"{INVITATIONS}/{first['id']}/resend")
    assert (over.status_code, over.json()["code"]) == (409, "invitation_closed")
    wrong = site.post(f"{INVITATIONS}/validate", {"token": "x"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "token_invalid")
    site.world.clock.move(timedelta(hours=1))
    invited(site)
    late = site.world.newest_token()
    site.world.clock.move(timedelta(days=7))
    expired = site.post(f"{INVITATIONS}/accept", {"token": late, **OMAR})
    assert (expired.status_code, expired.json()["code"]) == (410, "token_expired")


def test_an_account_elsewhere_is_told_and_stays(make_site: MakeSite) -> None:
    site = make_site()
    site.member("omar@metals.example")
    site.browser.cookies.clear()
    site.member()
    invited(site, "omar@metals.example")
    refused = site.post(f"{INVITATIONS}/accept", {"token": site.world.newest_token(), **OMAR})
    assert (refused.status_code, refused.json()["code"]) == (409, "email_taken")
    assert "set-cookie" not in refused.headers


def test_nothing_completes_by_reading(site: Site) -> None:
    site.member()
    invited(site)
    token = site.world.newest_token()
    for path in ("validate", "accept"):
        assert site.get(f"{INVITATIONS}/{path}?token={token}").status_code == 405
    assert site.get(f"/accept-invitation?token={token}").status_code == 200
    assert site.get(f"{INVITATIONS}/stats").json()["pending"] == 1


def test_invitations_are_listed_filtered_and_counted(site: Site) -> None:
    site.member()
    made = [invited(site, f"{letter}@x.example") for letter in "abc"]
    site.request("DELETE", f"{INVITATIONS}/{made[0]['id']}")
    page = site.get(f"{INVITATIONS}?limit=1&count=true").json()
    assert ([one["email"] for one in page["items"]], page["total"]) == (["c@x.example"], 3)
    rest = site.get(f"{INVITATIONS}?cursor={page['next_cursor']}").json()
    assert [one["email"] for one in rest["items"]] == ["b@x.example", "a@x.example"]
    pending = site.get(f"{INVITATIONS}?status=pending&q=B%40x").json()["items"]
    assert [one["email"] for one in pending] == ["b@x.example"]
    for wrong in ("status=late", "status=pending&status=expired", "sort=x", "limit=0", "q="):
        assert site.get(f"{INVITATIONS}?{wrong}").status_code == 422
    foreign = site.get(f"{INVITATIONS}?status=pending&cursor={page['next_cursor']}")
    assert foreign.json()["code"] == "invalid_cursor"
    assert site.get(f"{INVITATIONS}/stats").json() == {
        "sent": 3,
        "pending": 2,
        "accepted": 0,
        "expired": 0,
        "cancelled": 1,
        "acceptance_rate": 0.0,
    }


def test_a_list_is_invited_line_by_line(site: Site) -> None:
    site.member()
    body: dict[str, object] = {
        "invitations": [
            {"email": "a@x.example"},
            {"email": "nobody", "role": "admin"},
            {"email": "a@x.example", "role": "member"},
        ]
    }
    tried = site.post(f"{INVITATIONS}/bulk", body | {"dry_run": True})
    assert tried.status_code == 200
    assert [line["outcome"] for line in tried.json()["results"]] == ["valid", "refused", "refused"]
    done = site.post(f"{INVITATIONS}/bulk", body).json()
    assert [line["code"] for line in done["results"]] == [None, "not_an_email", "repeated"]
    assert done["results"][0]["invitation"]["status"] == "pending"
    assert site.get(f"{INVITATIONS}/stats").json()["sent"] == 1


def test_a_list_that_is_sent_again_invites_nobody_twice_and_is_told_of_as_before(site: Site) -> None:
    site.member()
    lines = [{"email": f"{name}@plastics.example"} for name in ("omar", "lina", "omar", "no address")]
    key = {"idempotency-key": "the-list-of-monday"}
    first, again = (site.post(f"{INVITATIONS}/bulk", {"invitations": lines}, headers=key) for _ in range(2))
    assert [line["code"] for line in first.json()["results"]] == [None, None, "repeated", "not_an_email"]
    assert again.json() == first.json()
    assert [one.headers.get("idempotent-replayed") for one in (first, again)] == [None, "true"]
    assert len(site.get(INVITATIONS).json()["items"]) == 2
    other = site.post(f"{INVITATIONS}/bulk", {"invitations": lines[:1]}, headers=key)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


def test_a_list_that_was_only_tried_is_answered_again_as_well(site: Site) -> None:
    site.member()
    body = {"invitations": [{"email": "omar@plastics.example"}, {"email": "x"}], "dry_run": True}
    first, again = (
        site.post(f"{INVITATIONS}/bulk", body, headers={"idempotency-key": "tried"}) for _ in range(2)
    )
    assert again.json() == first.json()
    assert [line["outcome"] for line in first.json()["results"]] == ["valid", "refused"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, {"invitations": "required"}),
        ({}, {"invitations": "wrong_type"}),
        ([1], {"invitations.0": "wrong_type"}),
        (
            [{"email": "a@b.example", "rôle": "x"}, {}],
            {"invitations.0.rôle": "unknown_field", "invitations.1.email": "required"},
        ),
        ([{}] * 201, {"invitations": "too_many"}),
        ([{"email": 5}], {"invitations.0.email": "wrong_type"}),
    ],
)
def test_a_list_that_can_not_be_read_is_refused_as_a_whole(
    site: Site, given: object, expected: dict[str, str]
) -> None:
    site.member()
    answer = site.post(f"{INVITATIONS}/bulk", {} if given is None else {"invitations": given})
    assert answer.status_code == 422
    assert codes(answer) == expected


def test_a_budget_that_is_spent_says_when_to_come_back(site: Site) -> None:
    site.member()
    invitation = invited(site)
    for _ in range(2):
        site.post(f"{INVITATIONS}/{invitation['id']}/resend")
    refused = site.post(f"{INVITATIONS}/{invitation['id']}/resend")
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert refused.headers["retry-after"] == "3600"


def test_of_thirty_who_accept_at_once_one_becomes_a_colleague(site: Site) -> None:
    site.member()
    invited(site)
    token = site.world.newest_token()

    def accept(_: int) -> str:
        try:
            site.world.app.identity.joining.accept(Visit(), an_acceptance(token))
        except CoreError as refused:
            return refused.code
        return "joined"

    with ThreadPoolExecutor(30) as threads:
        results = [*threads.map(accept, range(30))]
    assert sorted(results) == ["joined"] + ["token_used"] * 29
    assert site.get(f"{API}/auth/session").json()["organization"]["member_count"] == 2


@pytest.mark.parametrize("dry_run", ["true", "false"])
def test_a_line_of_characters_that_nobody_can_keep_refuses_no_other(site: Site, dry_run: str) -> None:
    site.member()
    body = (
        rb'{"dry_run": %s, "invitations": [{"email": "a\u0000@x.example"}, {"email": "\ud800@x.example"},'
        rb' {"email": "good@x.example", "role": "\ud800"}, {"email": "good@x.example"}]}' % dry_run.encode()
    )
    answer = site.post(f"{API}/invitations/bulk", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 200, answer.text
    told = answer.json()["results"]
    assert [one["code"] for one in told] == ["not_an_email", "not_an_email", "not_a_choice", None]
    assert [one["email"] for one in told] == [
        "a\x00@x.example",
        "?@x.example",
        "good@x.example",
        "good@x.example",
    ]
    assert site.post(f"{API}/invitations/bulk", {"invitations": [{"email": 7}]}).status_code == 422
