"""What is asked and answered while people are invited."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from p2p_core.identity.invitations.model import InvitationStatus
from p2p_core.identity.users.model import EmailAddress, folded_address
from p2p_core.identity.users.shapes import PersonCard
from p2p_core.organizations.shapes import OrganizationCard
from p2p_core.shared.actor import Role
from p2p_core.shared.ids import InvitationId
from p2p_core.shared.inputs import AnyText, Input, Items, Length, Password
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit
from p2p_core.shared.text import Lines

MOST_LINES = 200
"""How many people one request may invite."""
_LONGEST_LINE, _LONGEST_SHOWN = 10_000, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvitation(Input):
    """Whom to invite, as what, and a few words of one's own for the mail."""

    email: Annotated[str, EmailAddress()]
    role: Role = Role.MEMBER
    message: Annotated[str, Length(0, 1000, Lines.MANY)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationLine(Input):
    """One line of a list; what is wrong with it is told beside it, so here it may be any text at all."""

    email: Annotated[str, AnyText(_LONGEST_LINE)]
    role: Annotated[str, AnyText(_LONGEST_LINE)] = Role.MEMBER.value

    @property
    def shown(self) -> str:
        """The address as it is told again: what no answer can hold is replaced, what nobody reads is cut."""
        return self.email[:_LONGEST_SHOWN].encode(errors="replace").decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvitations(Input):
    """A list of people to invite; ``dry_run`` only tells what would happen."""

    invitations: Annotated[tuple[InvitationLine, ...], Items(MOST_LINES, may_repeat=True)]
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationToken(Input):
    """The token of an invitation's link."""

    token: Annotated[str, Length(1, 1000)] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation(Input):
    """The token of an invitation's link, and who accepts it."""

    token: Annotated[str, Length(1, 1000)] = field(repr=False)
    first_name: Annotated[str, Length(1, 50)]
    last_name: Annotated[str, Length(1, 50)]
    password: Annotated[str, Password(12, 128)] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationQuery(Input):
    """Which of an organization's invitations to list: the newest first, from where on."""

    status: InvitationStatus | None = None
    q: Annotated[str, Length(1, 100)] | None = None
    """A part of the address."""
    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False

    @property
    def address_part(self) -> str:
        """The part of the address, as addresses are kept in their normal form."""
        return folded_address(self.q or "")

    @property
    def binding(self) -> str:
        """What a cursor is bound to: everything that decides which list it is."""
        return repr(("invitations", self.status and self.status.value, self.q))


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDetails:
    """An invitation as its organization's admins see it."""

    id: InvitationId
    email: str
    role: Role
    status: InvitationStatus
    message: str | None
    inviter: PersonCard
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationOffer:
    """An invitation as whoever holds its link sees it."""

    organization: OrganizationCard
    inviter: PersonCard
    email: str
    role: Role
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationStats:
    """An organization's invitations counted, each once, by how they stand now."""

    sent: int
    pending: int
    accepted: int
    expired: int
    cancelled: int
    acceptance_rate: float | None
    """Accepted of all sent, from 0 to 1; none as long as none was sent."""


def stats_of(counts: Mapping[InvitationStatus, int]) -> InvitationStats:
    """The figures that follow from how many stand how."""
    sent = sum(counts.values())
    accepted = counts[InvitationStatus.ACCEPTED]
    return InvitationStats(
        sent=sent,
        pending=counts[InvitationStatus.PENDING],
        accepted=accepted,
        expired=counts[InvitationStatus.EXPIRED],
        cancelled=counts[InvitationStatus.CANCELLED],
        acceptance_rate=round(accepted / sent, 4) if sent else None,
    )


class LineOutcome(StrEnum):
    """What became of one line."""

    INVITED = "invited"
    VALID = "valid"
    """It would be invited, if this weren't a dry run."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineResult:
    """One line's result; ``line`` counts from 0."""

    line: int
    email: str
    outcome: LineOutcome
    code: str | None
    """Why it was refused."""
    invitation: InvitationDetails | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineResults:
    """What became of a list, line by line."""

    dry_run: bool
    invited: int
    refused: int
    results: tuple[LineResult, ...]
