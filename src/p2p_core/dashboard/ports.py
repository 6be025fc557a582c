"""What figures need from a store."""

from datetime import datetime
from typing import Protocol

from p2p_core.dashboard.shapes import Counted, NetworkFigures
from p2p_core.shared.ids import OrganizationId


class FigureReader(Protocol):
    """Counts rows, at the moment when it is asked."""

    def organization(self, organization_id: OrganizationId, since: datetime | None) -> Counted:
        """Its people now, and what they wrote or whether they were here since; raises ``NotFound``."""
        ...

    def network(self) -> NetworkFigures:
        """All people who take part and their organizations, and what all of them may read."""
        ...
