"""A store that keeps everything the platform has: what it must offer to the domain as a whole."""

from typing import Protocol

from p2p_core.dashboard.ports import FigureReader
from p2p_core.files.ports import FileReader, FileTransaction
from p2p_core.forum.categories.ports import CategoryReader, CategoryTransaction
from p2p_core.forum.posts.ports import PostReader, PostTransaction
from p2p_core.forum.topics.ports import TopicReader, TopicTransaction
from p2p_core.identity.access_tokens.ports import AccessTokenReader
from p2p_core.identity.devices.ports import DeviceReader
from p2p_core.identity.email_changes.ports import EmailChangeReader
from p2p_core.identity.invitations.ports import InvitationReader
from p2p_core.identity.joining.ports import JoiningTransaction
from p2p_core.identity.members.ports import MemberReader
from p2p_core.identity.passwords.ports import PasswordResetReader
from p2p_core.identity.registrations.ports import RegistrationReader
from p2p_core.identity.sessions.ports import SessionReader
from p2p_core.identity.users.ports import UserReader
from p2p_core.organizations.ports import OrganizationReader
from p2p_core.shared.outbox import Outbox
from p2p_core.shared.transactions import Begin, Reactions
from p2p_core.upkeep.ports import RetentionTransaction, ScheduleReader, ScheduleTransaction, TaskReader


class StoreTransaction(
    JoiningTransaction,
    CategoryTransaction,
    TopicTransaction,
    PostTransaction,
    RetentionTransaction,
    ScheduleTransaction,
    FileTransaction,
    Protocol,
):
    """A transaction of a store that keeps everything."""


class Store(Protocol):
    """A store that keeps everything: its transactions and its readers."""

    @property
    def begin(self) -> Begin[StoreTransaction]:
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
    def figures(self) -> FigureReader:
        """Figures."""
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

    @property
    def invitations(self) -> InvitationReader:
        """Invitations as they are shown."""
        ...

    @property
    def categories(self) -> CategoryReader:
        """Categories as they are shown."""
        ...

    @property
    def topics(self) -> TopicReader:
        """Topics as they are shown."""
        ...

    @property
    def posts(self) -> PostReader:
        """Posts as they are shown."""
        ...

    @property
    def files(self) -> FileReader:
        """Files as they are shown."""
        ...

    @property
    def reactions(self) -> Reactions:
        """Which reactions have happened."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Events that wait for their reactions."""
        ...

    @property
    def tasks(self) -> TaskReader:
        """The same as they are looked over."""
        ...

    @property
    def schedules(self) -> ScheduleReader:
        """What is done by the clock."""
        ...
