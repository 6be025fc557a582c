"""What people are told about their own account; each method is a reaction to one event.

All of it looks at what is true at departure: a mail whose reason is gone doesn't leave.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from p2p_core.identity.devices.model import NewDeviceSignedIn
from p2p_core.identity.devices.ports import DeviceReader
from p2p_core.identity.email_changes.model import (
    CONFIRM_EMAIL,
    EmailChange,
    EmailChanged,
    EmailChangeRequested,
)
from p2p_core.identity.email_changes.ports import EmailChangeReader
from p2p_core.identity.passwords.model import RESET_PASSWORD, PasswordChanged, PasswordForgotten
from p2p_core.identity.passwords.ports import PasswordResetReader
from p2p_core.identity.registrations.ports import Tokens
from p2p_core.identity.second_factors.model import SecondFactorTurnedOff, SecondFactorTurnedOn
from p2p_core.identity.users.shapes import UserDetails
from p2p_core.notifications.letters import write_letter
from p2p_core.notifications.post import Post, Recipients
from p2p_core.notifications.security import wording
from p2p_core.notifications.wording import Words
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import EventId, UserId
from p2p_core.shared.language import Language

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityMailService:
    """The reactions that tell people about their own account; run by the worker, never by a request."""

    people: Recipients
    devices: DeviceReader
    resets: PasswordResetReader
    changes: EmailChangeReader
    tokens: Tokens
    post: Post
    clock: Clock
    public_url: str
    """Where links in mails lead, without a slash at the end."""

    def mail_password_reset(self, event_id: EventId, event: PasswordForgotten) -> None:
        """Send the link to whoever has the address, if it is still the newest and anybody has it."""
        reset = self.resets.find(event.reset_id)
        if reset is None or reset.user_id is None or not reset.is_open(self.clock.now()):
            return
        token = self.tokens.issue(RESET_PASSWORD, reset.id)
        values = {"minutes": self._minutes_until(reset.expires_at)}
        link = f"{self.public_url}/reset-password#token={token}"
        self._tell(event_id, "mail_password_reset", reset.user_id, wording.PASSWORD_RESET, values, link)

    def mail_password_changed(self, event_id: EventId, event: PasswordChanged) -> None:
        """Tell that the account has another password."""
        link = f"{self.public_url}/forgot-password"
        self._tell(event_id, "mail_password_changed", event.user_id, wording.PASSWORD_CHANGED, {}, link)

    def mail_new_device(self, event_id: EventId, event: NewDeviceSignedIn) -> None:
        """Tell that somebody signed in with a device that hadn't been used before."""
        device = self.devices.get(event.device_id)
        user = self.people.find(event.user_id)
        if device is None or user is None:
            return
        values = {
            "device": device.name or wording.UNNAMED_DEVICE[user.language],
            "network": device.network or "-",
            "time": _local(device.created_at, user.timezone),
        }
        self._tell(event_id, "mail_new_device", user.id, wording.NEW_DEVICE, values, f"{self.public_url}/")

    def mail_email_confirmation(self, event_id: EventId, event: EmailChangeRequested) -> None:
        """Send the link to the new address; where somebody has it already, tell them instead."""
        change, user = self._open_change(event)
        if change is None or user is None:
            return
        owner = self.people.users.find_by_address(change.address)
        if owner and owner.id != user.id:
            link = f"{self.public_url}/"
            self._tell(event_id, "mail_email_confirmation", owner.id, wording.EMAIL_IN_USE, {}, link)
            return
        token = self.tokens.issue(CONFIRM_EMAIL, change.id)
        values = {"hours": str(max(1, round((change.expires_at - self.clock.now()) / timedelta(hours=1))))}
        link = f"{self.public_url}/confirm-email#token={token}"
        words = wording.EMAIL_CONFIRMATION
        self._write(event_id, "mail_email_confirmation", user, change.email, words, values, link)

    def mail_email_change_requested(self, event_id: EventId, event: EmailChangeRequested) -> None:
        """Warn the old address while the change can still be stopped."""
        change, user = self._open_change(event)
        if change and user:
            values = {"new_email": change.email}
            link = f"{self.public_url}/forgot-password"
            words = wording.EMAIL_CHANGE_REQUESTED
            self._write(event_id, "mail_email_change_requested", user, change.old_email, words, values, link)

    def mail_email_changed(self, event_id: EventId, event: EmailChanged) -> None:
        """Tell the old address that the account has left it."""
        change = self.changes.find(event.change_id)
        user = self.people.find(change.user_id) if change else None
        if change and user:
            values = {"new_email": change.email}
            link, words = f"{self.public_url}/", wording.EMAIL_CHANGED
            self._write(event_id, "mail_email_changed", user, change.old_email, words, values, link)

    def mail_second_factor_on(self, event_id: EventId, event: SecondFactorTurnedOn) -> None:
        """Tell that a code is asked for from now on."""
        link = f"{self.public_url}/"
        self._tell(event_id, "mail_second_factor_on", event.user_id, wording.SECOND_FACTOR_ON, {}, link)

    def mail_second_factor_off(self, event_id: EventId, event: SecondFactorTurnedOff) -> None:
        """Tell that no code is asked for any more."""
        link = f"{self.public_url}/forgot-password"
        self._tell(event_id, "mail_second_factor_off", event.user_id, wording.SECOND_FACTOR_OFF, {}, link)

    def _open_change(self, event: EmailChangeRequested) -> tuple[EmailChange | None, UserDetails | None]:
        change = self.changes.find(event.change_id)
        if change is None or not change.is_open(self.clock.now()):
            return None, None
        return change, self.people.find(change.user_id)

    def _minutes_until(self, moment: datetime) -> str:
        return str(max(1, round((moment - self.clock.now()) / _MINUTE)))

    def _tell(
        self,
        event_id: EventId,
        reaction: str,
        user_id: UserId,
        words: dict[Language, Words],
        values: dict[str, str],
        link: str,
    ) -> None:
        """Write to a person at their address."""
        user = self.people.find(user_id)
        if user:
            self._write(event_id, reaction, user, user.email, words, values, link)

    def _write(
        self,
        event_id: EventId,
        reaction: str,
        user: UserDetails,
        to: str,
        words: dict[Language, Words],
        values: dict[str, str],
        link: str,
    ) -> None:
        names = {"first_name": user.first_name, "last_name": user.last_name}
        letter = write_letter(words[user.language], user.language, link, names | values)
        self.post.send(event_id, reaction, to, user.language, letter)


def _local(moment: datetime, timezone: str) -> str:
    """A point in time on the person's own clock, to the minute; in UTC where that clock isn't known."""
    try:
        local = moment.astimezone(ZoneInfo(timezone))
    except (ZoneInfoNotFoundError, ValueError):
        return f"{moment:%Y-%m-%d %H:%M} (UTC)"
    return f"{local:%Y-%m-%d %H:%M} ({timezone})"
