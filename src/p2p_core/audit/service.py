"""Reading who did what, and writing down what was refused."""

from dataclasses import dataclass, replace
from datetime import timedelta
from ipaddress import ip_address, ip_network

from p2p_core.audit.ports import AuditReader, AuditTransaction
from p2p_core.audit.shapes import AuditDetails, AuditQuery
from p2p_core.identity.attempts.model import of_person
from p2p_core.shared.actor import Actor, must_be_operator
from p2p_core.shared.audit import Action, done_by
from p2p_core.shared.budgets import Budget
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import TooMany
from p2p_core.shared.pages import Page
from p2p_core.shared.permissions import must_be_admin
from p2p_core.shared.transactions import Begin

_EVERYTHING = AuditQuery()
_DENIALS = Budget(60, timedelta(hours=1))
"""How many refusals of one person are written down: what a script repeats says nothing new."""
_SHOWN = {4: 24, 6: 48}
"""How much of a network an organization's admins see: where from, roughly, and not at whose home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditService:
    """List entries; note a refusal, whose operation left nothing behind."""

    begin: Begin[AuditTransaction]
    entries: AuditReader
    clock: Clock

    def list(self, actor: Actor, query: AuditQuery = _EVERYTHING) -> Page[AuditDetails]:
        """A page of everything that was done, for operators."""
        must_be_operator(actor)
        return self.entries.page(None, query)

    def list_own(self, actor: Actor, query: AuditQuery = _EVERYTHING) -> Page[AuditDetails]:
        """A page of what was done in one's own organization, for its admins."""
        must_be_admin(actor)
        return self.entries.page(actor.organization_id, query).map(_less_exact)

    def deny(self, actor: Actor, operation: str, code: str) -> None:
        """Note that somebody asked for what they may not have."""
        now = self.clock.now()
        with self.begin() as tx:
            tally = tx.tallies.hold(of_person("denials", actor.user_id), now)
            try:
                tally.spend(now, _DENIALS)
            except TooMany:
                return
            tx.tallies.save(tally)
            tx.record(done_by(actor, Action.ACCESS_DENIED, operation=operation, code=code))


def _less_exact(entry: AuditDetails) -> AuditDetails:
    return replace(entry, network=shortened(entry.network))


def shortened(network: str) -> str:
    """The network that an address lies in, as much of it as an admin sees."""
    try:
        version = ip_address(network).version
    except ValueError:
        return ""
    return str(ip_network(f"{network}/{_SHOWN[version]}", strict=False))
