"""Which files people may upload for what, how they may be called, and who may see and delete them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from p2p_core.files.model import Audience, File, Purpose
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.errors import Conflict, FieldError, Forbidden, Invalid, NotFound
from p2p_core.shared.text import can_not_fit, has_too_many_marks, is_blank, normal_form

MEGABYTE = 1024**2
MOST_AT_ONCE = 25 * MEGABYTE
"""How long a file may be that comes in one request; longer ones are uploaded piece by piece."""
LONGEST_UPLOAD = 500 * MEGABYTE
MOST_PIXELS = 50_000_000
MOST_FRAMES = 500
LONGEST_VIDEO = 600
"""In seconds."""
MOST_UNPACKED = 512 * MEGABYTE
MOST_ENTRIES = 10_000
LONGEST_NAME = 255

LONGEST_ENDING = 16
SQUARES: Mapping[str, int] = {"small": 64, "medium": 192, "large": 512}
"""The sides of pictures of people and of logos, in pixels."""

_ANYTHING = frozenset({"", "application/octet-stream", "binary/octet-stream"})
"""What programs say of a file's type when they don't know it."""
# Marks that turn the direction of what follows: with them "gpj.exe" is shown as "exe.jpg".
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")


@dataclass(frozen=True, slots=True)
class Format:
    """A type of files: by which endings it goes, what else programs call it, and how it begins."""

    media_type: str
    endings: tuple[str, ...]
    aliases: frozenset[str] = frozenset()
    begins: re.Pattern[bytes] | None = None
    """How its first bytes look; text has no such mark."""

    @property
    def is_video(self) -> bool:
        """Whether it is played."""
        return self.media_type.startswith("video/")


def _begins(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ZIP = frozenset({"application/zip"})
_EXCEL = frozenset({"application/vnd.ms-excel"})
_PACKED = _begins(rb"PK\x03\x04")
JPEG = Format(
    "image/jpeg", ("jpg", "jpeg"), frozenset({"image/jpg", "image/pjpeg"}), _begins(rb"\xff\xd8\xff")
)
PNG = Format("image/png", ("png",), frozenset({"image/x-png"}), _begins(rb"\x89PNG\r\n\x1a\n"))
WEBP = Format("image/webp", ("webp",), frozenset(), _begins(rb"RIFF....WEBP"))
GIF = Format("image/gif", ("gif",), frozenset(), _begins(rb"GIF8[79]a"))
MP4 = Format(
    "video/mp4", ("mp4", "m4v"), frozenset({"video/x-m4v", "application/mp4"}), _begins(rb"....ftyp")
)
WEBM = Format("video/webm", ("webm",), frozenset({"audio/webm"}), _begins(rb"\x1a\x45\xdf\xa3"))
PDF = Format("application/pdf", ("pdf",), frozenset({"application/x-pdf"}), _begins(rb"%PDF-\d"))
DOCX = Format(_OFFICE + "wordprocessingml.document", ("docx",), _ZIP, _PACKED)
XLSX = Format(_OFFICE + "spreadsheetml.sheet", ("xlsx",), _ZIP | _EXCEL, _PACKED)
PPTX = Format(_OFFICE + "presentationml.presentation", ("pptx",), _ZIP, _PACKED)
TXT = Format("text/plain", ("txt", "log", "md"), frozenset({"text/markdown", "text/x-log"}))
CSV = Format("text/csv", ("csv",), frozenset({"text/plain", "application/csv", "text/x-csv"}) | _EXCEL)
ZIP = Format(
    "application/zip", ("zip",), frozenset({"application/x-zip-compressed", "application/x-zip"}), _PACKED
)

PICTURES = (JPEG, PNG, WEBP)
OFFICE = (DOCX, XLSX, PPTX)
DOCUMENTS = (PDF, *OFFICE, TXT, CSV)
FORMATS: Mapping[str, Format] = {one.media_type: one for one in (*PICTURES, GIF, MP4, WEBM, *DOCUMENTS, ZIP)}
_BY_ENDING = {ending: one for one in FORMATS.values() for ending in one.endings}


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be uploaded for one purpose: the formats, and how many bytes each may have."""

    formats: tuple[Format, ...]
    most: int
    most_of_video: int = 0

    def limit(self, kind: Format) -> int:
        """How many bytes a file of this format may have."""
        return self.most_of_video if kind.is_video else self.most


ALLOWANCES: Mapping[Purpose, Allowance] = {
    Purpose.ATTACHMENT: Allowance(
        (*PICTURES, GIF, MP4, WEBM, *DOCUMENTS, ZIP), 100 * MEGABYTE, LONGEST_UPLOAD
    ),
    Purpose.USE_CASE_MEDIA: Allowance((*PICTURES, GIF, MP4, WEBM, PDF), 100 * MEGABYTE, LONGEST_UPLOAD),
    Purpose.DOCUMENT: Allowance((*DOCUMENTS, ZIP), 100 * MEGABYTE),
    Purpose.PICTURE: Allowance(PICTURES, 5 * MEGABYTE),
    Purpose.LOGO: Allowance(PICTURES, 5 * MEGABYTE),
}
"""Purpose -> what it takes; told to clients at ``/limits``."""


PORTRAITS = frozenset({Purpose.PICTURE, Purpose.LOGO})
"""What shows a person or an organization; it is replaced or taken down where it hangs."""


def format_of(purpose: Purpose, name: str, declared: str, size: int) -> Format:
    """The format that name and declaration agree on; raises ``Invalid`` when it isn't taken."""
    allowance = ALLOWANCES[purpose]
    kind = _BY_ENDING.get(name.rpartition(".")[2].lower())
    if kind is None or kind not in allowance.formats:
        raise Invalid(FieldError("file", "unsupported_file_type"))
    if declared.lower() not in {kind.media_type, *kind.aliases, *_ANYTHING}:
        raise Invalid(FieldError("file", "type_mismatch"))
    if size == 0:
        raise Invalid(FieldError("file", "empty_file"))
    if size > allowance.limit(kind):
        raise Invalid(FieldError("file", "file_too_large", allowance.limit(kind) // MEGABYTE))
    return kind


def must_begin_like(kind: Format, head: bytes) -> None:
    """Refuse a file whose first bytes are another format's; the rest is looked into later."""
    alike = {one.begins for one in FORMATS.values() if one.begins and one.begins.match(head)}
    if alike != ({kind.begins} if kind.begins else set()):
        raise Invalid(FieldError("file", "type_mismatch"))


def file_name(given: str) -> str:
    """What a file is called: the last part of what was given, without what can't be seen or deceives."""
    if can_not_fit(given, LONGEST_NAME) or has_too_many_marks(given):
        raise Invalid(FieldError("file", "bad_file_name"))
    last = normal_form(given).replace("\\", "/").rpartition("/")[2]
    name = "".join(character for character in last if _is_plain(character)).strip()
    stem, _, ending = name.rpartition(".")
    if is_blank(stem) or not ending or len(ending) > LONGEST_ENDING:
        raise Invalid(FieldError("file", "bad_file_name"))
    return f"{stem[: LONGEST_NAME - LONGEST_ENDING - 1]}.{ending}"


def _is_plain(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"} and character not in _TURNING


def may_read(actor: Actor | None, file: File) -> bool:
    """Whoever its audience is; of what nothing shows yet, its owner alone."""
    match file.audience:
        case Audience.PUBLIC:
            return True
        case Audience.NETWORK:
            return actor is not None
        case Audience.ORGANIZATION:
            return actor is not None and actor.organization_id == file.organization_id
        case _:  # private
            return actor is not None and actor.user_id == file.owner_id


def must_read(actor: Actor | None, file: File | None) -> File:
    """For others, and once it is deleted, it doesn't exist."""
    if file is None or file.deleted_at or not may_read(actor, file):
        raise NotFound("file")
    return file


def must_change(actor: Actor, file: File) -> None:
    """Its owner, an admin of its organization, or an operator."""
    is_admin = actor.role is Role.ADMIN and actor.organization_id == file.organization_id
    if not (file.owner_id == actor.user_id or is_admin or actor.operator):
        raise Forbidden


def must_delete(actor: Actor, file: File) -> None:
    """Whoever may change it; not a picture or logo that is shown."""
    must_change(actor, file)
    if file.purpose in PORTRAITS and file.attached_to:
        raise Conflict("file_in_use")
