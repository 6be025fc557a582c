"""Figures for those who look after something, and for those who wonder whether to join."""

from dataclasses import dataclass

from p2p_core.dashboard.ports import FigureReader
from p2p_core.dashboard.shapes import OrganizationStats, PublicFigures, StatsQuery, UseCaseFigures
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.clock import Clock
from p2p_core.shared.permissions import must_be_admin

_A_MONTH = StatsQuery()


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardService:
    """An organization's figures for its admins, and the network's for everybody."""

    figures: FigureReader
    clock: Clock

    def organization(self, actor: Actor, query: StatsQuery = _A_MONTH) -> OrganizationStats:
        """The actor's organization in figures.

        Messages and use cases don't exist yet: their figures are 0 because nothing is there.
        """
        must_be_admin(actor)
        since = query.range.since(self.clock.now())
        counted = self.figures.organization(actor.organization_id, since)
        return OrganizationStats(
            range=query.range,
            since=since,
            users=counted.users,
            topics=counted.topics,
            posts=counted.posts,
            use_cases=UseCaseFigures(),
            messages_sent=0,
            active_users=counted.active_users,
            storage=counted.storage,
        )

    def network(self, visit: Visit) -> PublicFigures:
        """The whole network in figures that tell of nobody."""
        del visit  # everybody is told the same
        return PublicFigures.of(self.figures.network())
