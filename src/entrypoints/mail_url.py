"""Where mails go: the development mailbox, or a mail server and how it is spoken to."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from entrypoints.setting_values import BadValue, Secret

MAILBOX = "mailbox://"
_FORM = "must be mailbox://, smtp://user:password@host:587 or smtps://..., odd characters as in %40"
_PORTS = {"smtp": 587, "smtps": 465}
_CHOICES = {"starttls": True, "none": False}
_NONE = Secret()
_FASTEST, _SLOWEST = 1000.0, 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpUrl:
    """A mail server; a representation shows no password."""

    host: str
    port: int
    encrypts: bool
    """TLS from the first byte: smtps."""
    starts_tls: bool
    """TLS before anything is said: smtp, unless it is this machine or `?tls=none` stands there."""
    user: str = ""
    password: Secret = _NONE
    ca: Path | None = None
    """The certificates to trust in place of the system's."""

    @property
    def is_open_to_eavesdroppers(self) -> bool:
        """Whether mails and the password cross a network as they are."""
        return not (self.encrypts or self.starts_tls or _is_this_machine(self.host))


MailUrl = str | SmtpUrl
"""`MAILBOX`, or a server."""


def mail_url(text: str) -> MailUrl:
    """Read where mails go; whatever is wrong with an address, its password isn't told."""
    if text == MAILBOX:
        return text
    parts = _whole(text)
    options = _options(parts)
    encrypts = parts.scheme == "smtps"
    if encrypts and "tls" in options:
        raise BadValue("has ?tls= with smtps://, which is encrypted in any case: leave it out")
    host = parts.hostname or ""
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) is not bool(password) or not (user + password).isascii():
        raise BadValue("needs both user and password, in ASCII, or neither")
    return SmtpUrl(
        host=host,
        port=parts.port or _PORTS[parts.scheme],
        encrypts=encrypts,
        starts_tls=not encrypts and _starts_tls(options, host),
        user=user,
        password=Secret(password),
        ca=_certificates(options["ca"]) if "ca" in options else None,
    )


def rate(text: str) -> float:
    """Read how many mails may leave in a second; less than one where a provider counts by the hour."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not _SLOWEST <= found <= _FASTEST:
        raise BadValue(f"must be mails per second from {_SLOWEST} to {_FASTEST:.0f}, such as 10 or 0.5")
    return found


def _whole(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        whole = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise BadValue(_FORM) from None
    if not whole or parts.path not in {"", "/"} or parts.fragment or any(c.isspace() for c in text):
        raise BadValue(_FORM)
    return parts


def _options(parts: SplitResult) -> Mapping[str, str]:
    options = parse_qs(parts.query, keep_blank_values=True)
    if options.keys() - {"tls", "ca"} or any(len(values) > 1 for values in options.values()):
        raise BadValue("knows only ?tls= (starttls or none) and ?ca= (a file), each once")
    return {name: values[0] for name, values in options.items()}


def _starts_tls(options: Mapping[str, str], host: str) -> bool:
    if "tls" not in options:
        return not _is_this_machine(host)
    if options["tls"] not in _CHOICES:
        raise BadValue("must have starttls or none as ?tls=")
    return _CHOICES[options["tls"]]


def _certificates(path: str) -> Path:
    try:
        ssl.create_default_context(cafile=path)
    except (OSError, ValueError):
        raise BadValue(f"names {path!r} as ?ca=, which can't be read or has no certificates in it") from None
    return Path(path).resolve()


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
