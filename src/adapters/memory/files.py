"""Files in memory, within a transaction and outside."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.memory.tables import Tables, Work
from p2p_core.files.model import File, FileStatus
from p2p_core.files.shapes import StorageUse
from p2p_core.shared.errors import NotFound, Stale
from p2p_core.shared.ids import FileId, OrganizationId, UserId


def shown_at(tables: Tables, place: str) -> Sequence[File]:
    """The files that are attached there, in their order."""
    found = tables.files.where(lambda file: file.attached_to == place and not file.deleted_at)
    return sorted(found, key=lambda file: (file.position, file.id))


def let_loose(tables: Tables, place: str) -> None:
    """What showed them is gone for good: they are swept away in time."""
    for file in shown_at(tables, place):
        file.detach()
        file.version += 1
        tables.files.put(file.id, file)


@dataclass(frozen=True, slots=True)
class MemoryFiles:
    """Files in memory."""

    tables: Tables

    def find(self, file_id: FileId) -> File | None:
        return self.tables.files.get(file_id)

    def shown_at(self, place: str) -> Sequence[File]:
        return shown_at(self.tables, place)

    def add(self, file: File) -> None:
        self.tables.files.put(file.id, file)

    def save(self, file: File) -> None:
        kept = self.find(file.id)
        if kept is None or kept.version != file.version:
            raise Stale("file")
        file.version += 1
        self.tables.files.put(file.id, file)

    def drop(self, file_id: FileId) -> None:
        self.tables.files.drop(file_id)

    def reserve(self, organization_id: OrganizationId, size: int) -> bool:
        use = _use(self.tables, organization_id)
        if use.used + size > use.quota:
            return False
        self.tables.storage.put(organization_id, use.used + size)
        return True

    def release(self, organization_id: OrganizationId, size: int) -> None:
        self.tables.storage.put(organization_id, _use(self.tables, organization_id).used - size)


@dataclass(frozen=True, slots=True)
class MemoryFileReader:
    """Files outside a transaction."""

    work: Work

    def find(self, file_id: FileId) -> File | None:
        with self.work() as tables:
            return tables.files.get(file_id)

    def among(self, file_ids: Collection[FileId]) -> Sequence[File]:
        return self._where(lambda file: file.id in file_ids, len(file_ids))

    def after(self, file_id: str, limit: int) -> Sequence[File]:
        return self._where(lambda file: file.id > file_id, limit)

    def of_person(self, owner_id: UserId, behind: str, limit: int) -> Sequence[File]:
        return self._where(lambda file: file.owner_id == owner_id and file.id > behind, limit)

    def use(self, organization_id: OrganizationId) -> StorageUse:
        with self.work() as tables:
            return _use(tables, organization_id)

    def unfinished(self, now: datetime, limit: int) -> Sequence[File]:
        return self._where(
            lambda file: (
                file.status is FileStatus.UPLOADING
                and file.expires_at is not None
                and file.expires_at <= now
                and not file.deleted_at
            ),
            limit,
        )

    def unattached(self, before: datetime, limit: int) -> Sequence[File]:
        return self._where(
            lambda file: (
                file.attached_to is None
                and file.status is not FileStatus.UPLOADING
                and file.created_at < before
                and not file.deleted_at
            ),
            limit,
        )

    def deleted(self, before: datetime, limit: int) -> Sequence[File]:
        return self._where(lambda file: file.deleted_at is not None and file.deleted_at < before, limit)

    def _where(self, wanted: Callable[[File], bool], limit: int) -> Sequence[File]:
        with self.work() as tables:
            return sorted(tables.files.where(wanted), key=lambda file: file.id)[:limit]


def _use(tables: Tables, organization_id: OrganizationId) -> StorageUse:
    organization = tables.organizations.get(organization_id)
    if organization is None:
        raise NotFound("organization")
    return StorageUse(used=tables.storage.get(organization_id) or 0, quota=organization.storage_quota)
