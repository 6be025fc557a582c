"""Organizations taken away from two stores: first what their people wrote, then themselves."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from adapters.split.content_side import ContentTransaction
from adapters.split.rest_side import RestTransaction
from adapters.split.traces import LikesThere
from p2p_core.shared.erasure import Erased
from p2p_core.shared.ids import OrganizationId


class Both(Protocol):
    """What organizations are erased in."""

    def both(self) -> tuple[ContentTransaction, RestTransaction]:
        """The transactions of the two."""
        ...


@dataclass(frozen=True, slots=True)
class SplitErasure:
    """Erases organizations for demonstrations, and holds all writing up meanwhile."""

    opens: Callable[[], AbstractContextManager[Both]]

    def erase(
        self, organization_ids: Collection[OrganizationId], *, with_others_replies: bool = False
    ) -> Erased:
        with self.opens() as tx:
            content, rest = tx.both()
            people = rest.aside.people_of(organization_ids)
            liked = {user_id: content.traces.liked(user_id) for user_id in people}
            gone = content.erasure.erase(organization_ids, people, with_others_replies=with_others_replies)
            likes = LikesThere(content, rest, ())
            organizations = rest.aside.erase(organization_ids, liked, likes, gone.events)
            for topic_id in gone.touched:
                rest.ledger.settle(topic_id, None, content.standing.lines(topic_id, None))
        return Erased(
            organizations=organizations, people=len(people), topics=gone.topics, replies=gone.replies
        )
