"""What the audit log needs from a store."""

from typing import Protocol

from p2p_core.audit.shapes import AuditDetails, AuditQuery
from p2p_core.identity.attempts.ports import AttemptTransaction
from p2p_core.shared.ids import AuditId, OrganizationId
from p2p_core.shared.pages import Page


class AuditLog(Protocol):
    """Entries within a transaction; nobody can change one."""

    def forget_older(self, before: AuditId, limit: int) -> int:
        """Forget up to so many that are older than that id, and say how many that were."""
        ...


class AuditTransaction(AttemptTransaction, Protocol):
    """What entries are written and forgotten with."""

    @property
    def audit(self) -> AuditLog:
        """Entries."""
        ...


class AuditReader(Protocol):
    """Entries as they are shown."""

    def page(self, organization_id: OrganizationId | None, query: AuditQuery) -> Page[AuditDetails]:
        """A page of an organization's, or of all; raises ``Invalid`` for a foreign cursor."""
        ...
