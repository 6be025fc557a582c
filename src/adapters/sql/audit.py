"""Who did what, in SQL: written down, shown, and forgotten."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, select

from adapters.sql.changes import Stored
from adapters.sql.people import display_name
from adapters.sql.records import Shape, matching
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.audit import audit
from adapters.sql.tables.identity import users
from p2p_core.audit.shapes import AuditDetails, AuditQuery
from p2p_core.shared.audit import AuditEntry
from p2p_core.shared.ids import AuditId, OrganizationId
from p2p_core.shared.pages import Page, decode_cursor, page_of

ENTRY = Stored("audit entry", AuditEntry, audit)
_actors, _subjects = users.alias("actors"), users.alias("subjects")
_DETAILS = Shape(
    AuditDetails,
    {
        **matching(AuditDetails, audit),
        "actor.id": audit.c.actor_id,
        "actor.display_name": display_name(_actors),
        "subject.id": audit.c.subject_id,
        "subject.display_name": display_name(_subjects),
    },
)
_NAMED = audit.outerjoin(_actors, audit.c.actor_id == _actors.c.id).outerjoin(
    _subjects, audit.c.subject_id == _subjects.c.id
)
_FILTERS: dict[str, ColumnElement[bool]] = {
    "action": audit.c.action == bindparam("action", type_=audit.c.action.type),
    "actor": audit.c.actor_id == bindparam("actor"),
    "end_id": audit.c.id < bindparam("end_id"),
    "first_id": audit.c.id >= bindparam("first_id"),
    "last_id": audit.c.id < bindparam("last_id"),
    "organization_id": audit.c.organization_id == bindparam("organization_id"),
}
# along the primary key from the oldest on
_old = (
    select(audit.c.id).where(audit.c.id < bindparam("before")).order_by(audit.c.id).limit(bindparam("limit"))
)
_FORGET = Statement(delete(audit).where(audit.c.id.in_(select(_old.cte("old").c.id))))


@dataclass(frozen=True, slots=True)
class SqlAuditLog:
    """Entries within a transaction."""

    writes: Writes

    def forget_older(self, before: AuditId, limit: int) -> int:
        return self.writes.run(_FORGET, before=before, limit=limit)


@dataclass(frozen=True, slots=True)
class SqlAuditReader:
    """Entries as they are shown."""

    reads: Reads

    def page(self, organization_id: OrganizationId | None, query: AuditQuery) -> Page[AuditDetails]:
        binding = query.binding(organization_id)
        after = decode_cursor(binding, query.cursor, str)
        wanted = _given(query, organization_id)
        values = wanted if after is None else {**wanted, "last_id": after[0]}
        rows = self.reads.rows(page_statement(frozenset(values)), **values, limit=query.limit + 1)
        page = page_of(_DETAILS.all(rows), query.limit, binding, lambda entry: (entry.id,))
        if not query.count:
            return page
        ((total,),) = self.reads.rows(_count_statement(frozenset(wanted)), **wanted)
        return page.counted(total)


def _given(query: AuditQuery, organization_id: OrganizationId | None) -> dict[str, object]:
    values: dict[str, object] = {
        "action": query.action,
        "actor": query.actor,
        "first_id": query.first_id,
        "end_id": query.end_id,
        "organization_id": organization_id,
    }
    return {name: value for name, value in values.items() if value is not None}


@cache
def page_statement(filters: frozenset[str]) -> Statement:
    """The query for a page with these filters."""
    chosen = _filtered(select(*_DETAILS.labelled()).select_from(_NAMED), filters)
    return Statement(chosen.order_by(audit.c.id.desc()).limit(bindparam("limit")))


@cache
def _count_statement(filters: frozenset[str]) -> Statement:
    return Statement(_filtered(select(func.count()).select_from(audit), filters))


def _filtered(chosen: Select[Any], filters: frozenset[str]) -> Select[Any]:
    return chosen.where(*(_FILTERS[name] for name in sorted(filters)))
