"""Identity's table of contents."""

from dataclasses import dataclass

from p2p_core.identity.accounts.service import AccountService
from p2p_core.identity.invitations.service import InvitationService
from p2p_core.identity.joining.service import JoiningService
from p2p_core.identity.members.service import MemberService
from p2p_core.identity.registrations.service import RegistrationService
from p2p_core.identity.sessions.service import SessionService
from p2p_core.identity.users.service import UserService


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Everything about people and how they prove who they are."""

    registrations: RegistrationService
    sessions: SessionService
    accounts: AccountService
    users: UserService
    members: MemberService
    invitations: InvitationService
    joining: JoiningService
