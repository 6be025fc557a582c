"""Drafts, in memory."""

from dataclasses import dataclass
from datetime import datetime

from adapters.memory.tables import Tables, Work, dropped
from p2p_core.drafts.model import Draft
from p2p_core.drafts.shapes import DraftDetails, DraftQuery, details_of
from p2p_core.shared.clock import to_milliseconds
from p2p_core.shared.ids import DraftId, UserId
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of


@dataclass(frozen=True, slots=True)
class MemoryDrafts:
    """Drafts within a transaction."""

    tables: Tables

    def find(self, user_id: UserId, key: str) -> Draft | None:
        return _of(self.tables, user_id, key)

    def count(self, user_id: UserId) -> int:
        return len(self.tables.drafts.where(lambda draft: draft.user_id == user_id))

    def add(self, draft: Draft) -> None:
        self.tables.drafts.put(draft.id, draft)

    def save(self, draft: Draft) -> None:
        draft.version += 1
        self.tables.drafts.put(draft.id, draft)

    def drop(self, draft_id: DraftId) -> None:
        self.tables.drafts.drop(draft_id)

    def drop_under(self, user_id: UserId, key: str) -> None:
        if found := _of(self.tables, user_id, key):
            self.tables.drafts.drop(found.id)

    def forget_old(self, before: datetime, limit: int) -> int:
        return dropped(self.tables.drafts, lambda draft: draft.updated_at <= before, limit)


@dataclass(frozen=True, slots=True)
class MemoryDraftReader:
    """Drafts as their authors see them."""

    work: Work

    def find(self, user_id: UserId, key: str) -> Draft | None:
        with self.work() as tables:
            return _of(tables, user_id, key)

    def page(self, user_id: UserId, query: DraftQuery) -> Page[DraftDetails]:
        binding = repr(("drafts", user_id))
        after = decode_cursor(binding, query.cursor, int, str)
        with self.work() as tables:
            found = tables.drafts.where(lambda draft: draft.user_id == user_id)
        behind = [
            one for one in sorted(found, key=_place, reverse=True) if after is None or _place(one) < after
        ]
        page = page_of(behind, query.limit, binding, _place).map(details_of)
        return page.counted(len(found) if query.count else None)


def _place(draft: Draft) -> Key:
    return (to_milliseconds(draft.updated_at), draft.id)


def _of(tables: Tables, user_id: UserId, key: str) -> Draft | None:
    found = tables.drafts.where(lambda draft: (draft.user_id, draft.key) == (user_id, key))
    return next(iter(found), None)
