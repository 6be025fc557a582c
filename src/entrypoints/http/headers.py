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


def client_policy(files: str = "") -> bytes:
    """The web client's policy; ``files`` is the origin where an S3 server hands out files, if one does."""
    also = f" {files}" if files else ""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{also}; "
        f"media-src 'self' blob:{also}; font-src 'self'; connect-src 'self'{also}; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ).encode()


def fixed_headers(settings: Settings) -> list[tuple[bytes, bytes]]:
    """What doesn't depend on the answer; HSTS only where the public address is https."""
    if settings.public_url.startswith("https:"):
        return [*_ALWAYS, (b"strict-transport-security", f"max-age={_YEAR}; includeSubDomains".encode())]
    return list(_ALWAYS)
