"""Taking organizations away as if they had never been: for demonstrations, never for real people's work."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from p2p_core.shared.errors import Conflict
from p2p_core.shared.ids import OrganizationId


class OthersReplied(Conflict):
    """People of other organizations wrote replies that can't stand without what was to go."""

    def __init__(self, replies: int) -> None:
        super().__init__("others_replied")
        self.replies = replies


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """How much is gone."""

    organizations: int
    people: int
    topics: int
    replies: int


class Erasure(Protocol):
    """Erases organizations; all counters are right afterwards."""

    def erase(
        self, organization_ids: Collection[OrganizationId], *, with_others_replies: bool = False
    ) -> Erased:
        """Erase them with their people, sessions and pending mails, and all their people wrote, at once.

        Replies to what goes would go too; where other organizations' people wrote some, nothing is
        erased and ``OthersReplied`` raised, unless ``with_others_replies``. Unknown ids are passed over.
        """
        ...
