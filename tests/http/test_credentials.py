"""One's sessions, second factor and access tokens over HTTP."""

from base64 import b32decode
from datetime import timedelta
from typing import Any

import httpx
import pytest

from p2p_core.identity.second_factors.model import code_at, step_of
from tests.http.site import API, SIGN_UP, Site
from tests.world import PASSPHRASE

AUTH = f"{API}/auth"
SARA = SIGN_UP["email"]


def code(answer: httpx.Response) -> str:
    return str(answer.json()["code"])


def delete(site: Site, path: str, **rest: Any) -> httpx.Response:  # noqa: ANN401 - as httpx has it
    return site.request("DELETE", f"{AUTH}/{path}", **rest)


def token(site: Site, *scopes: str) -> dict[str, Any]:
    answer = site.post(f"{AUTH}/tokens", {"name": "nightly", "scopes": scopes or ["read"]})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def bearing(made: dict[str, Any]) -> dict[str, str]:
    return {"authorization": f"Bearer {made['token']}"}


def test_one_sees_ones_sessions_and_ends_them(site: Site) -> None:
    site.member()
    site.browser.cookies.delete("p2p_session")
    site.log_in()
    listed = site.get(f"{AUTH}/sessions")

    assert listed.headers["cache-control"] == "no-store"
    assert [one["current"] for one in listed.json()["items"]] == [True, False]
    assert set(listed.json()["items"][0]) >= {"id", "device", "address", "last_used_at"}
    other = listed.json()["items"][1]["id"]
    assert delete(site, f"sessions/{other}").status_code == 204
    assert code(delete(site, f"sessions/{other}")) == "not_found"
    assert len(site.get(f"{AUTH}/sessions").json()["items"]) == 1


def test_all_other_sessions_end_at_once(site: Site) -> None:
    site.member()
    site.browser.cookies.delete("p2p_session")
    site.log_in()

    assert delete(site, "sessions").status_code == 204
    assert [one["current"] for one in site.get(f"{AUTH}/sessions").json()["items"]] == [True]


@pytest.mark.parametrize("kind", ["sessions", "tokens"])
def test_what_belongs_to_others_is_not_there(site: Site, kind: str) -> None:
    site.member("omar@metals.example")
    made = token(site)
    his = {"sessions": site.get(f"{AUTH}/sessions").json()["items"][0]["id"], "tokens": made["id"]}[kind]
    site.browser.cookies.clear()
    site.member()
    answers = [
        delete(site, f"{kind}/{wanted}") for wanted in (his, "019cad8f-0000-7000-8000-000000000000", "x")
    ]

    assert [(answer.status_code, code(answer)) for answer in answers] == [(404, "not_found")] * 3


def test_lists_have_pages_and_refuse_foreign_cursors(site: Site) -> None:
    site.member()
    for _ in range(3):
        token(site)
    first = site.get(f"{AUTH}/tokens?limit=2&count=true").json()
    rest = site.get(f"{AUTH}/tokens?limit=2&cursor={first['next_cursor']}").json()

    assert (len(first["items"]), len(rest["items"]), first["total"]) == (2, 1, 3)
    assert code(site.get(f"{AUTH}/sessions?cursor={first['next_cursor']}")) == "invalid_cursor"


class Telephone:
    """An app that was set up over HTTP."""

    def __init__(self, site: Site) -> None:
        self.site = site
        answer = site.post(f"{AUTH}/second-factor")
        assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store")
        self.secret = b32decode(answer.json()["secret"])
        assert answer.json()["otpauth_uri"].startswith("otpauth://totp/P2P%20Sandbox:")

    def code(self) -> str:
        self.site.world.clock.move(timedelta(minutes=2))
        return code_at(self.secret, step_of(self.site.world.clock.now()))

    def confirm(self) -> list[str]:
        answer = self.site.post(f"{AUTH}/second-factor/confirm", {"code": self.code()})
        assert answer.status_code == 200
        codes: list[str] = answer.json()["recovery_codes"]
        return codes


def test_signing_in_with_a_second_factor_takes_two_steps(site: Site) -> None:
    site.member()
    telephone = Telephone(site)
    codes = telephone.confirm()
    assert len(codes) == 10
    site.browser.cookies.clear()

    first = site.log_in()
    assert (first.status_code, code(first)) == (401, "second_factor_required")
    assert "set-cookie" not in first.headers
    step = {"challenge": first.json()["challenge"], "code": telephone.code()}
    second = site.post(f"{AUTH}/login/second-factor", step)

    assert second.status_code == 200
    assert second.json()["user"]["email"] == SARA
    assert site.get(f"{AUTH}/session").status_code == 200
    again = site.post(f"{AUTH}/login/second-factor", step)
    assert (again.status_code, code(again)) == (401, "unauthenticated")


def test_without_the_first_step_there_is_no_second(site: Site) -> None:
    site.member()
    telephone = Telephone(site)
    telephone.confirm()
    answer = site.post(f"{AUTH}/login/second-factor", {"challenge": "made-up", "code": telephone.code()})

    assert (answer.status_code, code(answer)) == (401, "unauthenticated")


def test_a_wrong_code_and_a_code_for_the_paper(site: Site) -> None:
    site.member()
    telephone = Telephone(site)
    codes = telephone.confirm()
    challenge = site.log_in().json()["challenge"]
    wrong = site.post(f"{AUTH}/login/second-factor", {"challenge": challenge, "code": "no code"})
    assert (wrong.status_code, code(wrong)) == (401, "invalid_credentials")

    assert (
        site.post(f"{AUTH}/login/second-factor", {"challenge": challenge, "code": codes[3]}).status_code
        == 200
    )


def test_a_second_factor_is_confirmed_once_and_turned_off_again(site: Site) -> None:
    site.member()
    telephone = Telephone(site)
    wrong = site.post(f"{AUTH}/second-factor/confirm", {"code": "no code"})
    assert [(one["field"], one["code"]) for one in wrong.json()["errors"]] == [("code", "wrong_code")]
    telephone.confirm()
    assert code(site.post(f"{AUTH}/second-factor")) == "second_factor_on"

    assert delete(site, "second-factor").status_code == 204
    assert site.log_in().status_code == 200


def test_a_token_is_shown_once_and_opens_the_api(site: Site) -> None:
    site.member()
    answer = site.post(f"{AUTH}/tokens", {"name": "nightly", "scopes": ["write"], "expires_in_days": 7})
    made = answer.json()
    assert answer.headers["location"] == f"{AUTH}/tokens/{made['id']}"
    assert answer.headers["cache-control"] == "no-store"
    assert made["token"] not in site.get(f"{AUTH}/tokens").text
    category = site.category()
    site.browser.cookies.clear()

    assert site.get(f"{API}/forums/topics", headers=bearing(made)).status_code == 200
    new = {"title": "By a script", "body": "temp < 40 and pressure > 3 bar", "category_id": category}
    assert site.post(f"{API}/forums/topics", new, headers=bearing(made)).status_code == 201
    site.settle()


def test_a_token_for_reading_changes_nothing(site: Site) -> None:
    site.member()
    made = token(site, "read")
    site.browser.cookies.clear()

    assert site.request("HEAD", f"{API}/forums/topics", headers=bearing(made)).status_code == 200
    answer = site.post(f"{API}/forums/topics", {}, headers=bearing(made))
    assert (answer.status_code, code(answer)) == (403, "forbidden")


def test_without_the_scope_for_it_an_operators_token_operates_nothing(site: Site) -> None:
    site.operator()
    new = {
        "name": "Moulds",
        "name_ar": "قوالب",
        "slug": "moulds",
        "description": "d",
        "description_ar": "و",
        "colour": "#0f766e",
    }
    writes, administers = token(site, "write"), token(site, "admin")
    site.browser.cookies.clear()

    assert site.post(f"{API}/forums/categories", new, headers=bearing(writes)).status_code == 403
    assert site.post(f"{API}/forums/categories", new, headers=bearing(administers)).status_code == 201


def test_no_page_of_another_site_can_send_a_token_so_it_is_taken_from_anywhere(site: Site) -> None:
    site.member()
    made, cookies = token(site, "write"), dict(site.browser.cookies)
    site.browser.cookies.clear()
    foreign = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}

    answer = site.post(f"{API}/forums/topics", {}, headers={**foreign, **bearing(made)})
    assert answer.status_code == 422
    site.browser.cookies.set("p2p_session", cookies["p2p_session"])
    assert site.post(f"{API}/forums/topics", {}, headers=foreign).status_code == 403
    wrong = {"authorization": "Bearer p2p_wrong"}
    assert site.post(f"{API}/forums/topics", {}, headers={**foreign, **wrong}).status_code == 401


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Bearer p2p_made_up", "Bearer " + "x" * 300, "bearer é", "Basic YTpi"]
)
def test_what_is_no_token_opens_nothing(site: Site, header: str) -> None:
    answer = site.get(f"{API}/forums/topics", headers={"authorization": header.encode("latin-1")})

    assert (answer.status_code, code(answer)) == (401, "unauthenticated")


def test_a_token_that_is_shown_is_all_that_counts(site: Site) -> None:
    site.member()

    assert site.get(f"{API}/forums/topics").status_code == 200
    wrong = {"authorization": "Bearer p2p_made_up"}
    assert site.get(f"{API}/forums/topics", headers=wrong).status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "session"),
        ("POST", "session/refresh"),
        ("POST", "logout"),
        ("GET", "sessions"),
        ("DELETE", "sessions"),
        ("GET", "tokens"),
        ("POST", "tokens"),
        ("POST", "reauthenticate"),
        ("POST", "password/change"),
        ("POST", "email/change"),
        ("POST", "second-factor"),
        ("DELETE", "second-factor"),
    ],
)
def test_what_belongs_to_a_session_takes_no_token(site: Site, method: str, path: str) -> None:
    site.member()
    made = token(site, "admin")
    site.browser.cookies.clear()

    answer = site.request(method, f"{AUTH}/{path}", headers=bearing(made))
    assert (answer.status_code, code(answer)) == (401, "unauthenticated")


def test_an_ended_or_expired_token_opens_nothing(site: Site) -> None:
    site.member()
    ended, expired = token(site), token(site)
    assert delete(site, f"tokens/{ended['id']}").status_code == 204
    assert site.get(f"{API}/forums/topics", headers=bearing(ended)).status_code == 401
    assert site.get(f"{API}/forums/topics", headers=bearing(expired)).status_code == 200
    site.world.clock.move(timedelta(days=90))
    assert site.get(f"{API}/forums/topics", headers=bearing(expired)).status_code == 401


def test_its_last_use_is_noted_beside_the_requests(site: Site) -> None:
    site.member()
    made = token(site)
    site.get(f"{API}/forums/topics", headers=bearing(made))
    site.settle()

    assert site.get(f"{AUTH}/tokens").json()["items"][0]["last_used_at"] is not None


@pytest.mark.parametrize(
    ("body", "field", "why"),
    [
        ({"name": "n", "scopes": []}, "scopes", "required"),
        ({"name": "n", "scopes": ["read", "read"]}, "scopes", "repeated"),
        ({"name": "n", "scopes": ["everything"]}, "scopes.0", "not_a_choice"),
        ({"name": "n", "scopes": ["read"], "expires_in_days": 366}, "expires_in_days", "too_large"),
        ({"name": "", "scopes": ["read"]}, "name", "empty"),
    ],
)
def test_a_token_has_its_limits(site: Site, body: dict[str, object], field: str, why: str) -> None:
    site.member()
    answer = site.post(f"{AUTH}/tokens", body)

    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [(field, why)]


def test_no_secret_of_these_reaches_the_log(site: Site) -> None:
    site.member()
    telephone = Telephone(site)
    secrets = [*telephone.confirm(), token(site)["token"], *dict(site.browser.cookies).values()]
    secrets.append(site.log_in().json()["challenge"])
    site.post(f"{AUTH}/password/forgot", {"email": SARA})
    secrets += [site.world.newest_token(), PASSPHRASE, SARA]
    site.close()

    assert not [secret for secret in secrets if secret in site.log.getvalue()]
