"""How an organization's people are listed, and what an admin may change of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from p2p_core.identity.users.model import UserStatus
from p2p_core.identity.users.shapes import JobTitle
from p2p_core.shared.actor import Role
from p2p_core.shared.changes import Changes
from p2p_core.shared.folding import folded_words
from p2p_core.shared.inputs import KEEP, Input, Keep, Length
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit


class MemberSort(StrEnum):
    """In which order an organization's people are listed."""

    NAME = "name"
    NEWEST = "newest"
    """Who joined last comes first."""
    LAST_SEEN = "last_seen"
    """Who was here last comes first, who never was last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberQuery(Input):
    """Which of an organization's people to list, and from where on."""

    q: Annotated[str, Length(1, 100)] | None = None
    """Words of their name, title or expertise, or parts of their address."""
    role: Role | None = None
    status: UserStatus | None = None
    sort: MemberSort = MemberSort.NAME
    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What all has to be found."""
        return folded_words(self.q or "")

    @property
    def binding(self) -> str:
        """What a cursor is bound to: everything that decides which list it is."""
        role, status = self.role and self.role.value, self.status and self.status.value
        return repr(("members", self.words, role, status, self.sort.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChanges(Changes):
    """What becomes of somebody in the organization."""

    role: Role | Keep = KEEP
    status: UserStatus | Keep = KEEP
    title: JobTitle | Keep | None = KEEP
