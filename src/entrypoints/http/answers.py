"""How answers are written: encoded once, with the headers that caches and clients go by."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import msgspec
from litestar.response.base import ASGIResponse

from entrypoints.http.call import Call
from entrypoints.http.written import Written
from p2p_core.shared.pages import LazyItems, Page

PRIVATE = {
    "cache-control": "private, no-cache",
    "vary": "Cookie, Authorization, Accept-Language, Accept-Encoding",
}
NOT_STORED = {"cache-control": "no-store"}
_JSON = "application/json"
_READING = {"GET", "HEAD"}
_DIGITS = 18
NO_HEADERS: Mapping[str, str] = {}


def _plain(thing: object) -> object:
    """What a store gives in place of views that only the encoder would look at."""
    if isinstance(thing, LazyItems):
        return thing.plain()
    raise NotImplementedError(f"{type(thing).__name__} has no JSON")


_encoder = msgspec.json.Encoder(enc_hook=_plain)


def one(call: Call, view: Any, *, status: int = 200, location: str | None = None) -> ASGIResponse:  # noqa: ANN401 - any view with a version
    """A single object with its ETag."""
    body = encoded(view)
    etag = etag_of(view, body)
    headers = {**PRIVATE, "etag": etag}
    if location:
        headers["location"] = location
    if call.replayed:
        headers["idempotent-replayed"] = "true"
    return Written(body, status, _JSON, headers)


def etag_of(view: Any, body: bytes) -> str:  # noqa: ANN401 - any view with a version
    """The version, which people's edits raise, and a hash of all that is shown."""
    return _tag(view.version, body)


def created(call: Call, view: Any, location: str) -> ASGIResponse:  # noqa: ANN401 - any view with a version
    """A new object, whole, and where to find it."""
    return one(call, view, status=201, location=location)


def figures(view: object, *, replayed: bool = False) -> ASGIResponse:
    """What is counted rather than kept: nothing that has a version."""
    headers = {**PRIVATE, "idempotent-replayed": "true"} if replayed else PRIVATE
    return ASGIResponse(body=encoded(view), media_type=_JSON, headers=headers)


def collection(page: Page[Any]) -> ASGIResponse:
    """One page of a list."""
    return Written(encoded(page), 200, _JSON, PRIVATE)


def watched(view: object) -> ASGIResponse:
    """What clients ask for again and again: with a tag, to tell whether it is still so."""
    body = encoded(view)
    return Written(body, 200, _JSON, {**PRIVATE, "etag": _tag(1, body)})


def for_reader(call: Call, answer: ASGIResponse) -> ASGIResponse:
    """An answer, or only that nothing has changed since the reader got it."""
    asked = call.header(b"if-none-match")
    if not asked or call.method not in _READING or not isinstance(answer, Written):
        return answer
    return answer.for_reader(lambda etag: has(asked, etag))


def public(call: Call, body: bytes, caching: str = "public, max-age=300") -> ASGIResponse:
    """JSON that is the same for everybody until the program changes; 304 when the client has it already."""
    headers = {"cache-control": caching, "etag": _tag(1, body), "vary": "Accept-Encoding"}
    if has(call.header(b"if-none-match"), headers["etag"]):
        return ASGIResponse(status_code=304, headers=headers)
    return ASGIResponse(body=body, media_type=_JSON, headers=headers)


def unstored(
    view: object,
    status: int = 200,
    cookies: Iterable[str] = (),
    location: str | None = None,
    *,
    replayed: bool = False,
) -> ASGIResponse:
    """An answer that no cache may keep, with the cookies that are to be set."""
    headers = {**NOT_STORED, "location": location} if location else NOT_STORED
    if replayed:
        headers = {**headers, "idempotent-replayed": "true"}
    return Written(encoded(view), status, _JSON, headers, cookies)


def nothing(headers: Mapping[str, str] = NO_HEADERS) -> ASGIResponse:
    """Done, and nothing to say."""
    return Written(status=204, headers={**NOT_STORED, **headers})


def encoded(view: object) -> bytes:
    """The JSON of a view."""
    return _encoder.encode(view)


def _tag(version: int, body: bytes) -> str:
    # processors have instructions for SHA-256: a fifth of what BLAKE2 takes in this interpreter
    return f'"{version}-{sha256(body).hexdigest()[:_DIGITS]}"'


def has(if_none_match: str, etag: str) -> bool:
    """Whether a client has exactly this already."""
    given = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in given or "*" in given
