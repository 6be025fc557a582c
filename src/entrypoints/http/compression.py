"""Answers in fewer bytes, for those who take them: where that is worth it, and gives nothing away.

The length of a compressed answer tells how alike its parts are, so a secret must not stand beside what
somebody else may have put there. Whatever no cache may keep is therefore left as it is: everything about
signing in, and every mail that development shows.
"""

import gzip
from asyncio import to_thread
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import brotli  # type: ignore[import-untyped]  # ships no types
import zstandard
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from entrypoints.http.call import call_of

Headers = Iterable[tuple[bytes, bytes]]
SHORTEST = 1024
"""Bytes below which a packet is a packet."""

LONGEST_AT_ONCE = 256 * 1024
"""Bytes up to which it takes a few milliseconds and the result is remembered: 64 of these are 16 MB."""

_LONGEST_HEADER = 200
_TYPES = (b"text/", b"application/json", b"application/problem+json", b"image/svg+xml")
_zstd = zstandard.ZstdCompressor(level=1)  # used on the event loop alone
_WAYS: Mapping[str, Callable[[bytes], bytes]] = {
    "zstd": _zstd.compress,
    "br": lambda body: brotli.compress(body, quality=1),
    "gzip": lambda body: gzip.compress(body, 1, mtime=0),
}
"""The cheapest first; each at its quickest level, which gains most of what there is to gain."""
_ASIDE = {**_WAYS, "zstd": lambda body: zstandard.compress(body, 1)}
"""The same for threads: each with a compressor of its own."""


async def squeezed(way: str, body: bytes) -> bytes:
    """The body in fewer bytes; a long one aside, or all other requests would wait for it."""
    if len(body) > LONGEST_AT_ONCE:
        return await to_thread(_ASIDE[way], body)
    return squeezed_at_once(way, body)


@lru_cache(64)
def squeezed_at_once(way: str, body: bytes) -> bytes:
    """The body in fewer bytes; that of an answer that is kept is the same object, and found at once."""
    return _WAYS[way](body)


class Compression:
    """Wraps the application; what it changes is one answer's body and three of its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        accepted = call_of(scope).headers.get(b"accept-encoding", b"")[:_LONGEST_HEADER]
        await self._app(scope, receive, _Squeezed(send, chosen(accepted.decode("latin-1"))))


class _Squeezed:
    """The way out of one answer: its head waits for its body, which comes in one piece or is left alone."""

    def __init__(self, send: Send, way: str | None) -> None:
        self._send = send
        self._way = way
        self._head: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and is_compressible(message["headers"]):
            self._head = message
            return
        head, self._head = self._head, None
        if head is not None and head["type"] == "http.response.start":
            whole = message["type"] == "http.response.body" and not message.get("more_body")
            if whole and message["type"] == "http.response.body" and len(message["body"]) >= SHORTEST:
                head["headers"] = varied(head["headers"])
                if self._way:
                    message["body"] = await squeezed(self._way, message["body"])
                    head["headers"] = encoded_as(self._way, len(message["body"]), head["headers"])
            await self._send(head)
        await self._send(message)


def is_compressible(headers: Headers) -> bool:
    """Whether such an answer gets smaller, and may."""
    kind = caching = b""
    for name, value in headers:
        if name in {b"set-cookie", b"content-encoding"}:
            return False
        if name == b"content-type":
            kind = value
        elif name == b"cache-control":
            caching = value
    return kind.startswith(_TYPES) and b"no-store" not in caching


def varied(headers: Headers) -> list[tuple[bytes, bytes]]:
    """The headers, telling caches that another client may get it otherwise."""
    known = list(headers)
    told = [value for name, value in known if name == b"vary"]
    if any(b"Accept-Encoding" in value for value in told):
        return known
    rest = [header for header in known if header[0] != b"vary"]
    return [*rest, (b"vary", b", ".join([*told, b"Accept-Encoding"]))]


def encoded_as(way: str, length: int, headers: Headers) -> list[tuple[bytes, bytes]]:
    """The headers of the compressed body: its tag becomes a weak one, since its bytes are others."""
    changed = [
        (name, b"W/" + value if name == b"etag" and not value.startswith(b"W/") else value)
        for name, value in headers
        if name != b"content-length"
    ]
    return [*changed, (b"content-length", b"%d" % length), (b"content-encoding", way.encode())]


@lru_cache(256)
def chosen(accepted: str, ways: tuple[str, ...] = tuple(_WAYS)) -> str | None:
    """The way that a client likes best; of those it likes alike, the one that comes first."""
    weights = dict(_weighted(part) for part in accepted.lower().split(",") if part.strip())
    others = weights.get("*", 0.0)
    likes = {way: weights.get(way, others) for way in ways}
    best = max(likes, key=lambda way: likes[way], default=None)
    return best if best and likes[best] > 0 else None


def _weighted(part: str) -> tuple[str, float]:
    name, _, parameters = part.partition(";")
    key, _, value = parameters.strip().partition("=")
    if key.strip() != "q":
        return name.strip(), 1.0
    try:
        return name.strip(), float(value)
    except ValueError:
        return name.strip(), 0.0
