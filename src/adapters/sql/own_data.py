"""Exports in parts, and wishes to be erased, in SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from adapters.sql.changes import Stored
from adapters.sql.expiry import forget_expired, forgetting
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.own_data import erasure_wishes, export_pieces, exports
from p2p_core.own_data.model import ErasureWish, Export
from p2p_core.shared.ids import ErasureId, ExportId, PackingId, UserId

EXPORT = Stored("export", Export, exports)
WISH = Stored("wish to be erased", ErasureWish, erasure_wishes)
_OF = exports.c.user_id == bindparam("known_user")
_OWN = EXPORT.query(_OF)
_SAVE = EXPORT.update()
_OLD_PARTS = select(exports.c.id).where(_OF)
DROP_PARTS = Statement(delete(export_pieces).where(export_pieces.c.export_id.in_(_OLD_PARTS)))
DROP_EXPORTS = Statement(delete(exports).where(_OF))
_PART = {column.name: bindparam(column.name, type_=column.type) for column in export_pieces.c}
_PUT_PART = Statement(insert(export_pieces).values(_PART))
_CONTENT = Statement(
    select(export_pieces.c.content)
    .join(exports, exports.c.packing == export_pieces.c.packing)
    .where(
        exports.c.id == bindparam("export_id"),
        export_pieces.c.export_id == bindparam("export_id"),
        export_pieces.c.number == bindparam("number"),
    )
)
_DROP_OTHER_PACKINGS = Statement(
    delete(export_pieces).where(
        export_pieces.c.export_id == bindparam("known"), export_pieces.c.packing != bindparam("kept")
    )
)
_DROP_PACKING = Statement(
    delete(export_pieces).where(
        export_pieces.c.export_id == bindparam("known"), export_pieces.c.packing == bindparam("given_up")
    )
)
_EXPIRED = Statement(
    select(exports.c.id).where(exports.c.expires_at <= bindparam("before")).limit(bindparam("limit"))
)
_DROP_PARTS_OF = Statement(delete(export_pieces).where(export_pieces.c.export_id == bindparam("known")))
_DROP_EXPORT = Statement(delete(exports).where(exports.c.id == bindparam("known")))
_DROP_WISH = Statement(delete(erasure_wishes).where(erasure_wishes.c.id == bindparam("known")))
_FORGET_WISHES = forgetting(erasure_wishes, erasure_wishes.c.expires_at)


@dataclass(frozen=True, slots=True)
class SqlExports:
    """Exports within a transaction."""

    writes: Writes

    def find(self, export_id: ExportId) -> Export | None:
        return EXPORT.find_held(self.writes, export_id)

    def put(self, export: Export) -> None:
        self.writes.run(DROP_PARTS, known_user=export.user_id)
        self.writes.run(DROP_EXPORTS, known_user=export.user_id)
        EXPORT.add(self.writes, export)

    def save(self, export: Export) -> None:
        self.writes.run(_SAVE, **EXPORT.record.values(export), known_id=export.id)
        self.writes.run(_DROP_OTHER_PACKINGS, known=export.id, kept=export.packing or "")

    def put_part(self, export_id: ExportId, packing: PackingId, number: int, content: bytes) -> bool:
        if self.find(export_id) is None:
            return False
        self.writes.run(_PUT_PART, export_id=export_id, packing=packing, number=number, content=content)
        return True

    def drop_parts(self, export_id: ExportId, packing: PackingId) -> None:
        self.writes.run(_DROP_PACKING, known=export_id, given_up=packing)

    def forget_expired(self, before: datetime, limit: int) -> int:
        expired = self.writes.rows(_EXPIRED, before=before, limit=limit)
        for (export_id,) in expired:
            self.writes.run(_DROP_PARTS_OF, known=export_id)
            self.writes.run(_DROP_EXPORT, known=export_id)
        return len(expired)


@dataclass(frozen=True, slots=True)
class SqlExportReader:
    """Exports outside a transaction."""

    reads: Reads

    def find(self, export_id: ExportId) -> Export | None:
        return EXPORT.find(self.reads, export_id)

    def of_person(self, user_id: UserId) -> Export | None:
        return EXPORT.first(self.reads, _OWN, known_user=user_id)

    def part(self, export_id: ExportId, number: int) -> bytes | None:
        rows = self.reads.rows(_CONTENT, export_id=export_id, number=number)
        return bytes(rows[0][0]) if rows else None


@dataclass(frozen=True, slots=True)
class SqlErasureWishes:
    """Wishes to be erased, within a transaction."""

    writes: Writes

    def find(self, erasure_id: ErasureId) -> ErasureWish | None:
        return WISH.find_held(self.writes, erasure_id)

    def add(self, wish: ErasureWish) -> None:
        WISH.add(self.writes, wish)

    def drop(self, erasure_id: ErasureId) -> None:
        self.writes.run(_DROP_WISH, known=erasure_id)

    def forget_expired(self, before: datetime, limit: int) -> int:
        return forget_expired(self.writes, _FORGET_WISHES, before, limit)


@dataclass(frozen=True, slots=True)
class SqlErasureWishReader:
    """Wishes to be erased, outside a transaction."""

    reads: Reads

    def find(self, erasure_id: ErasureId) -> ErasureWish | None:
        return WISH.find(self.reads, erasure_id)
