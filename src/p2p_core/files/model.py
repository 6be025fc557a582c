"""What is true of a file: whose it is, who may see it, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from p2p_core.shared.changes import Changes, amend
from p2p_core.shared.errors import Conflict
from p2p_core.shared.events import Event
from p2p_core.shared.ids import FileId, OrganizationId, UserId

UPLOAD = "upload"
"""The part of a file's folder that holds what was uploaded, as it came."""
CONTENT = "content"
"""The part that holds what is shown in its place, where it was written anew."""
_FAN_OUT = 2


class Purpose(StrEnum):
    """What a file is uploaded for; it decides what it may be."""

    ATTACHMENT = "attachment"
    USE_CASE_MEDIA = "use_case_media"
    DOCUMENT = "document"
    PICTURE = "picture"
    LOGO = "logo"


class Audience(StrEnum):
    """Who may see a file; set by whoever attaches it, before what it is attached to is published."""

    PUBLIC = "public"
    NETWORK = "network"
    ORGANIZATION = "organization"
    PRIVATE = "private"


class FileStatus(StrEnum):
    """How far a file has come."""

    UPLOADING = "uploading"
    PROCESSING = "processing"
    READY = "ready"
    REJECTED = "rejected"


class Flaw(StrEnum):
    """Why a file was rejected after it had been looked into."""

    TYPE_MISMATCH = "type_mismatch"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_FRAMES = "too_many_frames"
    TOO_LONG = "video_too_long"
    NOT_PLAYABLE = "video_not_playable"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    UNSAFE_ARCHIVE = "unsafe_archive"
    UNSAFE_CONTENT = "unsafe_content"
    ENCRYPTED = "encrypted"
    TOO_HARD = "too_hard_to_read"
    INFECTED = "infected"
    NO_ROOM = "quota_exceeded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A smaller picture of a file, or a video's poster."""

    name: str
    """Its part of the file's folder as well, such as ``small.webp``."""
    media_type: str
    width: int
    height: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What looking into a file gave: what is shown in its place, and what goes with it."""

    part: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None
    duration: int | None = None
    """Of a video, in milliseconds."""
    placeholder: str | None = None
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileUploaded(Event):
    """A file has arrived whole and has to be looked into."""

    file_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReady(Event):
    """A file can be shown."""

    file_id: str
    owner_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRejected(Event):
    """A file can't be shown, and its owner is told why."""

    file_id: str
    owner_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileForgotten(Event):
    """A file's row went with its owner: its objects must not wait for a sweep."""

    file_id: str


@dataclass(slots=True, kw_only=True)
class File:
    """Something uploaded; nothing of its name reaches a path, and it shows itself only once it is ready."""

    id: FileId
    owner_id: UserId
    organization_id: OrganizationId
    """Whose storage it takes up."""
    purpose: Purpose
    name: str
    media_type: str
    size: int
    """In bytes: what was announced while it is uploading, afterwards what is shown."""
    created_at: datetime
    expires_at: datetime | None = None
    """Until when the upload can be finished."""
    sha256: str = ""
    """Of what is shown; empty until it has arrived."""
    status: FileStatus = FileStatus.UPLOADING
    audience: Audience = Audience.PRIVATE
    attached_to: str | None = None
    """What shows it, such as ``topic:<id>``."""
    reason: Flaw | None = None
    width: int | None = None
    height: int | None = None
    duration: int | None = None
    """Of a video, in milliseconds."""
    placeholder: str | None = None
    """A tiny picture as a ``data:`` address, to be shown blurred until the real one is there."""
    part: str = UPLOAD
    variants: tuple[Variant, ...] = ()
    deleted_at: datetime | None = None
    version: int = 1
    position: int = 0
    """Where it stands among what is shown in the same place."""
    description: str = ""
    """What is to be seen, for who can't see it; empty until somebody says it."""

    @property
    def is_portrait(self) -> bool:
        """Whether it shows a person or an organization, and belongs beside no words."""
        return self.purpose in {Purpose.PICTURE, Purpose.LOGO}

    @property
    def charge(self) -> int:
        """How many bytes of its organization's storage it takes up."""
        return 0 if self.deleted_at or self.status is FileStatus.REJECTED else self.size

    @property
    def is_waiting(self) -> bool:
        """Whether somebody still has to look into it."""
        return self.status is FileStatus.PROCESSING and not self.deleted_at

    @property
    def parts(self) -> tuple[str, ...]:
        """The objects that belong to it: none before it has arrived, and none that is wrong."""
        if self.status in {FileStatus.UPLOADING, FileStatus.REJECTED}:
            return ()
        return (self.part, *(variant.name for variant in self.variants))

    @property
    def kept_parts(self) -> tuple[str, ...]:
        """The objects that may be there: of one that is under way, also what is arriving."""
        under_way = self.status in {FileStatus.UPLOADING, FileStatus.PROCESSING}
        return (UPLOAD, *self.parts) if under_way else self.parts

    def is_open_to(self, owner_id: UserId) -> bool:
        """Whether this person may attach it: it is theirs, nothing shows it yet, and nothing is wrong."""
        usable = self.status in {FileStatus.PROCESSING, FileStatus.READY}
        return self.owner_id == owner_id and self.attached_to is None and usable and not self.deleted_at

    def attach(self, to: str, audience: Audience, position: int = 0) -> None:
        """Let it be shown there, to these people."""
        if self.attached_to not in {None, to}:
            raise Conflict("already_attached")
        self.attached_to, self.position = to, position
        self.audience = audience

    def detach(self) -> None:
        """Nothing shows it any more: only its owner sees it, until it is swept away."""
        self.attached_to = None
        self.audience = Audience.PRIVATE

    def hide(self) -> None:
        """What shows it is deleted, and can be had back: until then only its owner sees it."""
        self.audience = Audience.PRIVATE

    def show(self, audience: Audience) -> None:
        """What shows it is there again."""
        self.audience = audience

    def arrived(self, size: int, sha256: str) -> FileUploaded:
        """All of it is here and stored."""
        self.must_be_uploading()
        self.size, self.sha256 = size, sha256
        self.status, self.expires_at = FileStatus.PROCESSING, None
        return FileUploaded(file_id=self.id)

    def must_be_uploading(self) -> None:
        """Refuse to add to what has arrived already."""
        if self.status is not FileStatus.UPLOADING:
            raise Conflict("upload_finished")

    def must_be_ready(self) -> None:
        """Refuse to show what nobody has looked into, or what was found wanting."""
        if self.status is FileStatus.REJECTED:
            raise Conflict("file_rejected")
        if self.status is not FileStatus.READY:
            raise Conflict("file_not_ready")

    def become_ready(self, made: Made) -> FileReady:
        """It was looked into and can be shown."""
        self.part, self.size, self.sha256 = made.part, made.size, made.sha256
        self.width, self.height, self.duration = made.width, made.height, made.duration
        self.placeholder, self.variants = made.placeholder, made.variants
        self.status = FileStatus.READY
        return FileReady(file_id=self.id, owner_id=self.owner_id)

    def reject(self, flaw: Flaw) -> FileRejected:
        """It was looked into and can't be shown."""
        self.status, self.reason = FileStatus.REJECTED, flaw
        return FileRejected(file_id=self.id, owner_id=self.owner_id, reason=flaw.value)

    def delete(self, now: datetime) -> None:
        """Nobody sees it any more; its bytes go when the time for second thoughts is over."""
        self.detach()
        self.deleted_at = now

    def outlives_owner(self, *, contributions_stay: bool) -> bool:
        """Whether it stays when its owner is erased: a logo, and what belongs to something that stays."""
        if self.attached_to is None or self.purpose is Purpose.PICTURE:
            return False
        return self.purpose is Purpose.LOGO or contributions_stay

    def change(self, changes: Changes) -> bool:
        """Say something else of it; false when that is so already."""
        return amend(self, changes)

    def pass_to(self, owner_id: UserId) -> None:
        """Have another owner; what the first one called it is told nobody any more."""
        self.owner_id = owner_id
        self.name = f"file.{self.name.rpartition('.')[2]}"

    def variant(self, name: str) -> Variant | None:
        """The smaller picture of this name."""
        return next((variant for variant in self.variants if variant.name == name), None)


def folder_of(file_id: FileId) -> str:
    """Where a file's objects are kept: the last characters are the random ones, and fan out evenly."""
    return f"{file_id[-_FAN_OUT:]}/{file_id}"


def key_of(file_id: FileId, part: str) -> str:
    """The name of one of a file's objects in storage."""
    return f"{folder_of(file_id)}/{part}"


def file_in(key: str) -> FileId:
    """Which file an object belongs to."""
    return FileId(key.split("/")[1]) if key.count("/") == _FAN_OUT else FileId("")
