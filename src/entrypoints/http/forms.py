"""Forms with a file in them (multipart/form-data), read as they come: nothing is kept in memory."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from multipart import (  # type: ignore[import-untyped]  # one module, and no place for a mark
    MultipartError,
    PushMultipartParser,
    parse_options_header,
)

from entrypoints.http.arrival import arriving
from entrypoints.http.call import Call
from entrypoints.http.refusals import MalformedRequest, PayloadTooLarge
from entrypoints.http.staging import Staged, staged
from p2p_core.files.shapes import Arrival
from p2p_core.shared.errors import FieldError, Invalid

FORM = "multipart/form-data"
FRAMING = 64 * 1024
"""How long all of a form beside its file may be."""
_FILE = "file"
_LONGEST_FIELD = 1000
_MOST_PARTS = 10
_LONGEST_BOUNDARY = 70


@dataclass(slots=True)
class _Read:
    """What has come so far."""

    file: Staged
    longest: int
    fields: dict[str, bytearray] = field(default_factory=dict)
    errors: list[FieldError] = field(default_factory=list)
    name: str | None = None
    media_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form that came whole: its file lies on this machine for as long as the request lasts."""

    name: str
    media_type: str
    fields: dict[str, str]
    arrival: Arrival

    @property
    def meaning(self) -> bytes:
        """Everything that it says, in short: two forms that mean the same have the same."""
        return repr((self.name, self.media_type, sorted(self.fields.items()), self.arrival.sha256)).encode()


@asynccontextmanager
async def received(call: Call, fields: Collection[str], longest: int) -> AsyncIterator[Form]:
    """The form of a request: a part called `file`, and each of the fields once; raises `Invalid`.

    It stops reading where the file is longer than it may be, whatever was announced.
    """
    async with staged(call.web.uploads.folder, call.web.lanes.files) as file:
        read = _Read(file, longest)
        await _read_all(call, read, set(fields))
        read.errors += [FieldError(name, "required") for name in fields if name not in read.fields]
        if read.name is None:
            read.errors.append(FieldError(_FILE, "required"))
        if read.errors or read.name is None:
            raise Invalid(*read.errors)
        yield Form(
            name=read.name,
            media_type=read.media_type,
            fields={name: value.decode("utf-8", "replace") for name, value in read.fields.items()},
            arrival=await file.whole(),
        )


async def _read_all(call: Call, read: _Read, fields: set[str]) -> None:
    parser = PushMultipartParser(_boundary(call), max_segment_count=_MOST_PARTS, strict=True)
    take = None
    try:
        async for piece in arriving(call, read.longest + FRAMING):
            for event in parser.parse(piece):
                if event is None:
                    take = None
                elif isinstance(event, bytes | bytearray):
                    if take is not None:
                        await take(bytes(event))
                else:
                    take = _taker(read, event, fields)
        parser.close()
    except MultipartError:
        raise MalformedRequest from None


def _boundary(call: Call) -> str:
    _, options = parse_options_header(call.header(b"content-type"))
    boundary = str(options.get("boundary", ""))
    if not 0 < len(boundary) <= _LONGEST_BOUNDARY or not boundary.isascii():
        raise MalformedRequest
    return boundary


def _taker(read: _Read, part: Any, fields: set[str]) -> Any:  # noqa: ANN401 - see the import
    """What takes the bytes of this part; nothing does for one that has no business here."""
    name = str(part.name)[:_LONGEST_FIELD]
    known = read.name is not None if name == _FILE else name in read.fields
    if known:
        read.errors.append(FieldError(name, "repeated"))
        return None
    if name == _FILE:
        read.name, read.media_type = part.filename or "", part.content_type or ""

        async def take_file(piece: bytes) -> None:
            if read.file.size + len(piece) > read.longest:
                raise PayloadTooLarge
            await read.file.add(piece)

        return take_file
    if name not in fields:
        read.errors.append(FieldError(name, "unknown_field"))
        return None
    value = read.fields[name] = bytearray()

    async def take_field(piece: bytes) -> None:
        if len(value) + len(piece) > _LONGEST_FIELD:
            raise PayloadTooLarge
        value.extend(piece)

    return take_field
