"""How the text of an environment variable becomes a value, with a sentence for whoever mistyped it."""

import re
from collections.abc import Callable
from datetime import timedelta
from email.utils import parseaddr
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from p2p_core.shared.budgets import Budget

Network = IPv4Network | IPv6Network
Choice = TypeVar("Choice", bound=StrEnum)
Part = TypeVar("Part")

_ISO_DURATION = re.compile(
    r"P(?=.)(?:(?P<days>[0-9]+)D)?(?:T(?=.)(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?(?:(?P<seconds>[0-9]+)S)?)?"
)
_SHORTEST, _LONGEST = timedelta(seconds=1), timedelta(days=3660)
_HIGHEST_PORT = 65_535
_MOST_DIGITS = 9
_DATABASE_NUMBER = re.compile(r"/?|/[0-9]{1,4}")
_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


class BadValue(Exception):
    """A value that can't be used; the message goes on where "P2P_SOMETHING" ends."""


class Environment(StrEnum):
    """Where an installation runs; production refuses everything that is only good for trying out."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class LogFormat(StrEnum):
    """How a log line is written."""

    JSON = "json"
    CONSOLE = "console"


class LogLevel(StrEnum):
    """The least important kind of line that is still written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Secret(str):
    """A text that never shows itself in a representation, so that no log or traceback carries it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Secret('***')"


class PostgresUrl(Secret):
    """The address of a PostgreSQL database, most often with a password in it."""

    __slots__ = ()

    @property
    def shown(self) -> str:
        """Which database it is, for people to see: without names and passwords."""
        parts = urlsplit(self)
        return f"PostgreSQL database {parts.path[1:]} on {parts.hostname or 'this machine'}"


class BrokerUrl(Secret):
    """What carries background work; the address of a Redis server may have a password in it."""

    __slots__ = ()
    EMBEDDED = "embedded://"

    @property
    def is_embedded(self) -> bool:
        """Whether the server's own process does all of it."""
        return self == self.EMBEDDED

    @property
    def shown(self) -> str:
        """Which server it is, for people to see: without names and passwords."""
        parts = urlsplit(self)
        return f"Redis on {parts.hostname}:{parts.port or 6379}"


DatabaseUrl = Path | PostgresUrl
"""Where the database is."""


def one_of(kind: type[Choice]) -> Callable[[str], Choice]:
    """Read a member of `kind`, in any case."""

    def read(text: str) -> Choice:
        try:
            return kind(text.lower())
        except ValueError:
            raise BadValue(f"must be one of {', '.join(kind)}, not {text!r}") from None

    return read


def list_of(read_part: Callable[[str], Part]) -> Callable[[str], tuple[Part, ...]]:
    """Read a comma-separated list."""

    def read(text: str) -> tuple[Part, ...]:
        return tuple(read_part(part.strip()) for part in text.split(",") if part.strip())

    return read


def plain(text: str) -> str:
    """Take the text as it stands."""
    return text


def yes_or_no(text: str) -> bool:
    """Read a switch."""
    known = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    try:
        return known[text.lower()]
    except KeyError:
        raise BadValue(f"must be true or false, not {text!r}") from None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS


def port(text: str) -> int:
    """Read a TCP port."""
    if not _is_number(text) or not 0 < int(text) <= _HIGHEST_PORT:
        raise BadValue(f"must be a port from 1 to {_HIGHEST_PORT}, not {text!r}")
    return int(text)


def budget(text: str) -> int:
    """Read how often something may happen."""
    if not _is_number(text) or int(text) == 0:
        raise BadValue(f"must be a whole number from 1 on, not {text!r}")
    return int(text)


def duration(text: str) -> timedelta:
    """Read an ISO 8601 duration of days and less (`PT8H`, `P14D`), or whole seconds."""
    if _is_number(text):
        parts = {"seconds": text}
    elif match := _ISO_DURATION.fullmatch(text.upper()):
        parts = {unit: amount for unit, amount in match.groupdict().items() if amount}
    else:
        raise BadValue(f"must be an ISO 8601 duration such as PT8H or P14D, or seconds, not {text!r}")
    if any(len(amount) > _MOST_DIGITS for amount in parts.values()):
        raise BadValue(f"must be at most {_LONGEST.days} days, not {text!r}")
    length = timedelta(**{unit: int(amount) for unit, amount in parts.items()})
    if not _SHORTEST <= length <= _LONGEST:
        raise BadValue(f"must be from 1 second to {_LONGEST.days} days, not {text!r}")
    return length


def rate(text: str) -> Budget:
    """Read how often within which time: `50/PT15M`."""
    times, slash, within = text.partition("/")
    if not slash:
        raise BadValue(f"must be a number and a duration such as 50/PT15M, not {text!r}")
    return Budget(budget(times), duration(within))


def folder(text: str) -> Path:
    """Read the path of a folder, made absolute so that it means the same in every process."""
    return Path(text).expanduser().resolve()


USUAL_PORTS = {"http": 80, "https": 443}


def origin(text: str) -> str:
    """Read the scheme, host and port of a web address, with nothing after it."""
    parts = _web_address(text)
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise BadValue(f"must end after the host and port, as in https://p2p.example.org, not {text!r}")
    # browsers leave the usual port out of the Origin that they send
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(f':{USUAL_PORTS[parts.scheme]}')}"


def collector(text: str) -> str:
    """Read where traces go; empty for nowhere."""
    return origin(text) if text else ""


def _web_address(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
        parts = SplitResult("", "", "", "", "")
    if "@" in text:
        raise BadValue("must be an address without a name or password in it, as https://p2p.example.org")
    if not usable:
        raise BadValue(f"must be an address such as https://p2p.example.org, not {text!r}")
    return parts


def network(text: str) -> Network:
    """Read an address or a network in CIDR notation."""
    try:
        return ip_network(text)
    except ValueError:
        raise BadValue(f"must list addresses or networks such as 10.0.0.0/8, not {text!r}") from None


def database_url(text: str) -> DatabaseUrl:
    """Read where the database is: a file for SQLite, an address for PostgreSQL."""
    scheme, _, rest = text.partition("://")
    if scheme in {"postgresql", "postgres"}:
        return _postgres_url(rest)
    path = text.removeprefix("sqlite:///")
    if path == text or path in {"", ":memory:"}:
        raise BadValue(
            "must look like sqlite:///path/to/file or postgresql://user:password@host/name, or be left out"
        )
    return folder(path)


def _postgres_url(rest: str) -> PostgresUrl:
    """An address that is whole as far as it can be seen; a password in it must not be told."""
    url = f"postgresql://{rest}"
    try:
        parts = urlsplit(url)
        # libpq ends a password at its first @, and would tell the rest as the host it can't find
        usable = (
            len(parts.path) > 1 and parts.port != 0 and not parts.fragment and parts.netloc.count("@") <= 1
        )
    except ValueError:
        usable = False
    if not usable or any(character.isspace() for character in url):
        raise BadValue("must look like postgresql://user:password@host:5432/name, odd characters as in %40")
    return PostgresUrl(url)


def broker_url(text: str) -> BrokerUrl:
    """Read what carries background work: this process, or Redis."""
    scheme = text.partition("://")[0].lower()
    if text == BrokerUrl.EMBEDDED:
        return BrokerUrl(text)
    if scheme in {"amqp", "amqps"}:
        raise BadValue("names RabbitMQ, which comes with a later version: use redis:// or embedded://")
    if scheme not in {"redis", "rediss"}:
        raise BadValue(
            "must be embedded:// or look like redis://user:password@host:6379/0 (rediss:// for TLS)"
        )
    if not is_redis_url(text):
        raise BadValue("must look like redis://user:password@host:6379/0, odd characters as in %40")
    return BrokerUrl(text)


def is_redis_url(text: str) -> bool:
    """Whether an address names a server and, at the most, a database's number."""
    try:
        parts = urlsplit(text)
        whole = bool(parts.hostname) and parts.port != 0 and not parts.fragment
    except ValueError:
        return False
    numbered = _DATABASE_NUMBER.fullmatch(parts.path) is not None
    return whole and numbered and not any(character.isspace() for character in text)


def mail_address(text: str) -> str:
    """Read a sender such as `P2P Sandbox <no-reply@example.org>`."""
    name, address = parseaddr(text)
    local, at, domain = address.rpartition("@")
    if not (at and local and domain) or any(character in text for character in "\r\n"):
        raise BadValue(f"must be an address such as P2P Sandbox <no-reply@example.org>, not {text!r}")
    return f"{name} <{address}>" if name else address
