"""Who may see a topic, and what may stand in one."""

from p2p_core.forum.topics.model import Topic
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.errors import Forbidden, NotFound
from p2p_core.shared.ids import OrganizationId, UserId


def may_read(actor: Actor, topic: Topic) -> bool:
    """Everybody signed in; a private topic only the people of its organization; a deleted one nobody."""
    return topic.deleted_at is None and is_on_this_side(actor, topic)


def is_on_this_side(actor: Actor, topic: Topic) -> bool:
    """Whether no organization's wall stands between them."""
    return topic.is_for(actor.organization_id)


def may_change(actor: Actor, topic: Topic, author_id: UserId) -> bool:
    """The words of a topic or of a reply in it: who wrote them, unless it is locked; operators always."""
    return actor.operator or (actor.user_id == author_id and not topic.locked)


def may_remove(actor: Actor, topic: Topic, author_id: UserId, organization_id: OrganizationId) -> bool:
    """The same, and an admin what people of the own organization wrote."""
    return actor.operator or (_is_responsible(actor, author_id, organization_id) and not topic.locked)


def must_be_responsible(actor: Actor, author_id: UserId, organization_id: OrganizationId) -> None:
    """Refuse whoever neither wrote it nor answers for who did; that it is locked is another matter."""
    if not (actor.operator or _is_responsible(actor, author_id, organization_id)):
        raise Forbidden


def _is_responsible(actor: Actor, author_id: UserId, organization_id: OrganizationId) -> bool:
    governs = actor.role is Role.ADMIN and actor.organization_id == organization_id
    return governs or actor.user_id == author_id


def may_mark_best(actor: Actor, topic: Topic) -> bool:
    """Who asked knows what helped; an operator may correct it."""
    return actor.operator or actor.user_id == topic.author_id


def may_have_back(actor: Actor, deleted_by: UserId | None) -> bool:
    """Whoever took it away, or an operator."""
    return actor.operator or actor.user_id == deleted_by


def must_be_theirs(actor: Actor, author_id: UserId) -> None:
    """Only the author and operators change words."""
    if not (actor.operator or actor.user_id == author_id):
        raise Forbidden


def must_be_open_for(actor: Actor, topic: Topic) -> None:
    """A lock binds everybody but operators."""
    if not actor.operator:
        topic.must_be_open()


def must_curate(actor: Actor) -> None:
    """Pinning and locking is for operators."""
    if not actor.operator:
        raise Forbidden


def must_read(actor: Actor, topic: Topic) -> None:
    """For others a private topic doesn't exist."""
    if not may_read(actor, topic):
        raise NotFound("topic")
