"""Files in SQL, within a transaction and outside."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Update,
    bindparam,
    delete,
    func,
    literal,
    select,
    update,
)

from adapters.sql.changes import Versioned, held
from adapters.sql.dialects import insert_if_absent
from adapters.sql.records import Shape
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.files import IS_DELETED, IS_THERE, IS_UNATTACHED, IS_UNFINISHED, files, storage
from adapters.sql.tables.organizations import organizations
from p2p_core.files.model import Audience, File
from p2p_core.files.shapes import StorageUse
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import FileId, OrganizationId, UserId

FILE = Versioned("file", File, files)
_SHOWN_AT = Statement(
    held(
        FILE.selection(files.c.attached_to == bindparam("place"), IS_THERE).order_by(
            files.c.position, files.c.id
        )
    )
)
_DROP = Statement(delete(files).where(files.c.id == bindparam("known_id")))

_ORGANIZATION = bindparam("organization_id", type_=storage.c.organization_id.type)
_SIZE = bindparam("size", type_=BigInteger())
_OWN = storage.c.organization_id == _ORGANIZATION
_QUOTA = select(organizations.c.storage_quota).where(organizations.c.id == _ORGANIZATION).scalar_subquery()
_OPEN = Statement(
    insert_if_absent(storage, {"organization_id": _ORGANIZATION, "used": literal(0)}, "organization_id")
)
_RESERVE = Statement(
    update(storage).values(used=storage.c.used + _SIZE).where(_OWN, storage.c.used + _SIZE <= _QUOTA)
)
_RELEASE = Statement(update(storage).values(used=storage.c.used - _SIZE).where(_OWN))

_LIMIT: BindParameter[int] = bindparam("limit")
_BEFORE = bindparam("before", type_=files.c.created_at.type)
_AFTER = Statement(
    select(*files.c).where(files.c.id > bindparam("file_id")).order_by(files.c.id).limit(_LIMIT)
)
_OF_PERSON = Statement(
    select(*files.c)
    .where(files.c.owner_id == bindparam("owner_id"), files.c.id > bindparam("file_id"))
    .order_by(files.c.id)
    .limit(_LIMIT)
)
_UNFINISHED = Statement(
    select(*files.c).where(IS_UNFINISHED, files.c.expires_at <= _BEFORE).order_by(files.c.id).limit(_LIMIT)
)
_UNATTACHED = Statement(
    select(*files.c).where(IS_UNATTACHED, files.c.created_at < _BEFORE).order_by(files.c.id).limit(_LIMIT)
)
_DELETED = Statement(
    select(*files.c).where(IS_DELETED, files.c.deleted_at < _BEFORE).order_by(files.c.id).limit(_LIMIT)
)
_USE = Shape(StorageUse, {"used": func.coalesce(storage.c.used, 0), "quota": organizations.c.storage_quota})
_USE_QUERY = Statement(
    select(*_USE.labelled())
    .select_from(organizations)
    .outerjoin(storage, storage.c.organization_id == organizations.c.id)
    .where(organizations.c.id == bindparam("id"))
)


def let_loose(condition: ColumnElement[bool]) -> Update:
    """What showed these files is gone for good: they are swept away in time."""
    change = {"attached_to": None, "audience": Audience.PRIVATE, "version": files.c.version + 1}
    return update(files).values(change).where(condition)


@dataclass(frozen=True, slots=True)
class SqlFiles:
    """Files within a transaction."""

    writes: Writes

    def find(self, file_id: FileId) -> File | None:
        return FILE.find_held(self.writes, file_id)

    def shown_at(self, place: str) -> Sequence[File]:
        return FILE.all(self.writes, _SHOWN_AT, place=place)

    def add(self, file: File) -> None:
        FILE.add(self.writes, file)

    def save(self, file: File) -> None:
        file.version = FILE.save(self.writes, file)

    def drop(self, file_id: FileId) -> None:
        self.writes.run(_DROP, known_id=file_id)

    def reserve(self, organization_id: OrganizationId, size: int) -> bool:
        self.writes.run(_OPEN, organization_id=organization_id)
        return self.writes.run(_RESERVE, organization_id=organization_id, size=size) == 1

    def release(self, organization_id: OrganizationId, size: int) -> None:
        self.writes.run(_RELEASE, organization_id=organization_id, size=size)


@dataclass(frozen=True, slots=True)
class SqlFileReader:
    """Files outside a transaction."""

    reads: Reads

    def find(self, file_id: FileId) -> File | None:
        return FILE.find(self.reads, file_id)

    def among(self, file_ids: Collection[FileId]) -> Sequence[File]:
        return [file for file_id in file_ids if (file := self.find(file_id))]

    def after(self, file_id: str, limit: int) -> Sequence[File]:
        return FILE.all(self.reads, _AFTER, file_id=file_id, limit=limit)

    def of_person(self, owner_id: UserId, behind: str, limit: int) -> Sequence[File]:
        return FILE.all(self.reads, _OF_PERSON, owner_id=owner_id, file_id=behind, limit=limit)

    def use(self, organization_id: OrganizationId) -> StorageUse:
        rows = self.reads.rows(_USE_QUERY, id=organization_id)
        if not rows:
            raise NotFound("organization")
        return _USE.of(rows[0])

    def unfinished(self, now: datetime, limit: int) -> Sequence[File]:
        return FILE.all(self.reads, _UNFINISHED, before=now, limit=limit)

    def unattached(self, before: datetime, limit: int) -> Sequence[File]:
        return FILE.all(self.reads, _UNATTACHED, before=before, limit=limit)

    def deleted(self, before: datetime, limit: int) -> Sequence[File]:
        return FILE.all(self.reads, _DELETED, before=before, limit=limit)
