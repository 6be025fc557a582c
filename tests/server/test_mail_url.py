"""Where mails go, as the environment says it: what is meant by silence, and what is refused."""

from pathlib import Path

import pytest

from entrypoints import settings
from entrypoints.mail_url import SmtpUrl
from tests.server.test_settings import PRODUCTION, mistakes_of

RELAY = "smtp://p2p:hunter2@mail.example.org"


def read(url: str) -> SmtpUrl:
    chosen = settings.read({"P2P_MAIL_URL": url})
    assert isinstance(chosen.mail_url, SmtpUrl)
    assert "hunter2" not in f"{chosen!r} {chosen} {chosen.mail_url}"
    return chosen.mail_url


def test_an_address_is_taken_to_pieces_and_shows_no_password() -> None:
    url = read("smtps://p2p%40example.org:hunter2%2F%25@mail.example.org:4650")
    assert (url.host, url.port) == ("mail.example.org", 4650)
    assert (url.user, url.password) == ("p2p@example.org", "hunter2/%")


@pytest.mark.parametrize(
    ("url", "port", "encrypts", "starts_tls"),
    [
        (RELAY, 587, False, True),
        (f"{RELAY}?tls=none", 587, False, False),
        ("smtps://mail.example.org", 465, True, False),
        ("smtps://localhost", 465, True, False),
        ("smtp://localhost:25", 25, False, False),
        ("smtp://127.0.0.9", 587, False, False),
        ("smtp://[::1]", 587, False, False),
        ("smtp://localhost?tls=starttls", 587, False, True),
        ("smtp://10.0.0.1", 587, False, True),
    ],
)
def test_what_leaves_this_machine_is_encrypted_unless_somebody_says_otherwise(
    url: str, port: int, *, encrypts: bool, starts_tls: bool
) -> None:
    found = read(url)
    assert (found.port, found.encrypts, found.starts_tls) == (port, encrypts, starts_tls)


@pytest.mark.parametrize(
    "url",
    [
        "smtp://",
        "smtp:mail",
        "smtp://:587",
        "smtp://mail:0",
        "smtp://mail:x",
        "smtp://mail/path",
        "smtp://mail#part",
        "smtp://hunter2@mail",
        "smtp://:hunter2@mail",
        "smtp://p2p:hünter2@mail",
        "smtp://p2p:hunter 2@mail",
        "smtp://mail?tls=perhaps",
        "smtp://mail?tls=none&tls=starttls",
        "smtp://mail?verify=no",
        "smtps://mail?tls=none",
        "smtp://mail?ca=nowhere.pem",
        "http://mail",
    ],
)
def test_half_an_address_is_refused_without_its_password(url: str) -> None:
    told = mistakes_of({"P2P_MAIL_URL": url})
    assert told.count("\n") == 1
    assert "P2P_MAIL_URL " in told
    assert "nter" not in told


def test_a_file_without_certificates_is_no_authority(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    assert "no certificates" in mistakes_of({"P2P_MAIL_URL": f"smtp://mail?ca={tmp_path / 'ca.pem'}"})


@pytest.mark.parametrize("text", ["0", "-1", "1001", "nan", "inf", "ten", "10/s"])
def test_other_texts_are_no_rate(text: str) -> None:
    assert "P2P_MAIL_RATE must be mails per second" in mistakes_of({"P2P_MAIL_RATE": text})


def test_a_rate_may_be_less_than_one() -> None:
    assert settings.read({"P2P_MAIL_RATE": "0.25"}).mail_rate == 0.25


@pytest.mark.parametrize("url", [RELAY, "smtps://p2p:hunter2@mail.example.org", "smtp://localhost:25"])
def test_production_takes_a_mail_server(url: str) -> None:
    assert settings.read({**PRODUCTION, "P2P_MAIL_URL": url}).production


def test_production_sends_nothing_that_others_can_read_on_the_way() -> None:
    assert "P2P_MAIL_URL has ?tls=none" in mistakes_of({**PRODUCTION, "P2P_MAIL_URL": f"{RELAY}?tls=none"})


def test_production_wants_a_sender_that_exists() -> None:
    environ = {**PRODUCTION, "P2P_MAIL_URL": RELAY, "P2P_MAIL_FROM": ""}
    assert "P2P_MAIL_FROM" in mistakes_of(environ)
