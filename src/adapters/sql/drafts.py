"""Drafts in SQL."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import BigInteger, Text, bindparam, delete, func, select, tuple_, type_coerce

from adapters.sql.changes import Versioned, held
from adapters.sql.expiry import forget_expired, forgetting
from adapters.sql.records import Shape, matching
from adapters.sql.statements import MOST, Reads, Statement, Writes
from adapters.sql.tables.drafts import drafts
from adapters.sql.tables.identity import users
from p2p_core.drafts.model import Draft
from p2p_core.drafts.shapes import DraftDetails, DraftQuery
from p2p_core.shared.errors import FieldError, Invalid
from p2p_core.shared.ids import DraftId, UserId
from p2p_core.shared.pages import Page, decode_cursor, page_of

DRAFT = Versioned("draft", Draft, drafts)
_THEIRS = drafts.c.user_id == bindparam("owner")
_FIND = DRAFT.query(_THEIRS, drafts.c.key == bindparam("known_key"))
_HOLD_OWNER = Statement(held(select(users.c.id).where(users.c.id == bindparam("owner"))))
_COUNT = Statement(select(func.count()).select_from(drafts).where(_THEIRS))
_DROP = Statement(delete(drafts).where(drafts.c.id == bindparam("known_id")))
_DROP_UNDER = Statement(delete(drafts).where(_THEIRS, drafts.c.key == bindparam("known_key")))
FORGET_OLD = forgetting(drafts, drafts.c.updated_at)
_DETAILS = Shape(DraftDetails, matching(DraftDetails, drafts))
# one row more than a page tells whether there is another, and where the next begins
_SHOWN = select(*_DETAILS.labelled(), type_coerce(drafts.c.updated_at, BigInteger), drafts.c.id)


@dataclass(frozen=True, slots=True)
class SqlDrafts:
    """Drafts within a transaction."""

    writes: Writes

    def find(self, user_id: UserId, key: str) -> Draft | None:
        self.writes.rows(_HOLD_OWNER, owner=user_id)
        return DRAFT.first(self.writes, _FIND, owner=user_id, known_key=key)

    def count(self, user_id: UserId) -> int:
        return int(self.writes.rows(_COUNT, owner=user_id)[0][0])

    def add(self, draft: Draft) -> None:
        DRAFT.add(self.writes, draft)

    def save(self, draft: Draft) -> None:
        draft.version = DRAFT.save(self.writes, draft)

    def drop(self, draft_id: DraftId) -> None:
        self.writes.run(_DROP, known_id=draft_id)

    def drop_under(self, user_id: UserId, key: str) -> None:
        self.writes.run(_DROP_UNDER, owner=user_id, known_key=key)

    def forget_old(self, before: datetime, limit: int) -> int:
        return forget_expired(self.writes, FORGET_OLD, before, limit)


@dataclass(frozen=True, slots=True)
class SqlDraftReader:
    """Drafts as their authors see them."""

    reads: Reads

    def find(self, user_id: UserId, key: str) -> Draft | None:
        return DRAFT.first(self.reads, _FIND, owner=user_id, known_key=key)

    def page(self, user_id: UserId, query: DraftQuery) -> Page[DraftDetails]:
        binding = repr(("drafts", user_id))
        after = decode_cursor(binding, query.cursor, int, str)
        position: dict[str, object] = {} if after is None else {"moment": after[0], "last_id": after[1]}
        if after is not None and abs(int(after[0])) > MOST:
            raise Invalid(FieldError("cursor", "invalid_cursor"), code="invalid_cursor")
        statement = page_statement(goes_on=after is not None)
        rows = self.reads.rows(statement, owner=user_id, **position, limit=query.limit + 1)
        page = page_of(rows, query.limit, binding, lambda row: (int(row[-2]), str(row[-1])))
        shown = page.map(_DETAILS.of)
        if not query.count:
            return shown
        ((total,),) = self.reads.rows(_COUNT, owner=user_id)
        return shown.counted(total)


@cache
def page_statement(*, goes_on: bool) -> Statement:
    """The query for a page of somebody's drafts."""
    order = (type_coerce(drafts.c.updated_at, BigInteger), drafts.c.id)
    position = tuple_(bindparam("moment", type_=BigInteger), bindparam("last_id", type_=Text))
    behind = (tuple_(*order) < position,) if goes_on else ()
    chosen = _SHOWN.where(_THEIRS, *behind).order_by(*(column.desc() for column in order))
    return Statement(chosen.limit(bindparam("limit")))
