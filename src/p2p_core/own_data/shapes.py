"""What is asked and answered about one's own data."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from p2p_core.files.model import File
from p2p_core.own_data.model import WHOLE, Contributions, ErasureWish, Export, JobStatus
from p2p_core.shared.addresses import content_address
from p2p_core.shared.ids import ErasureId, ExportId, FileId, PostId, TopicId
from p2p_core.shared.inputs import Input, Length

DOWNLOAD_URL = "/api/v1/users/me/export/download"
"""Where a finished export is fetched, with the token of its mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportToken(Input):
    """What the link in the mail holds."""

    token: Annotated[str, Length(1, 1000)] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseMe(Input):
    """To be erased, and what becomes of what one wrote."""

    contributions: Contributions


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDetails:
    """An export as its owner sees it."""

    id: ExportId
    status: JobStatus
    progress: int
    """In percent."""
    result_url: str | None
    size: int
    requested_at: datetime
    ready_at: datetime | None
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureDetails:
    """A wish to be erased, as whoever had it sees it one last time."""

    id: ErasureId
    status: JobStatus
    progress: int
    result_url: str | None
    contributions: Contributions
    requested_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file that an export has no room for, and where it is fetched instead."""

    id: FileId
    name: str
    size: int
    url: str

    @classmethod
    def of(cls, file: File) -> "LeftOut":
        """What is told of it."""
        return cls(id=file.id, name=file.name, size=file.size, url=content_address(file.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedTopic:
    """What somebody did with a topic beside writing, for themselves to take along."""

    topic_id: TopicId
    liked: bool
    following: bool
    bookmarked_at: datetime | None
    read_seq: int | None
    """Up to which reply they have read."""
    viewed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where somebody was mentioned."""

    subject_id: str
    """The id of the topic, or of the reply."""
    topic_id: TopicId


@dataclass(frozen=True, slots=True, kw_only=True)
class LikedReply:
    """A reply that somebody likes."""

    post_id: PostId


def export_details(export: Export, now: datetime) -> ExportDetails:
    """An export as it stands at this moment."""
    status = export.status_at(now)
    return ExportDetails(
        id=export.id,
        status=status,
        progress=WHOLE if export.ready_at else 0,
        result_url=DOWNLOAD_URL if status is JobStatus.READY else None,
        size=export.size,
        requested_at=export.requested_at,
        ready_at=export.ready_at,
        expires_at=export.expires_at,
    )


def erasure_details(wish: ErasureWish) -> ErasureDetails:
    """A wish that was just taken down."""
    return ErasureDetails(
        id=wish.id,
        status=JobStatus.PENDING,
        progress=0,
        result_url=None,
        contributions=wish.contributions,
        requested_at=wish.requested_at,
    )
