"""What the real server writes down of a whole journey: which request led to what, and nobody's secrets."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.process.installation import Installation, Server
from tests.process.journey import AUTH, FORUMS, PASSWORD, done, log_in, patiently, token_of, write_a_thread
from tests.process.waiting import until

pytestmark = pytest.mark.process
EMAIL = "noura@plastics.example"
KEY, BEARER, QUERY = "canary-key-" + "k1" * 20, "canary-bearer-" + "b2" * 20, "canary-query-3"
WRONG, BROKEN, NEW = "canary wrong password", "canary broken password", "canary new password"
SIGN_UP = {
    "email": EMAIL,
    "password": PASSWORD,
    "first_name": "نورة",
    "last_name": "Al-Harbi",
    "organization": {"name": "مصنع نجد للبلاستيك", "country": "SA"},
}


def lines(installation: Installation) -> list[dict[str, Any]]:
    return [json.loads(line) for line in installation.log.read_text().splitlines() if line.startswith("{")]


def sign_up(server: Server) -> None:
    """Ask for an account, under an id that the request is known by."""
    known = {"X-Request-ID": "the-sign-up"}
    done(patiently(lambda: server.browser.post(f"{AUTH}/signup", json=SIGN_UP, headers=known)), 202)


def journey(server: Server) -> set[str]:
    """Everything that people send secrets with, well and badly; all secrets that were about."""
    browser = server.browser
    sign_up(server)
    until(lambda: len(server.mails()) == 1)
    token = token_of(server.mails()[0])
    secrets = {PASSWORD, token}
    assert browser.post(f"{AUTH}/email/verify", json={"token": token[:-1]}).status_code >= 400
    done(browser.post(f"{AUTH}/email/verify", json={"token": token}))
    wrong = {"email": EMAIL, "password": WRONG}
    done(patiently(lambda: browser.post(f"{AUTH}/login", json=wrong)), 401)
    for _ in range(2):
        log_in(server, EMAIL)
        secrets |= set(browser.cookies.values())
    misuse(server, token)
    write_a_thread(server)
    done(browser.post(f"{AUTH}/session/refresh"))
    secrets |= set(browser.cookies.values())
    done(browser.post(f"{AUTH}/logout"), 204)
    return secrets


def misuse(server: Server, token: str) -> None:
    """Secrets where they don't belong: in queries, headers, broken bodies and the wrong types."""
    browser, json_type = server.browser, {"Content-Type": "application/json"}
    bearer = {"Authorization": f"Bearer {BEARER}", "X-Request-ID": f"no sane id {BEARER}"}
    browser.get(f"/verify-email?token={quote(QUERY + token)}", headers=bearer)
    browser.get(f"{FORUMS}/topics?password={quote(QUERY)}&cursor={quote(QUERY)}", headers=bearer)
    browser.get("/metrics", headers=bearer)
    browser.post(f"{AUTH}/login", content=f'{{"email": "{EMAIL}", "password": "{BROKEN}"', headers=json_type)
    browser.post(f"{AUTH}/login", content=f'{{"password": "{BROKEN}\\ud800"}}', headers=json_type)
    browser.post(f"{AUTH}/login", json={"email": EMAIL, "password": [BROKEN], BROKEN: BROKEN})
    browser.post(f"{AUTH}/signup", json={**SIGN_UP, "password": NEW, "organization": NEW})


def test_no_line_of_the_log_carries_anybodys_secret(installation: Installation) -> None:
    installation.environment |= {
        "P2P_LOG_LEVEL": "debug",
        "P2P_LOG_FORMAT": "json",
        "P2P_SECRET_KEYS": KEY,
        "P2P_METRICS_TOKEN": BEARER,
    }
    with installation.served() as server:
        secrets = journey(server)
        server.process.terminate()
        server.ended()

    written = installation.log.read_text()
    assert len(lines(installation)) > 20
    for secret in (*secrets, KEY, BEARER, QUERY, WRONG, BROKEN, NEW, "p2p_session=", "Bearer"):
        assert secret not in written, secret


def test_a_mail_can_be_followed_back_to_the_request_it_came_from(installation: Installation) -> None:
    installation.environment["P2P_LOG_FORMAT"] = "json"
    with installation.served() as server:
        sign_up(server)
        until(lambda: len(server.mails()) == 1)
        server.process.terminate()
        server.ended()

    told = {
        line["event"].split(":")[0] for line in lines(installation) if line.get("request_id") == "the-sign-up"
    }
    # a busy machine's line of a transaction that took long is told of the request as well
    assert told >= {"request", "a mail is kept in the mailbox"}
