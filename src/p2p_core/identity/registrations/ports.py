"""What registrations need from a store and from signed links."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from p2p_core.identity.attempts.ports import AttemptTransaction
from p2p_core.identity.registrations.model import Registration
from p2p_core.identity.users.ports import Users
from p2p_core.organizations.ports import Organizations
from p2p_core.shared.ids import RegistrationId


class Registrations(Protocol):
    """Pending and ended registrations within a transaction."""

    def find(self, registration_id: RegistrationId) -> Registration | None:
        """The registration, pending or ended; ``None`` when there never was one or it was purged."""
        ...

    def pending(self, address: str, now: datetime) -> Sequence[Registration]:
        """Those of an address that can still be completed, the newest first."""
        ...

    def add(self, registration: Registration) -> None:
        """Store a new one."""
        ...

    def save(self, registration: Registration) -> None:
        """Store a changed one and raise its version; raises ``Stale`` if somebody was faster."""
        ...

    def end_all(self, address: str, now: datetime) -> None:
        """End every pending registration of the address."""
        ...

    def forget_over(self, before: datetime, limit: int) -> int:
        """Forget up to so many that ended or expired before then, and say how many those were."""
        ...


class RegistrationTransaction(AttemptTransaction, Protocol):
    """What a registration is carried through with."""

    @property
    def registrations(self) -> Registrations:
        """Pending and ended registrations."""
        ...

    @property
    def users(self) -> Users:
        """Accounts."""
        ...

    @property
    def organizations(self) -> Organizations:
        """Organizations."""
        ...


class RegistrationReader(Protocol):
    """Registrations outside a transaction, for sign-in and mails."""

    def find(self, registration_id: RegistrationId) -> Registration | None:
        """The registration, pending or ended."""
        ...

    def pending(self, address: str, now: datetime) -> Sequence[Registration]:
        """Those of an address that can still be completed, the newest first."""
        ...


class Tokens(Protocol):
    """Signed texts for links: bound to a purpose, useless for another."""

    def issue(self, purpose: str, subject: str) -> str:
        """A token over the subject, in characters that are safe in an address."""
        ...

    def read(self, purpose: str, token: str) -> str:
        """The subject of a token issued for this purpose; raises ``InvalidToken``."""
        ...
