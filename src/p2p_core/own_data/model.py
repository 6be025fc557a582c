"""What is true of an export of somebody's data, and of a wish to be erased."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from p2p_core.identity.users.model import User, UserStatus
from p2p_core.shared.actor import Role
from p2p_core.shared.events import Event
from p2p_core.shared.ids import ErasureId, ExportId, OrganizationId, PackingId, UserId
from p2p_core.shared.language import Language

DOWNLOAD_EXPORT = "download-export"
"""The purpose that tokens of download links are bound to."""
WHOLE = 100
"""The progress of what is done."""

FORMER_MEMBER = ("Former member", "· عضو سابق")
"""How everybody is called whose account was erased: one name for all of an organization."""
REMOVED = "Removed at its author's request · أُزيل بطلب صاحبه"
"""What stands where somebody's words were that others had answered."""
REMOVED_HTML = "<p>Removed at its author&#x27;s request · أُزيل بطلب صاحبه</p>"


class Contributions(StrEnum):
    """What becomes of what somebody wrote when their account is erased."""

    KEEP_ANONYMOUS = "keep_anonymous"
    """It stays, by a former member."""
    DELETE = "delete"
    """It goes; where others have answered, a note that something was there."""


class JobStatus(StrEnum):
    """How far work in the background is."""

    PENDING = "pending"
    READY = "ready"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequested(Event):
    """Somebody wants everything about themselves: it has to be put together."""

    export_id: ExportId


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReady(Event):
    """It is put together: its owner needs the link."""

    export_id: ExportId


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRequested(Event):
    """Somebody wants to be erased, and is signed out already."""

    erasure_id: ErasureId


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountErased(Event):
    """An account is gone: who had it should know."""

    erasure_id: ErasureId


@dataclass(slots=True, kw_only=True)
class Export:
    """Everything about a person, packed; each person has one at most."""

    id: ExportId
    user_id: UserId
    requested_at: datetime
    expires_at: datetime
    """From then on it is gone, whether it was fetched or not."""
    ready_at: datetime | None = None
    parts: int = 0
    size: int = 0
    """In bytes."""
    packing: PackingId | None = None
    """Which of the attempts to pack it was the first to be through: its parts are the export's."""

    def status_at(self, now: datetime) -> JobStatus:
        """How it stands at this moment."""
        if now >= self.expires_at:
            return JobStatus.EXPIRED
        return JobStatus.READY if self.ready_at else JobStatus.PENDING

    def finish(self, now: datetime, packing: PackingId, parts: int, size: int) -> ExportReady:
        """It is whole, as this attempt has packed it."""
        self.ready_at, self.packing, self.parts, self.size = now, packing, parts, size
        return ExportReady(export_id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureWish:
    """Who is to be erased, and where they are told that it is done: kept until they have been."""

    id: ErasureId
    user_id: UserId
    organization_id: OrganizationId
    contributions: Contributions
    email: str = field(repr=False)
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    language: Language
    requested_at: datetime
    expires_at: datetime
    """Told or not, the address isn't kept for longer."""


def former_member(organization_id: OrganizationId, user_id: UserId, now: datetime) -> User:
    """Whose everything is that people wrote who are gone from an organization; nobody's account."""
    first_name, last_name = FORMER_MEMBER
    return User(
        id=user_id,
        organization_id=organization_id,
        email="",
        address=f"former member of {organization_id}",  # no address at all, so nobody can have it
        password_hash="",
        first_name=first_name,
        last_name=last_name,
        role=Role.MEMBER,
        language=Language.ENGLISH,
        created_at=now,
        status=UserStatus.INACTIVE,
        deleted_at=now,
    )
