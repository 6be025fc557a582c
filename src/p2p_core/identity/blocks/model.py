"""What is true of a block: one person wants to hear nothing of another."""

from dataclasses import dataclass
from datetime import datetime

from p2p_core.shared.events import Event
from p2p_core.shared.ids import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Somebody blocks somebody; nobody but the first of them ever knows.

    From then on nothing that the other does is told to them, in the list or by mail. What they were told
    before stays in their list, as what the other wrote stays in the forum: a block changes what reaches
    somebody, not what was. Decisions about people's words and what concerns their account reach them
    whoever is behind it.
    """

    blocker_id: UserId
    blocked_id: UserId
    blocked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocksChanged(Event):
    """Somebody blocks one more, or one fewer; whom, is in no event."""

    user_id: UserId
