"""How the audit log is asked for and shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from p2p_core.shared.audit import Action
from p2p_core.shared.ids import AuditId, OrganizationId, first_id_at
from p2p_core.shared.inputs import Input, Length
from p2p_core.shared.moments import Moment, moment_of
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuery(Input):
    """Which entries to list, the newest first, and from where on."""

    action: Action | None = None
    actor: Annotated[str, Length(1, 100)] | None = None
    """Only what this person did."""
    from_: Annotated[str, Moment()] | None = None
    """Not before this moment."""
    to: Annotated[str, Moment()] | None = None
    """Before this moment."""
    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False

    @property
    def first_id(self) -> str | None:
        """The lowest id that counts: ids are born with their moment in them."""
        return first_id_at(moment_of(self.from_)) if self.from_ else None

    @property
    def end_id(self) -> str | None:
        """The lowest id that counts no more."""
        return first_id_at(moment_of(self.to)) if self.to else None

    def binding(self, organization_id: OrganizationId | None) -> str:
        """What a cursor is bound to: everything that decides which list it is."""
        action = self.action and self.action.value
        return repr(("audit", organization_id, action, self.actor, self.first_id, self.end_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditParty:
    """Whom an entry is about; without a name where it is no person, or one who is gone."""

    id: str
    display_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditDetails:
    """An entry as it is shown."""

    id: AuditId
    at: datetime
    action: Action
    actor: AuditParty | None
    """Who did it; none for somebody who couldn't sign in to any account."""
    subject: AuditParty | None
    """On whom, or on what."""
    organization_id: OrganizationId | None
    details: Mapping[str, str]
    network: str
    request_id: str | None
