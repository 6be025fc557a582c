"""Which virus scanner looks through files: a clamd, or none."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from entrypoints.setting_values import BadValue

_PORT = 3310
_FORM = "must look like clamd://host:3310, or be left out"


@dataclass(frozen=True, slots=True)
class ClamdUrl:
    """A ClamAV daemon that listens on TCP."""

    host: str
    port: int


def scanner_url(text: str) -> ClamdUrl | None:
    """Read where the scanner is; nothing is none."""
    if not text:
        return None
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise BadValue(_FORM) from None
    plain = f"clamd://{parts.netloc}"
    if parts.scheme != "clamd" or not host or port == 0 or "@" in parts.netloc or text.rstrip("/") != plain:
        raise BadValue(_FORM)
    return ClamdUrl(host, port or _PORT)
