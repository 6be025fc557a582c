"""How bodies arrive: whole, in time and within a length, or not at all."""

from asyncio import get_running_loop, timeout, timeout_at
from collections.abc import AsyncIterator

from litestar.types import HTTPScope, Receive

from entrypoints.http.call import Call
from entrypoints.http.refusals import MalformedRequest, PayloadTooLarge, RequestTimeout

LONGEST_BODY = 524_288  # 20,000 characters, each escaped as two surrogates, are 240 kB

LONGEST_READ = 30.0
LONGEST_PAUSE = 30.0
LONGEST_UPLOAD = 3600.0


def has_one_end(scope: HTTPScope) -> bool:
    """Whether every server on the way sees this request end at the same place: by a length, or by chunks.

    Our own server drops a length that came with chunks, and reads the chunks; what it lets pass stands here.
    """
    lengths = {value for name, value in scope["headers"] if name == b"content-length"}
    encodings = [value.lower() for name, value in scope["headers"] if name == b"transfer-encoding"]
    is_length = all(length.isdigit() for length in lengths)
    return is_length and encodings in ([], [b"chunked"]) and len(lengths) + len(encodings) <= 1


async def arrived(receive: Receive, call: Call) -> bytes:
    """The whole body; it stops reading where it is too long, whatever was announced."""
    announced = call.header(b"content-length")
    length = int(announced[:20]) if announced.isdecimal() else None
    if length is not None and length > LONGEST_BODY:
        raise PayloadTooLarge
    try:
        async with timeout(LONGEST_READ):
            body = await _joined(receive)
    except TimeoutError:
        raise RequestTimeout from None
    if length not in {None, len(body)}:
        raise MalformedRequest
    return body


def must_fit(call: Call, longest: int) -> None:
    """Refuse at once what announces itself as too long."""
    announced = call.header(b"content-length")
    if announced.isdecimal() and int(announced[:20]) > longest:
        raise PayloadTooLarge


async def arriving(call: Call, longest: int) -> AsyncIterator[bytes]:
    """A body piece by piece, for those that are too long to be read whole; the call says where it comes from.

    Whoever sends nothing for a while, or keeps it up for too long, is refused.
    """
    if call.receive is None:
        raise AssertionError("only operations that take pieces read them")
    length, more, end = 0, True, get_running_loop().time() + LONGEST_UPLOAD
    while more:
        try:
            async with timeout(LONGEST_PAUSE), timeout_at(end):
                message = await call.receive()
        except TimeoutError:
            raise RequestTimeout from None
        if message["type"] != "http.request":
            raise MalformedRequest
        piece, more = message.get("body", b""), message.get("more_body", False)
        length += len(piece)
        if length > longest:
            raise PayloadTooLarge
        if piece:
            yield piece
    announced = call.header(b"content-length")
    if announced.isdecimal() and int(announced[:20]) != length:
        raise MalformedRequest


async def _joined(receive: Receive) -> bytes:
    parts, length, more = [], 0, True
    while more:
        message = await receive()
        if (
            message["type"] != "http.request"
        ):  # the client went away: what it didn't finish, it didn't ask for
            raise MalformedRequest
        part, more = message.get("body", b""), message.get("more_body", False)
        length += len(part)
        if length > LONGEST_BODY:
            raise PayloadTooLarge
        parts.append(part)
    return b"".join(parts)
