"""Which other sites may do what: the cross-site rule, and CORS for the origins in the settings."""

from collections.abc import Callable

from entrypoints.http.call import Call
from entrypoints.settings import Settings

Headers = list[tuple[bytes, bytes]]

_OWN_PAGES = {"same-origin", "none"}
_A_DAY = b"86400"
_SENT = (
    b"Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Tus-Resumable, Upload-Checksum, "
    b"Upload-Length, Upload-Metadata, Upload-Offset, X-Request-ID"
)
_SEEN = (
    b"ETag, Idempotent-Replayed, Location, Retry-After, Tus-Extension, Tus-Max-Size, Tus-Resumable, "
    b"Tus-Version, Upload-Expires, Upload-Length, Upload-Metadata, Upload-Offset, X-Request-ID"
)


def cross_site_rule(settings: Settings) -> Callable[[Call], bool]:
    """Make the function that tells whether another site's page may have caused an unsafe request."""
    welcome = frozenset(settings.cors_origins)
    own = settings.public_url
    development = not settings.production

    def is_cross_site(call: Call) -> bool:
        fetch_site, origin = call.header(b"sec-fetch-site"), call.header(b"origin")
        if fetch_site in _OWN_PAGES or origin in welcome:
            return False
        if fetch_site:
            return True
        if not origin or origin == own:
            return False
        host = call.header(b"host")
        return not (development and host and origin in {f"http://{host}", f"https://{host}"})

    return is_cross_site


class CrossOriginAccess:
    """What browsers are told of the listed origins; for all others there is nothing to tell."""

    def __init__(self, settings: Settings) -> None:
        self._origins = frozenset(origin.encode() for origin in settings.cors_origins)

    def headers(self, call: Call) -> Headers:
        """What every answer to this call carries."""
        if not self._origins:
            return []
        origin = call.headers.get(b"origin", b"")
        if origin not in self._origins:
            return [(b"vary", b"Origin")]
        return [
            (b"vary", b"Origin"),
            (b"access-control-allow-origin", origin),
            (b"access-control-allow-credentials", b"true"),
            (b"access-control-expose-headers", _SEEN),
        ]

    def preflight(self, call: Call) -> Headers | None:
        """The answer to a browser that asks first; `None` when this isn't such a question."""
        asked = call.headers.get(b"access-control-request-method")
        if call.method != "OPTIONS" or not asked or call.headers.get(b"origin", b"") not in self._origins:
            return None
        return [
            (b"access-control-allow-methods", b"GET, HEAD, POST, PUT, PATCH, DELETE"),
            (b"access-control-allow-headers", _SENT),
            (b"access-control-max-age", _A_DAY),
        ]
