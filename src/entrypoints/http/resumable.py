"""Uploads piece by piece, by the tus protocol 1.0: any client of it can go on where it was cut off."""

import base64
import binascii
from dataclasses import replace
from email.utils import format_datetime

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import created, nothing, unstored
from entrypoints.http.arrival import arriving
from entrypoints.http.body import must_be_empty
from entrypoints.http.call import Call
from entrypoints.http.conditions import expected
from entrypoints.http.documented_headers import LONGEST_METADATA
from entrypoints.http.files import TAG, purpose_of
from entrypoints.http.refusals import (
    ChecksumMismatch,
    MalformedRequest,
    OtherTusVersion,
    PayloadTooLarge,
    UploadBusy,
)
from entrypoints.http.retries import made_once
from entrypoints.http.routes import Operation, Pieces, route
from entrypoints.uploads import Busy, Piece
from p2p_core.files.model import FileStatus
from p2p_core.files.policy import LONGEST_UPLOAD
from p2p_core.files.shapes import FileDetails, NewFile
from p2p_core.shared.addresses import FILES
from p2p_core.shared.errors import Conflict, FieldError, Invalid, NotFound
from p2p_core.shared.ids import FileId

_UPLOADS = f"{FILES}/uploads"
_VERSION = "1.0.0"
_ALGORITHMS = ("sha1", "sha256")
_TUS = {
    "tus-version": _VERSION,
    "tus-resumable": _VERSION,
    "tus-extension": "creation,expiration,checksum,termination",
    "tus-checksum-algorithm": ",".join(_ALGORITHMS),
    "tus-max-size": str(LONGEST_UPLOAD),
}
_RESUMABLE = [(b"tus-resumable", _VERSION.encode())]
_STANDING = ("Tus-Resumable", "Upload-Offset", "Upload-Length", "Upload-Expires")
_REFUSES = ("not_found", "upload_finished", "tus_version")


@route(
    "POST",
    "/",
    Operation(
        id="announceUpload",
        tag=TAG,
        gives=FileDetails,
        status=201,
        refuses=("quota_exceeded", "tus_version"),
        once=True,
        announces=_TUS,
        heeds=("TusResumable", "UploadLength", "UploadMetadata"),
        tells=_STANDING,
    ),
)
async def announce_upload(call: Call) -> ASGIResponse:
    """Announce an upload: Upload-Length, and Upload-Metadata with filename, filetype and purpose."""
    _speak_tus(call)
    must_be_empty(call.body)
    told = _metadata(call)
    length = _number(call, b"upload-length", "Upload-Length")
    if length > LONGEST_UPLOAD:
        raise PayloadTooLarge({"Tus-Max-Size": str(LONGEST_UPLOAD)})
    new = NewFile(
        purpose=purpose_of(told.get("purpose", "")),
        name=told.get("filename", told.get("name", "")),
        media_type=told.get("filetype", told.get("type", "")),
        size=length,
    )
    await call.web.lanes.files(call.web.uploads.sweep_at_times)
    call.body = repr(new).encode()  # what it means, for whoever sends it again
    files = call.app.files
    file = await made_once(call, files.announce, files.details, new)
    _tell(call, file, 0)
    return created(call, file, f"{_UPLOADS}/{file.id}")


@route(
    "GET",
    "/{upload_id:str}",
    Operation(
        id="getUpload",
        tag=TAG,
        gives=FileDetails,
        refuses=("not_found", "tus_version"),
        announces=_TUS,
        heeds=("TusResumable",),
        tells=(*_STANDING, "Upload-Metadata"),
    ),
)
async def get_upload(call: Call, upload_id: str) -> ASGIResponse:
    """How much of an upload has arrived, in Upload-Offset; all of it, once it has become a file."""
    _speak_tus(call)
    file = await call.web.lanes.read(call.app.files.upload_of, call.actor, FileId(upload_id))
    if file.status is FileStatus.UPLOADING:
        _tell(call, file, _told(file, call.web.uploads.size(file.id)))
    else:
        length = call.web.uploads.length(file.id) or file.size
        _tell(call, replace(file, size=length), length)
    call.also.append((b"upload-metadata", _coded(file)))
    return unstored(file)


@route(
    "PATCH",
    "/{upload_id:str}",
    Operation(
        id="continueUpload",
        tag=TAG,
        status=204,
        pieces=Pieces(
            media_type="application/offset+octet-stream", longest=LONGEST_UPLOAD, schema={"type": "string"}
        ),
        refuses=(*_REFUSES, "offset_mismatch", "upload_busy", "checksum_mismatch"),
        if_match=True,
        heeds=("TusResumable", "UploadOffset", "UploadChecksum"),
        tells=_STANDING,
    ),
)
async def continue_upload(call: Call, upload_id: str) -> ASGIResponse:
    """Add to an upload from Upload-Offset on; with its last byte it becomes a file like any other."""
    _speak_tus(call)
    file = await _known(call, upload_id)
    expected(call).must_include("file", file.version)
    try:
        async with call.web.uploads.adding_to(file.id, call.web.lanes.files) as piece:
            offset = _number(call, b"upload-offset", "Upload-Offset")
            if offset not in {piece.offset, _told(file, piece.offset)}:
                raise Conflict("offset_mismatch")
            if piece.offset == file.size:
                await _overlook(call, file.size - offset)
            else:
                await _take(call, file, piece)
            if piece.offset == file.size:
                await _finish(call, file, piece)
            _tell(call, file, piece.offset)
    except Busy:
        raise UploadBusy from None
    return nothing()


@route(
    "DELETE",
    "/{upload_id:str}",
    Operation(
        id="abandonUpload",
        tag=TAG,
        status=204,
        refuses=_REFUSES,
        if_match=True,
        heeds=("TusResumable",),
        tells=("Tus-Resumable",),
    ),
)
async def abandon_upload(call: Call, upload_id: str) -> ASGIResponse:
    """Give an upload up."""
    _speak_tus(call)
    must_be_empty(call.body)
    file = await _known(call, upload_id)
    expected(call).must_include("file", file.version)
    await call.web.lanes.write(call.app.files.abandon, call.actor, file.id)
    call.web.uploads.drop(file.id)
    return nothing()


async def _known(call: Call, upload_id: str) -> FileDetails:
    return await call.web.lanes.read(call.app.files.uploading, call.actor, FileId(upload_id))


def _told(file: FileDetails, arrived: int) -> int:
    """How much a client is told of an upload that is no file yet: never all of it.

    Who hears that all has arrived sends nothing more. If it could not be kept then, because storage was out
    of order or the server was killed, nobody would come back to have it kept: so the last byte is asked for
    once more.
    """
    return min(arrived, file.size - 1)


async def _overlook(call: Call, length: int) -> None:
    """Read what is here already."""
    async for _ in arriving(call, length):
        pass


async def _take(call: Call, file: FileDetails, piece: Piece) -> None:
    """Keep what comes, also of a request that breaks off, unless it was to be checked as a whole."""
    checksum = _checksum(call)
    try:
        async for content in arriving(call, file.size - piece.offset):
            await piece.add(content)
    except BaseException:
        await (piece.taken_back() if checksum else piece.kept())
        raise
    if checksum and not await piece.matches(*checksum):
        await piece.taken_back()
        raise ChecksumMismatch
    await piece.kept()


async def _finish(call: Call, file: FileDetails, piece: Piece) -> None:
    files = call.app.files
    try:
        await call.web.lanes.files(files.finish, call.actor, file.id, await piece.whole())
    except (Invalid, NotFound):  # nothing will come of it
        call.web.uploads.drop(file.id)
        raise
    call.web.uploads.end(file.id, file.size)


def _speak_tus(call: Call) -> None:
    call.also += _RESUMABLE
    if call.header(b"tus-resumable") not in {_VERSION, ""}:
        raise OtherTusVersion({"Tus-Version": _VERSION})


def _tell(call: Call, file: FileDetails, offset: int) -> None:
    call.also += [(b"upload-offset", b"%d" % offset), (b"upload-length", b"%d" % file.size)]
    if file.expires_at:
        call.also.append((b"upload-expires", format_datetime(file.expires_at, usegmt=True).encode()))


def _coded(file: FileDetails) -> bytes:
    """What was told of the file when it was announced, as we understood it."""
    told = {"filename": file.name, "filetype": file.media_type, "purpose": file.purpose.value}
    coded = (f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items())
    return ",".join(coded).encode()


def _number(call: Call, header: bytes, name: str) -> int:
    text = call.header(header)
    if not text:
        raise Invalid(FieldError(name, "required"))
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LONGEST_UPLOAD)) * 2):
        raise Invalid(FieldError(name, "not_a_number"))
    return int(text)


def _metadata(call: Call) -> dict[str, str]:
    """Names and values of Upload-Metadata; which of them mean something is for others to know."""
    header = call.header(b"upload-metadata")
    if len(header) > LONGEST_METADATA:
        raise MalformedRequest
    told: dict[str, str] = {}
    for pair in filter(None, header.split(",")):
        name, _, value = pair.strip().partition(" ")
        try:
            told[name] = base64.b64decode(value.strip(), validate=True).decode()
        except (binascii.Error, ValueError):
            raise Invalid(FieldError("Upload-Metadata", "not_tus_metadata")) from None
    return told


def _checksum(call: Call) -> tuple[str, str] | None:
    header = call.header(b"upload-checksum")
    if not header:
        return None
    algorithm, _, value = header.partition(" ")
    if algorithm not in _ALGORITHMS or not value:
        raise Invalid(FieldError("Upload-Checksum", "not_a_checksum"))
    return algorithm, value.strip()


router = Router(_UPLOADS, route_handlers=[announce_upload, get_upload, continue_upload, abandon_upload])
