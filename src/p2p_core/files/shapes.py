"""How files are announced and shown."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from p2p_core.files.model import Audience, File, FileStatus, Purpose, Variant, key_of
from p2p_core.files.wording import words_for
from p2p_core.shared.addresses import content_address
from p2p_core.shared.changes import Changes
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import FileId
from p2p_core.shared.inputs import KEEP, Input, Keep, Length
from p2p_core.shared.language import Language
from p2p_core.shared.text import is_blank

LONGEST_DESCRIPTION = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file as it is announced, before its bytes are believed."""

    purpose: Purpose
    name: str
    media_type: str = ""
    """What the client's program takes it for; empty when it doesn't say."""
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file that has arrived whole on this machine, and what was learnt on the way."""

    path: str
    """Where it lies; storage may take it from there."""
    size: int
    sha256: str
    head: bytes
    """Its first bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentQuery(Input):
    """Which of a file's pictures to hand out; the file itself without one."""

    variant: Annotated[str, Length(1, 50)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChanges(Changes):
    """What is to be said of a file from now on; what is left out stays as it is."""

    description: Annotated[str, Length(0, LONGEST_DESCRIPTION)] | Keep = KEEP
    """What is to be seen, for who can't see it; empty takes it back."""

    def without_the_unseen(self) -> "FileChanges":
        """The same, where words of which nothing shows are none: they would stand where the name helps."""
        is_none = self.description is not KEEP and is_blank(self.description)
        return replace(self, description="") if is_none else self


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantDetails:
    """A smaller picture of a file, or a video's poster."""

    name: str
    media_type: str
    width: int
    height: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why a file can't be shown."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDetails:
    """A file as those who may see it see it."""

    id: FileId
    purpose: Purpose
    audience: Audience
    name: str
    description: str
    """What is to be seen, for who can't see it; empty where nobody said it."""
    media_type: str
    size: int
    sha256: str | None
    width: int | None
    height: int | None
    duration: float | None
    """Of a video, in seconds."""
    status: FileStatus
    rejection: Rejection | None
    placeholder: str | None
    variants: tuple[VariantDetails, ...]
    url: str
    created_at: datetime
    expires_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """What is read of a file that stands beside words."""

    id: FileId
    name: str
    description: str
    media_type: str
    size: int
    width: int | None
    height: int | None
    duration: int | None
    status: FileStatus
    placeholder: str | None
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file beside the words it belongs to; whether it can be fetched already, ``status`` says."""

    id: FileId
    name: str
    description: str
    """What is to be seen, for who can't see it; empty where nobody said it."""
    media_type: str
    size: int
    width: int | None
    height: int | None
    duration: float | None
    """Of a video, in seconds."""
    status: FileStatus
    placeholder: str | None
    variants: tuple[VariantDetails, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Bytes that the asker may have, and how they are to be handed out."""

    key: str
    name: str
    media_type: str
    size: int
    sha256: str
    public: bool
    """Whether shared caches may keep them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageUse:
    """How much of its storage an organization has used."""

    used: int
    quota: int


def details_of(file: File, language: Language) -> FileDetails:
    """A file as it is shown."""
    return FileDetails(
        id=file.id,
        purpose=file.purpose,
        audience=file.audience,
        name=file.name,
        description=file.description,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256 or None,
        width=file.width,
        height=file.height,
        duration=None if file.duration is None else file.duration / 1000,
        status=file.status,
        rejection=_rejection(file, language),
        placeholder=file.placeholder,
        variants=tuple(_variant(file.id, variant) for variant in file.variants),
        url=content_address(file.id),
        created_at=file.created_at,
        expires_at=file.expires_at,
        version=file.version,
    )


def attachment_of(file: Attached | File) -> Attachment:
    """A file as it is shown beside words."""
    return Attachment(
        id=file.id,
        name=file.name,
        description=file.description,
        media_type=file.media_type,
        size=file.size,
        width=file.width,
        height=file.height,
        duration=None if file.duration is None else file.duration / 1000,
        status=file.status,
        placeholder=file.placeholder,
        variants=tuple(_variant(file.id, variant) for variant in file.variants),
        url=content_address(file.id),
    )


def content_of(file: File, variant: str | None) -> Content:
    """What is handed out of a file that is ready; raises ``NotFound`` for an unknown variant."""
    file.must_be_ready()
    public = file.audience is Audience.PUBLIC
    if variant is None:
        key = key_of(file.id, file.part)
        return Content(
            key=key,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            public=public,
        )
    found = file.variant(variant)
    if found is None:
        raise NotFound("variant")
    return Content(
        key=key_of(file.id, found.name),
        name=f"{file.name.rpartition('.')[0]}-{found.name}",
        media_type=found.media_type,
        size=found.size,
        sha256=found.sha256,
        public=public,
    )


def _rejection(file: File, language: Language) -> Rejection | None:
    if file.reason is None:
        return None
    return Rejection(code=file.reason.value, message=words_for(file.reason.value, language))


def _variant(file_id: FileId, variant: Variant) -> VariantDetails:
    return VariantDetails(
        name=variant.name,
        media_type=variant.media_type,
        width=variant.width,
        height=variant.height,
        url=content_address(file_id, variant.name),
    )
