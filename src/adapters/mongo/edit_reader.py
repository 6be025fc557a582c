"""Edits as they are shown, the newest first."""

from dataclasses import dataclass

from adapters.mongo.aside import Beside
from adapters.mongo.docs import Place
from adapters.mongo.kinds import EDIT
from p2p_core.forum.topics.shapes import EditQuery, KeptEdit
from p2p_core.shared.pages import Page, decode_cursor, page_of


@dataclass(frozen=True, slots=True)
class MongoEditReader:
    """Edits as they are shown."""

    place: Place
    beside: Beside

    def page(self, subject_id: str, query: EditQuery) -> Page[KeptEdit]:
        binding = repr(("edits", subject_id))
        after = decode_cursor(binding, query.cursor, str)
        edits, of = self.place[EDIT.collection], {"subject_id": subject_id}
        older = {"_id": {"$lt": after[0]}} if after else {}
        found = EDIT.all(edits.some({**of, **older}, [("_id", -1)], query.limit + 1))
        people = self.beside.people({edit.editor_id for edit in found})
        shown = [
            KeptEdit(
                id=edit.id,
                version=edit.version,
                edited_at=edit.edited_at,
                editor=people[edit.editor_id],
                title_before=edit.title_before,
                title_after=edit.title_after,
                body_before=edit.body_before,
                body_after=edit.body_after,
            )
            for edit in found
        ]
        page = page_of(shown, query.limit, binding, lambda edit: (edit.id,))
        return page.counted(edits.count(of) if query.count else None)
