"""Settings: read once, every mistake told at once with the variable's name, secrets never shown."""

from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from entrypoints import settings
from entrypoints.scanner_url import ClamdUrl
from entrypoints.settings import NAMES, BadSettings, Settings

KEY = "3f1c9a7e5b2d4860a9c1e3f5071b2d4c"
PRODUCTION = {
    "P2P_ENV": "production",
    "P2P_PUBLIC_URL": "https://p2p.example.org",
    "P2P_SECRET_KEYS": f"{KEY},{KEY[::-1]}",
    "P2P_MAIL_FROM": "P2P Sandbox <no-reply@example.org>",
}


def mistakes_of(environ: dict[str, str]) -> str:
    with pytest.raises(BadSettings) as caught:
        settings.read(environ)
    return str(caught.value)


def test_an_empty_environment_is_enough_for_a_developer() -> None:
    chosen = settings.read({})

    assert chosen.public_url == "http://127.0.0.1:8000"
    assert chosen.database_url == chosen.data_dir / "p2p.sqlite3"
    assert chosen.open_docs
    assert chosen.session_remember_lifetime == timedelta(days=30)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://P2P.example.org:443/", "https://p2p.example.org"),
        ("http://p2p.example.org:80", "http://p2p.example.org"),
        ("https://p2p.example.org:80", "https://p2p.example.org:80"),
        ("https://p2p.example.org:8443", "https://p2p.example.org:8443"),
    ],
)
def test_an_origin_is_kept_as_browsers_write_it(written: str, read: str) -> None:
    chosen = settings.read({"P2P_PUBLIC_URL": written, "P2P_CORS_ORIGINS": written})

    assert (chosen.public_url, chosen.cors_origins) == (read, (read,))


def test_every_mistake_is_told_with_the_variables_name() -> None:
    wrong = {
        "P2P_ENV": "staging",
        "P2P_PORT": "0",
        "P2P_PUBLIC_URL": "p2p.example.org",
        "P2P_DATABASE_URL": "mysql://db/p2p",
        "P2P_STORAGE_URL": "ftp://files",
        "P2P_S3_ENDPOINT": "s3.example.org",
        "P2P_SCANNER_URL": "clamav:3310",
        "P2P_MAIL_URL": "smtp:/mail",
        "P2P_MAIL_FROM": "nobody",
        "P2P_MAIL_RATE": "many",
        "P2P_CORS_ORIGINS": "https://good.example, https://bad.example/path",
        "P2P_TRUSTED_PROXIES": "10.0.0.0/40",
        "P2P_LOG_LEVEL": "loud",
        "P2P_LOG_FORMAT": "xml",
        "P2P_OPEN_DOCS": "perhaps",
        "P2P_SESSION_IDLE": "P1M",
        "P2P_VERIFICATION_TTL": "0",
    }

    told = mistakes_of(wrong)

    assert told.startswith(f"{len(wrong)} settings need attention:")
    assert all(f"\n  {name} " in told for name in wrong)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_an_address_of_a_postgresql_database_is_taken_and_never_shown(scheme: str) -> None:
    chosen = settings.read({"P2P_DATABASE_URL": f"{scheme}://p2p:hunter2@db:5433/p2p?sslmode=verify-full"})

    assert chosen.database_url == "postgresql://p2p:hunter2@db:5433/p2p?sslmode=verify-full"
    assert "hunter2" not in repr(chosen)


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "p2p",
        "p2p:hunter2@db",
        "p2p:hunter2@db/",
        "p2p:hunter2@db:x/p2p",
        "p2p:hunter 2@db/p2p",
        "p2p:x@hunter2@db/p2p",
    ],
)
def test_half_an_address_of_a_postgresql_database_is_refused_without_its_password(rest: str) -> None:
    told = mistakes_of({"P2P_DATABASE_URL": f"postgresql://{rest}"})

    assert "P2P_DATABASE_URL must look like postgresql://" in told
    assert "hunter" not in told


def test_what_is_counted_and_remembered_is_in_each_process_or_on_redis() -> None:
    assert settings.read({}).cache_url.is_memory
    chosen = settings.read({"P2P_CACHE_URL": "rediss://p2p:hunter2@cache.example:6380/1"})
    assert not chosen.cache_url.is_memory
    assert chosen.cache_url.shown == "Redis on cache.example:6380"
    assert "hunter2" not in repr(chosen)


@pytest.mark.parametrize(
    "text", ["redis://", "redis://h/hunter2", "memory", "embedded://", "http://:hunter2@h"]
)
def test_half_an_address_of_a_cache_is_refused_without_its_password(text: str) -> None:
    told = mistakes_of({"P2P_CACHE_URL": text})

    assert "P2P_CACHE_URL must be memory:// or look like redis://user:password@host:6379/0" in told
    assert "hunter" not in told


def test_background_work_is_carried_by_the_server_itself_or_by_redis() -> None:
    assert settings.read({}).broker_url.is_embedded
    chosen = settings.read(
        {"P2P_BROKER_URL": "rediss://p2p:hunter2@queue.example:6380/3?ssl_ca_certs=ca.pem"}
    )
    assert not chosen.broker_url.is_embedded
    assert chosen.broker_url.shown == "Redis on queue.example:6380"
    assert "hunter2" not in repr(chosen)
    assert settings.read({"P2P_BROKER_URL": "redis://queue"}).broker_url.shown == "Redis on queue:6379"


@pytest.mark.parametrize(
    "text",
    ["redis://", "redis://:hunter2@", "redis://h:x/0", "redis://h/hunter2", "redis://hunter 2@h", "http://h"],
)
def test_half_an_address_of_a_broker_is_refused_without_its_password(text: str) -> None:
    told = mistakes_of({"P2P_BROKER_URL": text})

    assert "P2P_BROKER_URL must" in told
    assert "redis://user:password@host:6379/0" in told
    assert "hunter" not in told


def test_rabbitmq_is_refused_until_it_is_served() -> None:
    assert "P2P_BROKER_URL names RabbitMQ" in mistakes_of({"P2P_BROKER_URL": "amqp://guest:guest@mq"})


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("PT8H", timedelta(hours=8)),
        ("P1DT2H3M4S", timedelta(days=1, hours=2, minutes=3, seconds=4)),
        ("p14d", timedelta(days=14)),
        ("90", timedelta(seconds=90)),
    ],
)
def test_durations_are_iso_8601_or_seconds(text: str, length: timedelta) -> None:
    assert settings.read({"P2P_VERIFICATION_TTL": text}).verification_ttl == length


@pytest.mark.parametrize("text", ["P", "PT", "P1Y", "8h", "-PT8H", "PT8.5H", "9" * 5_000, "P99999D", "٣"])
def test_other_texts_are_no_durations(text: str) -> None:
    assert "P2P_VERIFICATION_TTL" in mistakes_of({"P2P_VERIFICATION_TTL": text})


def test_an_idle_limit_beyond_the_lifetime_is_a_contradiction() -> None:
    told = mistakes_of({"P2P_SESSION_IDLE": "P2D", "P2P_SESSION_LIFETIME": "P1D"})

    assert "P2P_SESSION_IDLE" in told
    assert "P2P_SESSION_LIFETIME" in told


def test_a_value_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(f"{KEY}\n")

    assert settings.read({"P2P_SECRET_KEYS_FILE": str(file)}).secret_keys == (KEY,)
    assert "both set" in mistakes_of({"P2P_SECRET_KEYS_FILE": str(file), "P2P_SECRET_KEYS": KEY})
    assert "P2P_SECRET_KEYS_FILE" in mistakes_of({"P2P_SECRET_KEYS_FILE": str(tmp_path / "none")})


def test_secrets_are_masked_wherever_settings_are_shown() -> None:
    assert KEY not in repr(settings.read({"P2P_SECRET_KEYS": KEY}))


def test_an_unknown_variable_is_a_warning_in_development_and_a_mistake_in_production() -> None:
    assert settings.warnings({"P2P_PROT": "1", "P2P_TEST_REQUIRE": "all", "PATH": "/bin"}) == (
        "P2P_PROT is not a setting and has no effect; did you mean P2P_PORT?",
    )
    assert "did you mean P2P_PORT?" in mistakes_of({**PRODUCTION, "P2P_PROT": "1"})
    assert "P2P_TEST_REQUIRE" not in mistakes_of({**PRODUCTION, "P2P_TEST_REQUIRE": "all"})


def test_production_accepts_everything_but_the_mailbox_which_sends_nothing() -> None:
    assert mistakes_of(PRODUCTION).count("\n") == 1
    assert "P2P_MAIL_URL" in mistakes_of(PRODUCTION)


@pytest.mark.parametrize(
    "keys",
    ["", "short", "changeme" * 5, "please-change-this-secret-key-now", "x" * 64, f"{KEY},short"],
)
def test_production_refuses_keys_that_somebody_could_guess(keys: str) -> None:
    told = mistakes_of({**PRODUCTION, "P2P_SECRET_KEYS": keys})

    assert "P2P_SECRET_KEYS" in told
    assert not keys or keys not in told


def test_production_refuses_plain_http() -> None:
    assert "P2P_PUBLIC_URL" in mistakes_of({**PRODUCTION, "P2P_PUBLIC_URL": "http://p2p.example.org"})


@pytest.mark.parametrize(
    ("host", "address"),
    [("0.0.0.0", "http://127.0.0.1:9"), ("::", "http://[::1]:9"), ("fe80::1", "http://[fe80::1]:9")],  # noqa: S104 - read, not bound
)
def test_the_public_address_is_one_a_browser_can_open(host: str, address: str) -> None:
    assert settings.read({"P2P_HOST": host, "P2P_PORT": "9"}).public_url == address


def test_every_setting_is_read_from_a_variable_of_its_own() -> None:
    assert len(set(NAMES)) == len(NAMES) == len(fields(Settings))


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    told = mistakes_of({"P2P_PUBLIC_URL": "https://someone:opensesame@p2p.example.org"})

    assert "P2P_PUBLIC_URL" in told
    assert "opensesame" not in told


@pytest.mark.parametrize("name", ["P2P_SESSION_IDLE", "P2P_SESSION_REMEMBER_IDLE"])
def test_a_session_that_would_end_between_two_notes_of_its_use_is_refused(name: str) -> None:
    assert f"{name} must be at least 5 minutes" in mistakes_of({name: "PT4M59S"})
    settings.read({name: "PT5M"})


def test_a_scanner_is_a_host_and_a_port() -> None:
    chosen = settings.read({"P2P_SCANNER_URL": "clamd://clamav"})
    assert chosen.scanner_url == ClamdUrl("clamav", 3310)
    assert settings.read({"P2P_SCANNER_URL": "clamd://[::1]:3311/"}).scanner_url == ClamdUrl("::1", 3311)
    assert settings.read({}).scanner_url is None


@pytest.mark.parametrize(
    "text", ["clamd://", "clamd://a:0", "clamd://a:x", "clamd://u@a", "clamd://a/b", "tcp://a"]
)
def test_a_scanner_that_makes_no_sense_is_refused(text: str) -> None:
    assert "P2P_SCANNER_URL" in mistakes_of({"P2P_SCANNER_URL": text})


def test_content_is_in_the_database_or_in_a_database_of_mongodb() -> None:
    assert settings.read({}).content_url is None
    text = "mongodb://p2p:hunt%40er2@db-1:27017,db-2:27017/forum?replicaSet=rs0"
    url = settings.read({"P2P_CONTENT_URL": text}).content_url
    assert url == text
    assert url.shown == "MongoDB database forum on db-1:27017,db-2:27017"
    assert "er2" not in repr(url)
    assert settings.read({"P2P_CONTENT_URL": "mongodb+srv://cluster.example/forum"}).content_url


@pytest.mark.parametrize(
    "text",
    [
        "mongodb://db",
        "mongodb://db/",
        "mongodb:///forum",
        "mongodb://user:p@ss@db/forum",
        "mongodb://db/forum/more",
        "mongodb://db/for um",
        "mongodb://db/forum#x",
        "mongodb://[db/forum",
        "postgresql://db/forum",
        "forum",
    ],
)
def test_content_in_no_database_is_refused(text: str) -> None:
    with pytest.raises(BadSettings, match="P2P_CONTENT_URL must look like mongodb://"):
        settings.read({"P2P_CONTENT_URL": text})
