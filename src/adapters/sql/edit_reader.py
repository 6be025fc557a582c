"""Edits as they are shown, the newest first."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from adapters.sql.people import person_card
from adapters.sql.records import Shape, matching
from adapters.sql.statements import Reads, Statement
from adapters.sql.tables.forum import edits
from adapters.sql.tables.identity import users
from adapters.sql.tables.organizations import organizations
from p2p_core.forum.topics.shapes import EditQuery, KeptEdit
from p2p_core.shared.pages import Page, decode_cursor, page_of

_editor, _place = users.alias("editor"), organizations.alias("place")
_EDIT = Shape(
    KeptEdit,
    {**matching(KeptEdit, edits), **person_card("editor.", _editor, _place)},
)
_OF = edits.c.subject_id == bindparam("subject_id")
_PAGE = (
    select(*_EDIT.labelled())
    .select_from(
        edits.join(_editor, edits.c.editor_id == _editor.c.id).join(
            _place, _editor.c.organization_id == _place.c.id
        )
    )
    .where(_OF)
    .order_by(edits.c.id.desc())
    .limit(bindparam("limit"))
)
_FIRST = Statement(_PAGE)
_NEXT = Statement(_PAGE.where(edits.c.id < bindparam("last_id")))
_COUNT = Statement(select(func.count()).select_from(edits).where(_OF))


@dataclass(frozen=True, slots=True)
class SqlEditReader:
    """Edits as they are shown."""

    reads: Reads

    def page(self, subject_id: str, query: EditQuery) -> Page[KeptEdit]:
        binding = repr(("edits", subject_id))
        after = decode_cursor(binding, query.cursor, str)
        known = {"subject_id": subject_id, "limit": query.limit + 1}
        rows = (
            self.reads.rows(_NEXT, **known, last_id=after[0]) if after else self.reads.rows(_FIRST, **known)
        )
        page = page_of(_EDIT.all(rows), query.limit, binding, lambda edit: (edit.id,))
        if not query.count:
            return page
        ((total,),) = self.reads.rows(_COUNT, subject_id=subject_id)
        return page.counted(total)
