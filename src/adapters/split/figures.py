"""Figures and people's own data, gathered from two stores."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.split.content_side import ContentFigures
from adapters.split.rest_side import Members
from p2p_core.dashboard.ports import FigureReader
from p2p_core.dashboard.shapes import Counted, NetworkFigures
from p2p_core.own_data.ports import PersonalData
from p2p_core.shared.clock import EPOCH
from p2p_core.shared.ids import OrganizationId, UserId


@dataclass(frozen=True, slots=True)
class SplitFigureReader:
    """Counts people in the one, and what they wrote in the other."""

    rest: FigureReader
    members: Members
    content: ContentFigures

    def organization(self, organization_id: OrganizationId, since: datetime | None) -> Counted:
        counted, start = self.rest.organization(organization_id, since), since or EPOCH
        everybody = self.members.members(organization_id)
        return replace(
            counted,
            topics=self.content.topics(organization_id, start),
            posts=self.content.posts(everybody, start),
        )

    def network(self) -> NetworkFigures:
        return replace(self.rest.network(), written=self.content.network())


@dataclass(frozen=True, slots=True)
class SplitPersonalData:
    """What the one keeps of people, with what they wrote from the other."""

    rest: PersonalData
    content: PersonalData

    def of(self, user_id: UserId) -> Iterator[tuple[str, Iterable[object]]]:
        written = dict(self.content.of(user_id))
        for name, entities in self.rest.of(user_id):
            yield name, written.get(name, entities)
