"""Figures counted from tables in memory."""

from dataclasses import dataclass
from datetime import datetime

from adapters.memory.identity import MemoryOrganizations
from adapters.memory.people import takes_part
from adapters.memory.tables import Work
from p2p_core.dashboard.shapes import Counted, NetworkFigures, StorageFigures, UserFigures, Written
from p2p_core.identity.users.model import UserStatus
from p2p_core.shared.actor import Role
from p2p_core.shared.clock import EPOCH
from p2p_core.shared.ids import OrganizationId


@dataclass(frozen=True, slots=True)
class MemoryFigureReader:
    """Counts entities."""

    work: Work

    def organization(self, organization_id: OrganizationId, since: datetime | None) -> Counted:
        start = since or EPOCH
        with self.work() as tables:
            organization = MemoryOrganizations(tables).get(organization_id)
            everybody = tables.users.where(lambda user: user.organization_id == organization_id)
            ids = {user.id for user in everybody}
            topics = tables.topics.where(
                lambda topic: (
                    topic.organization_id == organization_id
                    and topic.created_at >= start
                    and topic.deleted_at is None
                )
            )
            posts = tables.posts.where(
                lambda post: post.author_id in ids and post.created_at >= start and not post.is_deleted
            )
            used = tables.storage.get(organization_id) or 0
        people = [user for user in everybody if not user.is_deleted]
        return Counted(
            users=UserFigures(
                total=len(people),
                admins=sum(user.role is Role.ADMIN for user in people),
                members=sum(user.role is Role.MEMBER for user in people),
                active=sum(user.status is UserStatus.ACTIVE for user in people),
                inactive=sum(user.status is UserStatus.INACTIVE for user in people),
            ),
            topics=len(topics),
            posts=len(posts),
            active_users=sum(user.last_seen_at is not None and user.last_seen_at >= start for user in people),
            storage=StorageFigures(quota=organization.storage_quota, used=used),
        )

    def network(self) -> NetworkFigures:
        with self.work() as tables:
            people = tables.users.where(lambda user: takes_part(tables, user))
            topics = tables.topics.where(lambda topic: topic.is_open_to_all and topic.deleted_at is None)
        return NetworkFigures(
            organizations=len({user.organization_id for user in people}),
            people=len(people),
            written=Written(
                topics=len(topics),
                replies=sum(topic.post_count for topic in topics),
                answered=sum(topic.best_answer_id is not None for topic in topics),
            ),
        )
