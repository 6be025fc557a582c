"""Archives and the documents that are archives, looked through without unpacking anything to the disk."""

import re
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from adapters.media.results import Told
from adapters.media.wanting import Wanting
from p2p_core.files.model import Flaw
from p2p_core.files.policy import DOCX, MOST_ENTRIES, MOST_UNPACKED, PPTX, XLSX, ZIP

_MAIN_PARTS = {
    DOCX.media_type: "word/document.xml",
    XLSX.media_type: "xl/workbook.xml",
    PPTX.media_type: "ppt/presentation.xml",
}
_TYPES = "[Content_Types].xml"
_ACTIVE = re.compile(r"vbaproject\.bin$|(^|/)activex/|\.(exe|dll|js|vbs|bat|cmd|ps1|scr)$", re.IGNORECASE)
_PACKED = re.compile(r"\.(zip|7z|rar|gz|tgz|bz2|xz|zst|tar|jar|cab|iso)$", re.IGNORECASE)
_ENTITIES = re.compile(
    rb"<!\s*(DOCTYPE|ENTITY)|<\0!\0(D\0O\0C|E\0N\0T)|\0<\0!\0(D\0O\0C|E\0N\0T)", re.IGNORECASE
)
_END = b"PK\x05\x06"
_LONGEST_END = 65_557  # the record with the longest possible remark
_LONGEST_DIRECTORY = 8 * 1024 * 1024
_LOCAL_HEAD = 30
_ENCRYPTED, _UTF_8 = 0x1, 0x800
_UNIX = 3
_PIECE = 64 * 1024
_MOST_RATIO = 200
_RATIO_FROM = 10 * 1024 * 1024


def look_into(path: Path, media_type: str) -> Told:
    """Look through an archive, or a document that is one; raises ``Wanting``."""
    if media_type == ZIP.media_type:
        look_into_archive(path)
    else:
        look_into_document(path, media_type)
    return Told()


def look_into_archive(path: Path) -> None:
    """A ZIP that anybody may unpack; raises ``Wanting``."""
    with _opened(path) as archive:
        names = {entry.filename for entry in archive.infolist()}
        if _TYPES in names and names & set(_MAIN_PARTS.values()):
            raise Wanting(Flaw.TYPE_MISMATCH)  # a document under another name
        _must_unpack_safely(archive, path)
        for entry in archive.infolist():
            if _PACKED.search(entry.filename):
                raise Wanting(Flaw.UNSAFE_ARCHIVE)
            _unpacked(path, entry)


def look_into_document(path: Path, media_type: str) -> None:
    """A document of an office program; raises ``Wanting``."""
    with _opened(path) as archive:
        names = {entry.filename for entry in archive.infolist()}
        if not {_TYPES, _MAIN_PARTS[media_type]} <= names:
            raise Wanting(Flaw.TYPE_MISMATCH)
        _must_unpack_safely(archive, path)
        for entry in archive.infolist():
            if _ACTIVE.search(entry.filename):
                raise Wanting(Flaw.UNSAFE_CONTENT)
            _unpacked(path, entry, is_xml=entry.filename.lower().endswith((".xml", ".rels", ".vml")))


def _opened(path: Path) -> ZipFile:
    """The archive, if its directory isn't a bomb itself."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _LONGEST_END))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise Wanting(Flaw.DAMAGED)
    entries, length = unpack_from("<HI", tail, at + 10)
    if entries > MOST_ENTRIES or length > _LONGEST_DIRECTORY:
        raise Wanting(Flaw.UNPACKS_TOO_LARGE)
    try:
        return ZipFile(path)
    except (BadZipFile, NotImplementedError, ValueError, OSError):
        raise Wanting(Flaw.DAMAGED) from None


def _must_unpack_safely(archive: ZipFile, path: Path) -> None:
    """Judge by the directory alone: sizes, names, and whether entries share their bytes."""
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or total > MOST_UNPACKED:
        raise Wanting(Flaw.UNPACKS_TOO_LARGE)
    if total > _RATIO_FROM and total > path.stat().st_size * _MOST_RATIO:
        raise Wanting(Flaw.UNPACKS_TOO_LARGE)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Wanting(Flaw.ENCRYPTED)
    names = {entry.filename for entry in entries}
    if len(names) < len(entries) or any(_is_odd(entry) for entry in entries):
        raise Wanting(Flaw.UNSAFE_ARCHIVE)
    places = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    if places and places[0][0] != 0:
        raise Wanting(Flaw.TYPE_MISMATCH)  # something else stands before the archive
    ends = [offset + _LOCAL_HEAD + size for offset, size in places]
    if any(end > start for end, (start, _) in zip(ends, places[1:], strict=False)):
        raise Wanting(Flaw.UNPACKS_TOO_LARGE)  # entries that overlap: the same bytes unpacked many times


def _is_odd(entry: ZipInfo) -> bool:
    """Whether unpacking it could write somewhere else, or needs more than every program has."""
    name = entry.orig_filename
    parts = name.replace("\\", "/").split("/")
    outside = ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\0" in name
    link = entry.create_system == _UNIX and stat.S_ISLNK(entry.external_attr >> 16)
    return outside or link or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}


def _unpacked(path: Path, entry: ZipInfo, *, is_xml: bool = False) -> None:
    """Unpack an entry to nowhere: it must be what its directory says, and XML must define no entities."""
    length, checksum, tail = 0, 0, b""
    with path.open("rb") as file:
        for piece in _pieces(file, entry):
            length += len(piece)
            if length > entry.file_size:
                raise Wanting(Flaw.UNPACKS_TOO_LARGE)
            checksum = zlib.crc32(piece, checksum)
            if is_xml:
                if _ENTITIES.search(tail + piece):
                    raise Wanting(Flaw.UNSAFE_CONTENT)
                tail = piece[-_LOCAL_HEAD:]
    if (length, checksum) != (entry.file_size, entry.CRC):
        raise Wanting(Flaw.DAMAGED)


def _pieces(file: BinaryIO, entry: ZipInfo) -> Iterator[bytes]:
    file.seek(entry.header_offset)
    head = file.read(_LOCAL_HEAD)
    if len(head) < _LOCAL_HEAD or head[:4] != b"PK\x03\x04":
        raise Wanting(Flaw.DAMAGED)
    name_length, extra_length = unpack_from("<HH", head, 26)
    if file.read(name_length).decode(_names_in(entry), "replace") != entry.orig_filename:
        raise Wanting(Flaw.UNSAFE_ARCHIVE)  # programs that read from the front would unpack another file
    file.seek(extra_length, 1)
    left = entry.compress_size
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == ZIP_DEFLATED else None
    while left > 0:
        packed = file.read(min(_PIECE, left))
        if not packed:
            raise Wanting(Flaw.DAMAGED)
        left -= len(packed)
        if unpacker is None:
            yield packed
            continue
        yield from inflated(unpacker, packed)


def _names_in(entry: ZipInfo) -> str:
    return "utf-8" if entry.flag_bits & _UTF_8 else "cp437"


def inflated(unpacker: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    """What the packed bytes become, never much of it at once."""
    try:
        while packed:
            yield unpacker.decompress(packed, _PIECE * 4)
            packed = unpacker.unconsumed_tail
    except zlib.error:
        raise Wanting(Flaw.DAMAGED) from None
