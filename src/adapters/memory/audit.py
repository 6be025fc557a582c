"""Who did what, in memory: written down, shown, and forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass

from adapters.memory.tables import Tables, Work, dropped
from p2p_core.audit.shapes import AuditDetails, AuditParty, AuditQuery
from p2p_core.identity.users.model import display_name
from p2p_core.shared.audit import AuditEntry
from p2p_core.shared.ids import AuditId, OrganizationId
from p2p_core.shared.pages import Page, decode_cursor, page_of


@dataclass(frozen=True, slots=True)
class MemoryAuditLog:
    """Entries within a transaction."""

    tables: Tables

    def forget_older(self, before: AuditId, limit: int) -> int:
        return dropped(self.tables.audit, lambda entry: entry.id < before, limit)


@dataclass(frozen=True, slots=True)
class MemoryAuditReader:
    """Entries as they are shown."""

    work: Work

    def page(self, organization_id: OrganizationId | None, query: AuditQuery) -> Page[AuditDetails]:
        binding = query.binding(organization_id)
        after = decode_cursor(binding, query.cursor, str)
        with self.work() as tables:
            listed = sorted(_wanted(tables, organization_id, query), key=lambda entry: entry.id, reverse=True)
            behind = [entry for entry in listed if after is None or (entry.id,) < after]
            page = page_of(behind, query.limit, binding, lambda entry: (entry.id,))
            shown = page.map(lambda entry: _details(tables, entry))
        return shown.counted(len(listed) if query.count else None)


def _wanted(
    tables: Tables, organization_id: OrganizationId | None, query: AuditQuery
) -> Iterator[AuditEntry]:
    for entry in tables.audit.where(lambda _: True):
        if (
            organization_id in {None, entry.organization_id}
            and query.action in {None, entry.action}
            and query.actor in {None, entry.actor_id}
            and (query.first_id is None or entry.id >= query.first_id)
            and (query.end_id is None or entry.id < query.end_id)
        ):
            yield entry


def _details(tables: Tables, entry: AuditEntry) -> AuditDetails:
    return AuditDetails(
        id=entry.id,
        at=entry.at,
        action=entry.action,
        actor=_party(tables, entry.actor_id),
        subject=_party(tables, entry.subject_id),
        organization_id=entry.organization_id,
        details=entry.details,
        network=entry.network,
        request_id=entry.request_id,
    )


def _party(tables: Tables, party_id: str | None) -> AuditParty | None:
    if party_id is None:
        return None
    user = tables.users.get(party_id)
    name = display_name(user.first_name, user.last_name) if user else None
    return AuditParty(id=party_id, display_name=name)
