"""Who looks at a page of the forum, and what they may see: the core's policy as a condition."""

from collections.abc import Mapping
from typing import Any

from p2p_core.forum.topics.model import Visibility
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.ids import OrganizationId


def may_read(actor: Actor) -> Mapping[str, Any]:
    """The core's ``may_read``, so that a page is full of what the reader may see."""
    return {"deleted_at": None, **on_this_side(actor.organization_id)}


def on_this_side(organization_id: OrganizationId) -> Mapping[str, Any]:
    """The core's ``is_on_this_side``, for everybody of an organization."""
    return {"$or": [{"visibility": Visibility.NETWORK.value}, {"organization_id": organization_id}]}


def may_change(actor: Actor, author_id: str, *, locked: bool) -> bool:
    """The core's."""
    return actor.operator or (actor.user_id == author_id and not locked)


def may_remove(actor: Actor, author_id: str, home: str, *, locked: bool) -> bool:
    """The core's; ``home`` is the author's organization."""
    governs = actor.role is Role.ADMIN and actor.organization_id == home
    return actor.operator or ((actor.user_id == author_id or governs) and not locked)
