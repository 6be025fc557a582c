"""PDF and text, looked through for what isn't what it says, and for what unpacks without end."""

import codecs
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from zipfile import is_zipfile

import filetype  # type: ignore[import-untyped]  # it tells no types

from adapters.media.results import Told
from adapters.media.wanting import Wanting
from p2p_core.files.model import Flaw
from p2p_core.files.policy import MOST_UNPACKED, PDF

_STREAM = re.compile(rb"stream\r?\n")
_PACKED = re.compile(rb"/FlateDecode|/Fl\b")
_LONGEST_HEAD = 2000
_LAUNCH = re.compile(rb"/S\s*/Launch\b")
_TAIL = 2048
_PIECE = 64 * 1024
_MOST_RATIO = 200
_LEAST_BUDGET = 64 * 1024 * 1024
# bytes that stand in no text, whatever its alphabet
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def look_into(path: Path, media_type: str) -> Told:
    """Look through a PDF or a text; raises ``Wanting``."""
    (look_into_pdf if media_type == PDF.media_type else look_into_text)(path)
    return Told()


def look_into_pdf(path: Path) -> None:
    """A PDF that is whole, is nothing else besides, and unpacks to a bearable size; raises ``Wanting``."""
    if is_zipfile(path):
        raise Wanting(Flaw.TYPE_MISMATCH)  # two files in one
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        tail = content[-_TAIL:]
        if b"%%EOF" not in tail or b"startxref" not in tail:
            raise Wanting(Flaw.DAMAGED)
        if _LAUNCH.search(content):
            raise Wanting(Flaw.UNSAFE_CONTENT)
        _must_unpack_bearably(content)


def _must_unpack_bearably(content: mmap) -> None:
    budget = min(MOST_UNPACKED, max(_LEAST_BUDGET, len(content) * _MOST_RATIO))
    for at in _packed_streams(content):
        for piece in _unpacked(content, at):
            budget -= len(piece)
            if budget < 0:
                raise Wanting(Flaw.UNPACKS_TOO_LARGE)
            if _LAUNCH.search(piece):
                raise Wanting(Flaw.UNSAFE_CONTENT)


def _packed_streams(content: mmap) -> Iterator[int]:
    """Where packed streams begin; nothing is looked at twice, however often one seems to be announced."""
    at = 0
    while found := _STREAM.search(content, at):
        head = content[max(at, found.start() - _LONGEST_HEAD) : found.start()].rpartition(b"\0")[2]
        at = found.end()
        if _PACKED.search(head):
            yield at


def _unpacked(content: mmap, at: int) -> Iterator[bytes]:
    """What the stream that begins there becomes; none if it is encrypted, or damaged as readers overlook."""
    unpacker = zlib.decompressobj()
    with suppress(zlib.error):
        for start in range(at, len(content), _PIECE):
            packed = content[start : start + _PIECE]
            while packed:
                yield unpacker.decompress(packed, _PIECE * 4)
                packed = unpacker.unconsumed_tail
            if unpacker.eof:
                return


def look_into_text(path: Path) -> None:
    """Text in whatever alphabet; raises ``Wanting`` for anything that only claims to be."""
    with path.open("rb") as file:
        head = file.read(_PIECE)
        if filetype.guess(head) is not None:
            raise Wanting(Flaw.TYPE_MISMATCH)
        wide = _WIDE.get(head[:2])
        file.seek(0)
        decoder = codecs.getincrementaldecoder(wide)() if wide else None
        while piece := file.read(_PIECE):
            if decoder is None and _NO_TEXT.search(piece):
                raise Wanting(Flaw.TYPE_MISMATCH)
            if decoder is not None:
                _must_be_wide(decoder, piece)
        if decoder is not None:
            _must_be_wide(decoder, b"", final=True)


def _must_be_wide(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> None:
    try:
        text = decoder.decode(piece, final)
    except UnicodeDecodeError:
        raise Wanting(Flaw.TYPE_MISMATCH) from None
    if _NO_TEXT.search(text.encode("utf-8", "replace")):
        raise Wanting(Flaw.TYPE_MISMATCH)
