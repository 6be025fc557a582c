"""Headers that every answer carries, errors included; one Content-Security-Policy for each kind of page."""

from entrypoints.settings import Settings

API_POLICY = b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    b"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
)
DOCS_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    b"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
)
CLIENT_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:%(files)s; "
    b"media-src 'self' blob:%(files)s; font-src 'self'; connect-src 'self'%(files)s; base-uri 'none'; "
    b"form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
"""The web client's; ``files`` is where an S3 server hands out pictures, if one does."""

FILE_POLICY = b"default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

_YEAR = 31_536_000
_ALWAYS = [
    (b"server", b"p2p"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
]


def fixed_headers(settings: Settings) -> list[tuple[bytes, bytes]]:
    """What doesn't depend on the answer; HSTS only where the public address is https."""
    if settings.public_url.startswith("https:"):
        return [*_ALWAYS, (b"strict-transport-security", f"max-age={_YEAR}; includeSubDomains".encode())]
    return list(_ALWAYS)
