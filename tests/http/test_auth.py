"""Signing up, proving the address, signing in and out, as a browser and as an attacker do it."""

from datetime import timedelta

import pytest

from entrypoints.setting_values import Environment
from tests.http.conftest import MakeSite
from tests.http.site import API, SIGN_UP, Site, development
from tests.world import PASSPHRASE, World

AUTH = f"{API}/auth"


def codes(answer: object) -> dict[str, str]:
    """Field -> code of a 422."""
    return {error["field"]: error["code"] for error in answer.json()["errors"]}  # type: ignore[attr-defined]  # an answer


def test_a_stranger_signs_up_proves_the_address_signs_in_and_out(site: Site) -> None:
    sent = site.post(f"{AUTH}/signup", SIGN_UP)
    assert (sent.status_code, sent.json()) == (
        202,
        {"status": "verification_sent", "email": SIGN_UP["email"]},
    )

    verified = site.post(f"{AUTH}/email/verify", {"token": site.world.newest_token()})
    assert verified.status_code == 200
    assert verified.json()["organization"]["name"] == "مصنع الخليج"
    assert verified.json()["user"]["role"] == "admin"
    assert site.get(f"{AUTH}/session").status_code == 401, "a link signs nobody in"

    signed_in = site.log_in()
    assert signed_in.status_code == 200
    assert site.get(f"{AUTH}/session").json() == signed_in.json()

    assert site.post(f"{AUTH}/logout").status_code == 204
    assert site.get(f"{AUTH}/session").status_code == 401


@pytest.mark.parametrize(
    ("field", "good", "bad", "code"),
    [
        ("first_name", "ن", "", "empty"),
        ("first_name", "ن" * 50, "ن" * 51, "too_long"),
        ("first_name", "N" * 50, "N" * 51, "too_long"),
        ("last_name", "L", "\u200f\u200f", "empty"),
        ("last_name", "ل" * 50, "a\nb", "control_character"),
        ("last_name", "O'Neil <b>", "x\u0000", "control_character"),
        ("password", "xk3Tq9vLpz2M", "xk3Tq9vLpz2", "too_short"),
        ("password", "صمام أخضر" + "س" * 119, "صمام أخضر" + "س" * 120, "too_long"),
        ("password", " 12 spaces  ", "", "too_short"),
        ("email", f"{'a' * 64}@example.com", f"{'a' * 65}@example.com", "not_an_email"),
        ("email", "Sara@EXAMPLE.com", "sara@", "not_an_email"),
        ("email", "sara@xn--mgbh0fb.example", "sara\u0000@example.com", "not_an_email"),
    ],
)
def test_each_field_of_a_sign_up_has_its_limits(
    site: Site, field: str, good: str, bad: str, code: str
) -> None:
    assert site.post(f"{AUTH}/signup", SIGN_UP | {field: good}).status_code == 202
    assert codes(site.post(f"{AUTH}/signup", SIGN_UP | {field: bad})) == {field: code}


@pytest.mark.parametrize(
    ("name", "code"),
    [("م" * 2, None), ("م" * 120, None), ("م", "too_short"), ("M" * 121, "too_long"), ("  ", "empty")],
)
def test_an_organizations_name_has_its_limits(site: Site, name: str, code: str | None) -> None:
    answer = site.post(f"{AUTH}/signup", SIGN_UP | {"organization": {"name": name}})

    if code is None:
        assert answer.status_code == 202
    else:
        assert codes(answer) == {"organization.name": code}


def test_a_password_made_of_ones_own_name_is_refused(site: Site) -> None:
    answer = site.post(
        f"{AUTH}/signup", SIGN_UP | {"password": "i am sara-plastics!", "first_name": "Plastics"}
    )

    assert codes(answer) == {"password": "contains_own_words"}


@pytest.mark.parametrize("stolen", ["role", "status", "operator", "organization_id", "email_verified"])
def test_nobody_gives_themselves_rights(site: Site, stolen: str) -> None:
    assert codes(site.post(f"{AUTH}/signup", SIGN_UP | {stolen: "admin"})) == {stolen: "unknown_field"}


def test_a_known_address_is_answered_exactly_like_a_new_one(site: Site) -> None:
    site.member()

    known = site.post(f"{AUTH}/signup", SIGN_UP)
    new = site.post(f"{AUTH}/signup", SIGN_UP | {"email": "other@plastics.example"})

    assert (known.status_code, known.json()["status"]) == (new.status_code, new.json()["status"])
    assert len(known.content) + 1 == len(new.content), "the address is all that differs"
    resent = [
        site.post(f"{AUTH}/email/resend", {"email": f"{name}@plastics.example"}) for name in ("sara", "nobo")
    ]
    assert [one.status_code for one in resent] == [202, 202]


def test_no_answer_of_these_may_be_kept_by_a_cache(site: Site) -> None:
    answers = [
        site.post(f"{AUTH}/signup", SIGN_UP),
        site.post(f"{AUTH}/email/resend", {"email": "a@b.example"}),
    ]
    site.member()
    answers += [
        site.get(f"{AUTH}/session"),
        site.post(f"{AUTH}/session/refresh"),
        site.post(f"{AUTH}/logout"),
    ]

    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}


def test_a_token_works_once(site: Site) -> None:
    token = site.sign_up()
    assert site.post(f"{AUTH}/email/verify", {"token": token}).status_code == 200

    again = site.post(f"{AUTH}/email/verify", {"token": token})

    assert (again.status_code, again.json()["code"]) == (410, "token_used")


def test_a_newer_link_replaces_an_older_one(site: Site) -> None:
    older = site.sign_up()
    site.post(f"{AUTH}/email/resend", {"email": SIGN_UP["email"]})
    newer = site.world.newest_token()

    assert site.post(f"{AUTH}/email/verify", {"token": older}).json()["code"] == "token_used"
    assert site.post(f"{AUTH}/email/verify", {"token": newer}).status_code == 200


def test_a_link_expires(site: Site) -> None:
    token = site.sign_up()
    site.world.clock.move(timedelta(hours=24))

    answer = site.post(f"{AUTH}/email/verify", {"token": token})

    assert (answer.status_code, answer.json()["code"]) == (410, "token_expired")
    assert "sign up again" in answer.json()["detail"], "a new link would never come"
    before = len(site.world.mails())
    site.post(f"{AUTH}/email/resend", {"email": SIGN_UP["email"]})
    assert len(site.world.mails()) == before
    site.sign_up()
    assert len(site.world.mails()) == before + 1


def test_only_a_whole_token_of_ours_is_read(make_site: MakeSite) -> None:
    site, other = make_site(), make_site()
    token, foreign = site.sign_up(), other.sign_up()

    for wrong in (foreign, token[:-1], f"{token}x", token.swapcase(), "é", "a" * 1000, "\\u0000", "." * 3):
        answer = site.post(f"{AUTH}/email/verify", {"token": wrong})
        assert (answer.status_code, answer.json()["code"]) == (422, "token_invalid"), wrong
        assert codes(answer) == {"token": "token_invalid"}


def test_nothing_completes_by_reading(site: Site) -> None:
    token = site.sign_up()

    assert site.get(f"{AUTH}/email/verify?token={token}").status_code == 405
    assert site.request("HEAD", f"{AUTH}/email/verify?token={token}").status_code == 405


def test_a_wrong_password_and_an_unknown_address_are_told_in_the_same_words(site: Site) -> None:
    site.member()

    wrong = site.post(f"{AUTH}/login", {"email": SIGN_UP["email"], "password": "wrong wrong wrong"})
    unknown = site.post(f"{AUTH}/login", {"email": "nobody@plastics.example", "password": PASSPHRASE})

    assert (wrong.status_code, wrong.json()["code"]) == (401, "invalid_credentials")
    assert {**wrong.json(), "request_id": ""} == {**unknown.json(), "request_id": ""}
    assert "set-cookie" not in wrong.headers


def test_the_right_password_of_an_unproven_address_is_told_to_prove_it(site: Site) -> None:
    site.sign_up()

    assert site.log_in().json()["code"] == "email_not_verified"
    wrong = site.post(f"{AUTH}/login", {"email": SIGN_UP["email"], "password": "wrong wrong wrong"})
    assert wrong.json()["code"] == "invalid_credentials"


def test_an_address_is_the_same_however_it_is_written(site: Site) -> None:
    site.member()

    answer = site.post(f"{AUTH}/login", {"email": "  SARA@Plastics.Example ", "password": PASSPHRASE})

    assert answer.status_code == 200


def test_the_cookie_has_every_protection(make_site: MakeSite) -> None:
    site = make_site()
    site.member()
    secure = make_site(development(env=Environment.PRODUCTION, public_url="https://p2p.example.org"))
    secure.member()

    for cookie in site.log_in().headers.get_list("set-cookie"):
        name, *attributes = cookie.split("; ")
        assert name.partition("=")[0] in {"p2p_session", "p2p_device"}
        assert set(attributes) - {"Max-Age=31536000"} == {"Path=/", "HttpOnly", "SameSite=Lax"}
    for cookie in secure.log_in().headers.get_list("set-cookie"):
        name, *attributes = cookie.split("; ")
        assert name.partition("=")[0] in {"__Host-p2p_session", "__Host-p2p_device"}
        assert set(attributes) - {"Max-Age=31536000"} == {"Path=/", "HttpOnly", "SameSite=Lax", "Secure"}
    assert secure.get(f"{AUTH}/session").status_code == 200


def test_only_a_remembered_session_outlives_the_browser(site: Site) -> None:
    site.member()

    assert "Expires=" not in site.log_in().headers["set-cookie"]
    assert "Expires=Wed, 01 Apr 2026 08:00:00 GMT" in site.log_in(remember_me=True).headers["set-cookie"]


def test_the_secret_travels_in_the_cookie_and_nowhere_else(site: Site) -> None:
    site.member()
    answer = site.log_in()
    secret = answer.cookies["p2p_session"]

    assert len(secret) >= 43
    assert secret not in answer.text
    assert secret not in site.get(f"{AUTH}/session").text


@pytest.mark.parametrize(
    "cookie",
    [
        "p2p_session=",
        "p2p_session=attackerschoice",
        "P2P_SESSION={real}",
        "__Host-p2p_session={real}",
        "p2p_session={real}; p2p_session=attackerschoice",
        "p2p_session=attackerschoice; p2p_session={real}",
        "p2p_session={real}x",
        "p2p_session=é",
    ],
)
def test_a_planted_doubled_or_damaged_cookie_is_no_session(site: Site, cookie: str) -> None:
    site.member()
    real = site.log_in().cookies["p2p_session"]
    site.browser.cookies.clear()
    header = {"cookie": cookie.format(real=real).encode("latin-1")}

    assert site.get(f"{AUTH}/session", headers=header).status_code == 401


def test_signing_in_never_adopts_a_secret_that_was_there_before(site: Site) -> None:
    site.member()
    site.browser.cookies.clear()
    planted = {"cookie": "p2p_session=attackerschoice"}

    answer = site.post(f"{AUTH}/login", {"email": SIGN_UP["email"], "password": PASSPHRASE}, headers=planted)

    assert answer.cookies["p2p_session"] != "attackerschoice"
    site.browser.cookies.clear()
    assert site.get(f"{AUTH}/session", headers=planted).status_code == 401


def test_signing_in_again_ends_the_session_it_replaces(site: Site) -> None:
    site.member()
    first = site.log_in().cookies["p2p_session"]
    site.log_in()
    site.browser.cookies.clear()

    assert site.get(f"{AUTH}/session", headers={"cookie": f"p2p_session={first}"}).status_code == 401


def test_a_refreshed_session_goes_on_under_a_new_secret_only(site: Site) -> None:
    site.member()
    old = site.log_in().cookies["p2p_session"]
    before = site.get(f"{AUTH}/session").json()["session"]

    refreshed = site.post(f"{AUTH}/session/refresh")

    assert refreshed.json()["session"]["id"] == before["id"]
    assert site.get(f"{AUTH}/session").status_code == 200
    site.browser.cookies.clear()
    assert site.get(f"{AUTH}/session", headers={"cookie": f"p2p_session={old}"}).status_code == 401


def test_after_logout_the_secret_is_dead_on_the_server(site: Site) -> None:
    site.member()
    secret = site.log_in().cookies["p2p_session"]

    out = site.post(f"{AUTH}/logout")

    assert "Max-Age=0" in out.headers["set-cookie"]
    assert "storage" in out.headers["clear-site-data"]
    assert site.get(f"{AUTH}/session", headers={"cookie": f"p2p_session={secret}"}).status_code == 401


def test_a_session_that_can_not_be_written_is_still_a_session(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.member()
    site.world.clock.move(timedelta(minutes=2))
    monkeypatch.setattr(site.lanes.write, "_most", 0)

    assert site.get(f"{AUTH}/session").status_code == 200
    assert site.post(f"{AUTH}/session/refresh").status_code == 503


def test_an_unused_session_ends_and_a_used_one_goes_on(site: Site) -> None:
    site.member()

    for _ in range(3):
        site.world.clock.move(timedelta(hours=7, minutes=59))
        if _ < 2:
            assert site.get(f"{AUTH}/session").status_code == 200
            site.settle()
    site.world.clock.move(timedelta(minutes=2))

    assert site.get(f"{AUTH}/session").status_code == 401


def test_a_session_says_whether_it_is_an_operators(site: Site) -> None:
    assert site.member()["operator"] is False
    assert site.get(f"{API}/auth/session").json()["operator"] is False
    site.operator()
    assert site.get(f"{API}/auth/session").json()["operator"] is True
    assert site.log_in(World.OPERATOR).json()["operator"] is True
