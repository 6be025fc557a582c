"""Failed attempts, forgotten and changed passwords and addresses over HTTP."""

from datetime import timedelta

import httpx
import pytest

from tests.http.site import API, SIGN_UP, Site
from tests.world import PASSPHRASE, token_in

AUTH = f"{API}/auth"
NEW = "nine blue presses"
SARA = SIGN_UP["email"]


def code(answer: httpx.Response) -> str:
    return str(answer.json()["code"])


def fail(site: Site, email: str = SARA) -> httpx.Response:
    return site.post(f"{AUTH}/login", {"email": email, "password": "wrong words"})


@pytest.mark.parametrize("email", [SARA, "nobody@example.com"])
def test_too_many_failures_are_429_with_the_time_to_wait(site: Site, email: str) -> None:
    site.member()
    site.browser.cookies.clear()
    answers = [fail(site, email) for _ in range(6)]

    assert [code(answer) for answer in answers] == ["invalid_credentials"] * 5 + ["rate_limited"]
    assert answers[-1].headers["retry-after"] == "60"


def test_the_owners_own_browser_is_not_locked_out(site: Site) -> None:
    site.member()
    at_home = dict(site.browser.cookies)
    site.browser.cookies.clear()
    for _ in range(6):
        fail(site)
    assert site.log_in().status_code == 429
    site.browser.cookies.set("p2p_device", at_home["p2p_device"])

    assert site.log_in().status_code == 200


def test_the_device_cookie_signs_nobody_in_and_survives_logging_out(site: Site) -> None:
    site.member()
    site.post(f"{AUTH}/logout")

    assert set(site.browser.cookies) == {"p2p_device"}
    assert site.get(f"{AUTH}/session").status_code == 401


def test_a_forwarded_address_that_nobody_trusts_brings_no_new_budget(site: Site) -> None:
    for number in range(50):
        site.post(
            f"{AUTH}/login",
            {"email": f"person{number}@example.com", "password": "x"},
            headers={"x-forwarded-for": f"198.51.100.{number}"},
        )
    answer = site.post(
        f"{AUTH}/login",
        {"email": "one.more@example.com", "password": "x"},
        headers={"x-forwarded-for": "198.51.100.99"},
    )

    assert (answer.status_code, code(answer)) == (429, "rate_limited")
    assert int(answer.headers["retry-after"]) == 900


def test_too_many_sign_ups_from_one_network_are_refused(site: Site) -> None:
    for number in range(60):
        assert site.post(f"{AUTH}/signup", SIGN_UP | {"email": f"p{number}@example.com"}).status_code == 202

    assert site.post(f"{AUTH}/signup", SIGN_UP).status_code == 429


def test_forgetting_answers_the_same_bytes_for_every_address(site: Site) -> None:
    site.member()
    known = site.post(f"{AUTH}/password/forgot", {"email": SARA})
    unknown = site.post(f"{AUTH}/password/forgot", {"email": "maha@plastics.example"})

    assert known.status_code == unknown.status_code == 202
    assert known.content.replace(b"sara", b"") == unknown.content.replace(b"maha", b"")
    assert set(known.headers) == set(unknown.headers)


def test_a_forgotten_password_is_chosen_anew(site: Site) -> None:
    site.member()
    site.post(f"{AUTH}/password/forgot", {"email": SARA})
    mail = site.world.mails()[-1]
    assert "/reset-password#token=" in mail.text
    wanted = {"token": token_in(mail), "password": NEW}

    answer = site.post(f"{AUTH}/password/reset", wanted)

    assert (answer.status_code, answer.headers["cache-control"]) == (204, "no-store")
    assert "set-cookie" not in answer.headers, "a link signs nobody in"
    assert site.get(f"{AUTH}/session").status_code == 401
    assert code(site.post(f"{AUTH}/password/reset", wanted)) == "token_used"
    assert site.post(f"{AUTH}/login", {"email": SARA, "password": NEW}).status_code == 200


def test_links_that_are_wrong_or_late_are_told_apart(site: Site) -> None:
    token = site.sign_up()
    site.post(f"{AUTH}/email/verify", {"token": token})
    wrong = site.post(f"{AUTH}/password/reset", {"token": token, "password": NEW})
    assert (wrong.status_code, code(wrong)) == (422, "token_invalid")
    site.post(f"{AUTH}/password/forgot", {"email": SARA})
    late = site.world.newest_token()
    site.world.clock.move(timedelta(hours=1))
    answer = site.post(f"{AUTH}/password/reset", {"token": late, "password": NEW})

    assert (answer.status_code, code(answer)) == (410, "token_expired")


def test_a_changed_password_brings_a_new_cookie_and_ends_other_sessions(site: Site) -> None:
    site.member()
    elsewhere = dict(site.browser.cookies)["p2p_session"]
    site.browser.cookies.delete("p2p_session")
    site.log_in()
    here = dict(site.browser.cookies)["p2p_session"]

    answer = site.post(f"{AUTH}/password/change", {"current_password": PASSPHRASE, "new_password": NEW})

    assert answer.status_code == 204
    assert dict(site.browser.cookies)["p2p_session"] not in {here, elsewhere}
    assert site.get(f"{AUTH}/session").status_code == 200
    for old in (here, elsewhere):
        site.browser.cookies.clear()
        assert site.get(f"{AUTH}/session", headers={"cookie": f"p2p_session={old}"}).status_code == 401


def test_a_wrong_present_password_and_a_bad_new_one_are_told_at_their_fields(site: Site) -> None:
    site.member()
    for body, field, why in (
        ({"current_password": "wrong words", "new_password": NEW}, "current_password", "wrong_password"),
        ({"current_password": PASSPHRASE, "new_password": "password1234"}, "new_password", "too_common"),
        (
            {"current_password": PASSPHRASE, "new_password": "plastics 4711"},
            "new_password",
            "contains_own_words",
        ),
        ({"new_password": NEW}, "current_password", "required"),
    ):
        answer = site.post(f"{AUTH}/password/change", body)
        assert answer.status_code == 422
        assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [(field, why)]


def test_another_address_is_proven_before_it_counts(site: Site) -> None:
    site.member()
    asked = site.post(f"{AUTH}/email/change", {"new_email": "Sara@new.example"})
    assert (asked.status_code, asked.json()) == (
        202,
        {"status": "confirmation_sent", "email": "Sara@new.example"},
    )
    confirmation = site.world.mails()[-2]
    assert (confirmation.to, "/confirm-email#token=" in confirmation.text) == ("Sara@new.example", True)

    done = site.post(f"{AUTH}/email/change/confirm", {"token": token_in(confirmation)})

    assert (done.status_code, done.json()) == (200, {"status": "email_changed", "email": "Sara@new.example"})
    assert site.get(f"{AUTH}/session").json()["user"]["email"] == "Sara@new.example"
    assert site.log_in("sara@NEW.example").status_code == 200


def test_an_address_that_was_taken_meanwhile_is_409(site: Site) -> None:
    site.member()
    site.post(f"{AUTH}/email/change", {"new_email": "both@new.example"})
    token = token_in(site.world.mails()[-2])
    site.member("omar@metals.example")
    site.post(f"{AUTH}/email/change", {"new_email": "both@new.example"})
    site.post(f"{AUTH}/email/change/confirm", {"token": token_in(site.world.mails()[-2])})

    answer = site.post(f"{AUTH}/email/change/confirm", {"token": token})

    assert (answer.status_code, code(answer)) == (409, "email_taken")


def test_risky_acts_need_a_proof_of_the_last_ten_minutes(site: Site) -> None:
    site.member()
    site.world.clock.move(timedelta(minutes=11))
    acts = (
        ("POST", "email/change", {"new_email": "sara@new.example"}),
        ("POST", "second-factor", None),
        ("POST", "second-factor/confirm", {"code": "123456"}),
        ("DELETE", "second-factor", None),
        ("POST", "tokens", {"name": "n", "scopes": ["read"]}),
    )
    for method, path, body in acts:
        answer = site.request(method, f"{AUTH}/{path}", **({"json": body} if body else {}))
        assert (answer.status_code, code(answer)) == (403, "reauth_required"), path

    wrong = site.post(f"{AUTH}/reauthenticate", {"password": "wrong words"})
    assert (wrong.status_code, code(wrong)) == (401, "invalid_credentials")
    assert site.post(f"{AUTH}/reauthenticate", {"password": PASSPHRASE}).status_code == 204
    assert site.post(f"{AUTH}/email/change", {"new_email": "sara@new.example"}).status_code == 202


def test_a_proof_has_to_be_one_of_the_two(site: Site) -> None:
    site.member()

    assert site.post(f"{AUTH}/reauthenticate", {}).status_code == 422
    assert site.post(f"{AUTH}/reauthenticate", {"password": "a", "code": "b"}).status_code == 422
