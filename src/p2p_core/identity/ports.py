"""What identity as a whole needs from a store."""

from typing import Protocol

from p2p_core.identity.access_tokens.ports import AccessTokenReader
from p2p_core.identity.blocks.ports import BlockTransaction
from p2p_core.identity.devices.ports import DeviceReader
from p2p_core.identity.email_changes.ports import EmailChangeReader
from p2p_core.identity.invitations.ports import InvitationReader
from p2p_core.identity.joining.ports import JoiningTransaction
from p2p_core.identity.members.ports import MemberReader
from p2p_core.identity.passwords.ports import PasswordResetReader, PasswordTransaction
from p2p_core.identity.registrations.ports import RegistrationReader
from p2p_core.identity.sessions.ports import SessionReader
from p2p_core.identity.users.ports import UserReader
from p2p_core.organizations.ports import OrganizationReader
from p2p_core.shared.transactions import Begin


class IdentityTransaction(JoiningTransaction, PasswordTransaction, BlockTransaction, Protocol):
    """What identity changes things with."""


class IdentityStore(Protocol):
    """Where identity keeps what it knows."""

    @property
    def begin(self) -> Begin[IdentityTransaction]:
        """Opens a transaction."""
        ...

    @property
    def organizations(self) -> OrganizationReader:
        """Organizations as they are shown."""
        ...

    @property
    def users(self) -> UserReader:
        """Accounts as they are shown."""
        ...

    @property
    def members(self) -> MemberReader:
        """Organizations' people as their admins see them."""
        ...

    @property
    def invitations(self) -> InvitationReader:
        """Invitations as they are shown."""
        ...

    @property
    def registrations(self) -> RegistrationReader:
        """Registrations outside a transaction."""
        ...

    @property
    def sessions(self) -> SessionReader:
        """Sessions as every request looks them up."""
        ...

    @property
    def devices(self) -> DeviceReader:
        """Devices outside a transaction."""
        ...

    @property
    def password_resets(self) -> PasswordResetReader:
        """Requests for new passwords outside a transaction."""
        ...

    @property
    def email_changes(self) -> EmailChangeReader:
        """Wishes for other addresses outside a transaction."""
        ...

    @property
    def access_tokens(self) -> AccessTokenReader:
        """Access tokens as requests look them up."""
        ...
