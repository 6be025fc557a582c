"""What can be done with organizations."""

from collections.abc import Iterator
from dataclasses import dataclass

from p2p_core.organizations.ports import OrganizationReader, OrganizationTransaction
from p2p_core.organizations.shapes import (
    OrganizationChanges,
    OrganizationDetails,
    OrganizationOverview,
    OrganizationProfile,
)
from p2p_core.shared.actor import Actor, must_be_operator
from p2p_core.shared.audit import Action, done_by
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.ids import OrganizationId
from p2p_core.shared.permissions import must_be_admin
from p2p_core.shared.transactions import Begin

_A_TIME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationService:
    """See one's own organization and others, change one's own."""

    begin: Begin[OrganizationTransaction]
    organizations: OrganizationReader

    def mine(self, actor: Actor) -> OrganizationDetails:
        """All of one's own organization."""
        return self.organizations.details(actor.organization_id)

    def change_mine(
        self, actor: Actor, changes: OrganizationChanges, expected: Expected = WHICHEVER
    ) -> OrganizationDetails:
        """Change one's own organization, as its admin; raises ``Forbidden`` or ``Stale``."""
        must_be_admin(actor)
        with self.begin() as tx:
            organization = tx.organizations.hold(actor.organization_id)
            expected.must_include("organization", organization.version)
            if organization.edit(changes):
                tx.organizations.save(organization)
                fields = " ".join(sorted(changes.given()))
                tx.record(done_by(actor, Action.ORGANIZATION_CHANGED, organization.id, fields=fields))
        return self.organizations.details(actor.organization_id)

    def details(self, _actor: Actor, organization_id: OrganizationId) -> OrganizationProfile:
        """What everybody in the network sees of an organization; raises ``NotFound``."""
        return self.organizations.profile(organization_id)

    def all(self, actor: Actor) -> Iterator[OrganizationOverview]:
        """Every organization of the installation, the oldest first, for an operator; raises ``Forbidden``."""
        must_be_operator(actor)
        return self._walked()

    def _walked(self) -> Iterator[OrganizationOverview]:
        found = self.organizations.behind("", _A_TIME)
        while found:
            yield from found
            found = self.organizations.behind(found[-1].id, _A_TIME)
