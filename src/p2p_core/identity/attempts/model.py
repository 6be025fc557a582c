"""What is true of a count of attempts: failures in a row make one wait, budgets make one come back later."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from p2p_core.shared.budgets import Budget, home_of
from p2p_core.shared.errors import TooMany

_FIRST_DELAY = timedelta(minutes=1)
_LONGEST_DELAY = timedelta(minutes=15)
_FORGOTTEN_AFTER = timedelta(hours=24)
_MOST_DOUBLINGS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgets:
    """How often strangers may try; each is a setting."""

    failures: int = 5
    """Failed checks in a row for one account, before each further one costs a wait."""
    failures_of_network: Budget = field(default_factory=lambda: Budget(50, timedelta(minutes=15)))
    sign_ups: Budget = field(default_factory=lambda: Budget(60, timedelta(hours=1)))
    mails: Budget = field(default_factory=lambda: Budget(3, timedelta(hours=1)))
    """Mails of one kind to one address."""
    exports: Budget = field(default_factory=lambda: Budget(10, timedelta(hours=1)))
    """Exports that one person asks for."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """How often something happened; a tally nobody has written yet is at zero."""

    id: str
    """What is counted, and whose: see the functions below."""
    count: int = 0
    until: datetime | None = None
    """When the next attempt is possible, or when a budget begins anew."""
    expires_at: datetime
    """From then on it means nothing any more."""

    def fail_in_advance(self, now: datetime, allowed: int) -> None:
        """Count an attempt as failed before it is made, so that parallel ones share the count.

        Raises ``TooMany`` while earlier failures make one wait.
        """
        self._forget(now)
        if self.until and now < self.until:
            raise TooMany(self.until - now, self.id)
        self.count += 1
        self.expires_at = now + _FORGOTTEN_AFTER
        if self.count >= allowed:
            doublings = min(self.count - allowed, _MOST_DOUBLINGS)
            factor: int = 2**doublings
            self.until = now + min(_FIRST_DELAY * factor, _LONGEST_DELAY)

    def spend(self, now: datetime, budget: Budget) -> None:
        """Count one of a budget; raises ``TooMany`` when it is spent."""
        self._forget(now)
        if self.until is None:
            self.until = self.expires_at = now + budget.within
        if self.count >= budget.times:
            raise TooMany(self.until - now, self.id)
        self.count += 1

    def take_back_failure(self) -> None:
        """It was no failure after all, and no success either: all is as before it."""
        self.count = max(0, self.count - 1)
        self.until = None

    def give_back(self) -> None:
        """What was counted against a budget in advance did not have to be."""
        self.count = max(0, self.count - 1)

    def _forget(self, now: datetime) -> None:
        if now >= self.expires_at:
            self.count, self.until = 0, None


def of_account(address: str) -> str:
    """Failed checks for an account, whether or not there is one: the address itself is not kept."""
    return f"account:{_digest(address)}"


def of_device(device_id: str) -> str:
    """Failed checks on a device that its owner signed in with before: strangers can't use it up."""
    return f"device:{device_id}"


def of_network(what: str, network: str) -> str:
    """What comes from one network: an IPv4 address, or the network of a customer in IPv6."""
    return f"{what}:{home_of(network)}"


def of_lock(count: str) -> str:
    """Whether it is on record that this count refuses at present."""
    return f"locked:{count}"


def of_person(what: str, user_id: str) -> str:
    """What one person does."""
    return f"person:{user_id}:{what}"


def of_mails(kind: str, address: str) -> str:
    """Mails of one kind to one address."""
    return f"mail:{kind}:{_digest(address)}"


def _digest(text: str) -> str:
    return sha256(text.encode(errors="replace")).hexdigest()
