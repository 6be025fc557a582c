"""Every setting in one frozen class, read once from the environment, all mistakes told together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from entrypoints import content_url, mail_url, scanner_url, storage_url
from entrypoints import setting_values as values
from entrypoints.cache_url import CacheUrl, cache_url
from entrypoints.content_url import MongoUrl
from entrypoints.mail_url import MailUrl, SmtpUrl
from entrypoints.scanner_url import ClamdUrl
from entrypoints.setting_values import (
    BadValue,
    BrokerUrl,
    DatabaseUrl,
    Environment,
    LogFormat,
    LogLevel,
    Network,
    Secret,
)
from entrypoints.storage_url import InMemory, StorageUrl
from p2p_core.shared.budgets import Budget

PREFIX = "P2P_"
OUTSIDE = ("P2P_TEST_",)
"""Beginnings of variables that belong to the tests and are none of the server's business."""

_SHORTEST_SECRET = 32
_SHORTEST_IDLE = timedelta(minutes=5)
_PLACEHOLDERS = ("change", "secret", "example", "placeholder", "password", "insecure", "default", "xxxx")


class BadSettings(Exception):
    """The environment can't be used; the message has a line for each mistake."""

    def __init__(self, mistakes: list[str]) -> None:
        lines = "".join(f"\n  {mistake}" for mistake in mistakes)
        noun = "setting needs" if len(mistakes) == 1 else "settings need"
        super().__init__(f"{len(mistakes)} {noun} attention:{lines}")
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class From:
    """How a setting's text becomes its value, and the text it has when the environment is silent."""

    read: Callable[[str], object]
    default: str | None
    """`None` where it depends on other settings: see `_derived`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an installation is told from outside; a field `port` is read from `P2P_PORT`."""

    env: Annotated[Environment, From(values.one_of(Environment), "development")]
    host: Annotated[str, From(values.plain, "127.0.0.1")]
    port: Annotated[int, From(values.port, "8000")]
    public_url: Annotated[str, From(values.origin, None)]
    data_dir: Annotated[Path, From(values.folder, "./var")]
    secret_keys: Annotated[tuple[Secret, ...], From(values.list_of(Secret), "")]
    database_url: Annotated[DatabaseUrl, From(values.database_url, None)]
    content_url: Annotated[MongoUrl | None, From(content_url.content_url, "")]
    broker_url: Annotated[BrokerUrl, From(values.broker_url, BrokerUrl.EMBEDDED)]
    storage_url: Annotated[StorageUrl, From(storage_url.storage_url, None)]
    s3_endpoint: Annotated[str | None, From(storage_url.endpoint, "")]
    s3_public_endpoint: Annotated[str | None, From(storage_url.endpoint, "")]
    s3_region: Annotated[str | None, From(storage_url.maybe, "us-east-1")]
    s3_key: Annotated[Secret | None, From(storage_url.maybe_secret, "")]
    s3_secret: Annotated[Secret | None, From(storage_url.maybe_secret, "")]
    scanner_url: Annotated[ClamdUrl | None, From(scanner_url.scanner_url, "")]
    cache_url: Annotated[CacheUrl, From(cache_url, CacheUrl.MEMORY)]
    mail_url: Annotated[MailUrl, From(mail_url.mail_url, mail_url.MAILBOX)]
    mail_from: Annotated[str, From(values.mail_address, "P2P Sandbox <no-reply@p2p-sandbox.invalid>")]
    mail_rate: Annotated[float, From(mail_url.rate, "10")]
    cors_origins: Annotated[tuple[str, ...], From(values.list_of(values.origin), "")]
    trusted_proxies: Annotated[tuple[Network, ...], From(values.list_of(values.network), "")]
    log_level: Annotated[LogLevel, From(values.one_of(LogLevel), "info")]
    log_format: Annotated[LogFormat, From(values.one_of(LogFormat), None)]
    open_docs: Annotated[bool, From(values.yes_or_no, None)]
    skip_web: Annotated[bool, From(values.yes_or_no, "false")]
    metrics_token: Annotated[Secret, From(Secret, "")]
    traces_url: Annotated[str, From(values.collector, "")]
    session_idle: Annotated[timedelta, From(values.duration, "PT8H")]
    session_lifetime: Annotated[timedelta, From(values.duration, "PT24H")]
    session_remember_idle: Annotated[timedelta, From(values.duration, "P14D")]
    session_remember_lifetime: Annotated[timedelta, From(values.duration, "P30D")]
    verification_ttl: Annotated[timedelta, From(values.duration, "PT24H")]
    reset_ttl: Annotated[timedelta, From(values.duration, "PT1H")]
    invitation_ttl: Annotated[timedelta, From(values.duration, "P7D")]
    export_ttl: Annotated[timedelta, From(values.duration, "P3D")]
    audit_ttl: Annotated[timedelta, From(values.duration, "P365D")]
    budget_invitations: Annotated[int, From(values.budget, "200")]
    budget_failures: Annotated[int, From(values.budget, "5")]
    budget_network_failures: Annotated[Budget, From(values.rate, "50/PT15M")]
    budget_sign_ups: Annotated[Budget, From(values.rate, "60/PT1H")]
    budget_mails: Annotated[Budget, From(values.rate, "3/PT1H")]
    budget_exports: Annotated[Budget, From(values.rate, "10/PT1H")]
    budget_requests: Annotated[Budget, From(values.rate, "1200/PT1M")]
    budget_posts: Annotated[Budget, From(values.rate, "60/PT1M")]
    budget_searches: Annotated[Budget, From(values.rate, "120/PT1M")]
    budget_uploads: Annotated[Budget, From(values.rate, "120/PT1M")]
    budget_client_errors: Annotated[Budget, From(values.rate, "30/PT1M")]

    @property
    def production(self) -> bool:
        """Whether real people depend on this installation."""
        return self.env is Environment.PRODUCTION

    @property
    def shows_mails(self) -> bool:
        """Whether mails are kept for everybody to look at, instead of being sent."""
        return not self.production and self.mail_url == mail_url.MAILBOX


SOURCES: dict[str, From] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(Settings, include_extras=True).items()
}
NAMES = tuple(f"{PREFIX}{field.upper()}" for field in SOURCES)
"""Every variable that is read, in the order of the documentation."""


def read(environ: Mapping[str, str]) -> Settings:
    """Make the settings of an environment, or raise `BadSettings` with everything that is wrong with it."""
    mistakes: list[str] = []
    found: dict[str, Any] = {}
    for field, source in SOURCES.items():
        name = f"{PREFIX}{field.upper()}"
        try:
            text = _text(environ, name) or (
                _derived(field, found) if source.default is None else source.default
            )
            found[field] = source.read(text)
        except BadValue as mistake:
            mistakes.append(f"{name} {mistake}.")
    if found.get("env") is Environment.PRODUCTION:
        mistakes += [f"{name} is not a setting{_meant(name)}" for name in unknown(environ)]
        mistakes += _not_for_production(found)
    mistakes += _contradictions(found)
    if 0 < len(found.get("metrics_token", "")) < _SHORTEST_SECRET:
        mistakes.append(f"P2P_METRICS_TOKEN has less than {_SHORTEST_SECRET} characters.")
    if mistakes:
        raise BadSettings(mistakes)
    return Settings(**found)


def unknown(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Variables that look like ours and mean nothing: most often a typing error."""
    known = {*NAMES, *(f"{name}_FILE" for name in NAMES)}
    return tuple(
        sorted(n for n in environ if n.startswith(PREFIX) and n not in known and not n.startswith(OUTSIDE))
    )


def warnings(environ: Mapping[str, str]) -> tuple[str, ...]:
    """What development overlooks and production would refuse."""
    return tuple(f"{name} is not a setting and has no effect{_meant(name)}" for name in unknown(environ))


def _meant(name: str) -> str:
    close = get_close_matches(name, NAMES, n=1, cutoff=0.8)
    return f"; did you mean {close[0]}?" if close else "."


def _text(environ: Mapping[str, str], name: str) -> str:
    """The variable's own text, or that of the file its `_FILE` twin names; empty means "not set"."""
    text, file = environ.get(name, "").strip(), environ.get(f"{name}_FILE", "").strip()
    if not file:
        return text
    if text:
        raise BadValue(f"and {name}_FILE are both set: keep one of them")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise BadValue(f"can't be read from {file}, which {name}_FILE names: {reason}") from None


def _derived(name: str, found: Mapping[str, Any]) -> str:
    """The default text of a setting that depends on those standing before it."""
    production = found.get("env") is Environment.PRODUCTION
    if name == "public_url":
        return _own_address(found.get("host", "127.0.0.1"), found.get("port", 8000))
    if name == "database_url":
        return f"sqlite:///{found.get('data_dir', Path('var')) / 'p2p.sqlite3'}"
    if name == "storage_url":
        return f"file://{found.get('data_dir', Path('var').resolve()) / 'files'}"
    if name == "log_format":
        return LogFormat.JSON if production else LogFormat.CONSOLE
    return "false" if production else "true"  # open_docs


def _own_address(host: str, port: int) -> str:
    """Where a browser on this machine finds the server."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - not bound, only translated
    return f"http://{shown}:{port}"


def _not_for_production(found: Mapping[str, Any]) -> list[str]:
    mistakes = []
    if not str(found.get("public_url", "https:")).startswith("https:"):
        mistakes.append("P2P_PUBLIC_URL must be an https:// address in production: sessions need it.")
    mistakes += _mail_not_for_production(found)
    if found.get("storage_url") is InMemory.STORAGE:
        mistakes.append("P2P_STORAGE_URL is memory://, which forgets every file: name a folder or a bucket.")
    keys: tuple[Secret, ...] = found.get("secret_keys", ())
    if not keys:
        mistakes.append("P2P_SECRET_KEYS is missing: make one (openssl rand -hex 32).")
    if any(len(key) < _SHORTEST_SECRET for key in keys):
        mistakes.append(f"P2P_SECRET_KEYS has a key of less than {_SHORTEST_SECRET} characters.")
    if any(_looks_made_up(key) for key in keys):
        mistakes.append("P2P_SECRET_KEYS has a placeholder in it: make a random one (openssl rand -hex 32).")
    return mistakes


def _mail_not_for_production(found: Mapping[str, Any]) -> list[str]:
    mistakes, mail = [], found.get("mail_url")
    if mail == mail_url.MAILBOX:
        mistakes.append("P2P_MAIL_URL is mailbox://, which sends nothing: production needs a mail server.")
    if isinstance(mail, SmtpUrl) and mail.is_open_to_eavesdroppers:
        mistakes.append("P2P_MAIL_URL has ?tls=none for another machine: production encrypts what it sends.")
    if str(found.get("mail_from", "")).rstrip(">").endswith(".invalid"):
        mistakes.append("P2P_MAIL_FROM is missing: people need to see a sender that exists.")
    return mistakes


def _looks_made_up(key: str) -> bool:
    return len(set(key)) < _SHORTEST_SECRET // 4 or any(word in key.lower() for word in _PLACEHOLDERS)


def _contradictions(found: Mapping[str, Any]) -> list[str]:
    """Pairs of values that are fine alone and wrong together."""
    mistakes = [
        f"P2P_{idle.upper()} must be at least 5 minutes (PT5M): use is noted only once a minute."
        for idle in ("session_idle", "session_remember_idle")
        if idle in found and found[idle] < _SHORTEST_IDLE
    ]
    for idle, lifetime in (
        ("session_idle", "session_lifetime"),
        ("session_remember_idle", "session_remember_lifetime"),
    ):
        if idle in found and lifetime in found and found[idle] > found[lifetime]:
            mistakes.append(f"P2P_{idle.upper()} must not be longer than P2P_{lifetime.upper()}.")
    return mistakes
