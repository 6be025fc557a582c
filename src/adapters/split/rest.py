"""What of a transaction the store gives that keeps everything but content: handed through as it is."""

from abc import ABC, abstractmethod

from adapters.split.rest_side import RestTransaction
from p2p_core.audit.ports import AuditLog
from p2p_core.drafts.ports import Drafts
from p2p_core.files.ports import Files
from p2p_core.identity.access_tokens.ports import AccessTokens
from p2p_core.identity.attempts.ports import Tallies
from p2p_core.identity.blocks.ports import Blocks
from p2p_core.identity.devices.ports import Devices
from p2p_core.identity.email_changes.ports import EmailChanges
from p2p_core.identity.invitations.ports import Invitations
from p2p_core.identity.passwords.ports import PasswordResets
from p2p_core.identity.registrations.ports import Registrations
from p2p_core.identity.second_factors.ports import Challenges, SecondFactors
from p2p_core.identity.sessions.ports import Sessions
from p2p_core.identity.users.ports import Users
from p2p_core.notifications.inbox.ports import Notifications, Preferences
from p2p_core.organizations.ports import Organizations
from p2p_core.own_data.ports import ErasureWishes, Exports
from p2p_core.upkeep.ports import Schedules


class RestOfTransaction(ABC):
    """Everything but content."""

    @abstractmethod
    def _rest(self) -> RestTransaction:
        """That store's transaction, as long as this one lasts."""

    @property
    def access_tokens(self) -> AccessTokens:
        """Access tokens."""
        return self._rest().access_tokens

    @property
    def audit(self) -> AuditLog:
        """Who did what."""
        return self._rest().audit

    @property
    def blocks(self) -> Blocks:
        """Who blocks whom."""
        return self._rest().blocks

    @property
    def challenges(self) -> Challenges:
        """Sign-ins that wait for a code."""
        return self._rest().challenges

    @property
    def devices(self) -> Devices:
        """Devices."""
        return self._rest().devices

    @property
    def drafts(self) -> Drafts:
        """Drafts."""
        return self._rest().drafts

    @property
    def email_changes(self) -> EmailChanges:
        """Wishes for other addresses."""
        return self._rest().email_changes

    @property
    def erasure_wishes(self) -> ErasureWishes:
        """Wishes to be erased."""
        return self._rest().erasure_wishes

    @property
    def exports(self) -> Exports:
        """Exports."""
        return self._rest().exports

    @property
    def files(self) -> Files:
        """Files."""
        return self._rest().files

    @property
    def invitations(self) -> Invitations:
        """Invitations."""
        return self._rest().invitations

    @property
    def notification_preferences(self) -> Preferences:
        """What people want to be told."""
        return self._rest().notification_preferences

    @property
    def notifications(self) -> Notifications:
        """Notifications."""
        return self._rest().notifications

    @property
    def organizations(self) -> Organizations:
        """Organizations."""
        return self._rest().organizations

    @property
    def password_resets(self) -> PasswordResets:
        """Requests for new passwords."""
        return self._rest().password_resets

    @property
    def registrations(self) -> Registrations:
        """Pending and ended registrations."""
        return self._rest().registrations

    @property
    def schedules(self) -> Schedules:
        """Schedules."""
        return self._rest().schedules

    @property
    def second_factors(self) -> SecondFactors:
        """Second factors."""
        return self._rest().second_factors

    @property
    def sessions(self) -> Sessions:
        """Sessions."""
        return self._rest().sessions

    @property
    def tallies(self) -> Tallies:
        """Counts of attempts."""
        return self._rest().tallies

    @property
    def users(self) -> Users:
        """Accounts."""
        return self._rest().users
