"""Who may decide about reports."""

from p2p_core.forum.moderation.model import Report
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import Forbidden, NotFound
from p2p_core.shared.permissions import Who, may_ask


def must_moderate(actor: Actor) -> None:
    """Operators, and admins for what people of their organization wrote."""
    if not may_ask(actor, Who.MODERATOR):
        raise Forbidden


def must_judge(actor: Actor, report: Report) -> None:
    """Operators judge everything; an admin the organization's own, but never about their own words."""
    theirs = actor.organization_id == report.organization_id and actor.user_id != report.author_id
    if not (actor.operator or theirs):
        raise NotFound("report")
