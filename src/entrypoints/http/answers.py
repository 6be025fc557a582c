"""How answers are written: encoded once, with the headers that caches and clients go by."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import msgspec
from litestar.response.base import ASGIResponse

from entrypoints.http.call import Call
from p2p_core.shared.pages import Page

PRIVATE = {"cache-control": "private, no-cache", "vary": "Cookie, Authorization, Accept-Language"}
NOT_STORED = {"cache-control": "no-store"}
_JSON = "application/json"
_READING = {"GET", "HEAD"}
NO_HEADERS: Mapping[str, str] = {}
_encoder = msgspec.json.Encoder()


def one(call: Call, view: Any, *, status: int = 200, location: str | None = None) -> ASGIResponse:  # noqa: ANN401 - any view with a version
    """A single object with its ETag; 304 when the client has exactly this already."""
    body = encoded(view)
    etag = etag_of(view, body)
    headers = {**PRIVATE, "etag": etag}
    if location:
        headers["location"] = location
    if call.replayed:
        headers["idempotent-replayed"] = "true"
    if call.method in _READING and _has(call.header(b"if-none-match"), etag):
        return ASGIResponse(status_code=304, headers=headers)
    return ASGIResponse(body=body, status_code=status, media_type=_JSON, headers=headers)


def etag_of(view: Any, body: bytes) -> str:  # noqa: ANN401 - any view with a version
    """The version, which people's edits raise, and a hash of all that is shown."""
    return f'"{view.version}-{blake2b(body, digest_size=9).hexdigest()}"'


def created(call: Call, view: Any, location: str) -> ASGIResponse:  # noqa: ANN401 - any view with a version
    """A new object, whole, and where to find it."""
    return one(call, view, status=201, location=location)


def figures(view: object) -> ASGIResponse:
    """What is counted rather than kept: nothing that has a version."""
    return ASGIResponse(body=encoded(view), media_type=_JSON, headers=PRIVATE)


def collection(page: Page[Any]) -> ASGIResponse:
    """One page of a list."""
    return ASGIResponse(body=encoded(page), media_type=_JSON, headers=PRIVATE)


def unstored(view: object, status: int = 200, cookie: str | None = None) -> ASGIResponse:
    """An answer that no cache may keep, with a cookie if there is one to set."""
    headers = NOT_STORED if cookie is None else {**NOT_STORED, "set-cookie": cookie}
    return ASGIResponse(body=encoded(view), status_code=status, media_type=_JSON, headers=headers)


def nothing(headers: Mapping[str, str] = NO_HEADERS) -> ASGIResponse:
    """Done, and nothing to say."""
    return ASGIResponse(status_code=204, headers={**NOT_STORED, **headers})


def encoded(view: object) -> bytes:
    """The JSON of a view."""
    return _encoder.encode(view)


def _has(if_none_match: str, etag: str) -> bool:
    given = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in given or "*" in given
