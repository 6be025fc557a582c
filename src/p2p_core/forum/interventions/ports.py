"""What interventions need from a store."""

from typing import Protocol

from p2p_core.forum.interventions.model import Intervention
from p2p_core.shared.ids import InterventionId
from p2p_core.shared.transactions import Transaction


class Interventions(Protocol):
    """Interventions within a transaction."""

    def add(self, intervention: Intervention) -> None:
        """Keep a new one."""
        ...


class InterventionTransaction(Transaction, Protocol):
    """What interventions are kept with."""

    @property
    def interventions(self) -> Interventions:
        """Interventions."""
        ...


class InterventionReader(Protocol):
    """Interventions, for whoever tells of them."""

    def find(self, intervention_id: InterventionId) -> Intervention | None:
        """One of them; none once its words are gone for good."""
        ...
