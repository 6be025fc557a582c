"""What accounts need from a store and from cryptography."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from p2p_core.identity.users.model import User
from p2p_core.identity.users.shapes import (
    Expertise,
    Mentionable,
    PeopleQuery,
    PersonDetails,
    PersonProfile,
    UserDetails,
    UserProfile,
)
from p2p_core.shared.ids import UserId
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Transaction


class Users(Protocol):
    """Accounts within a transaction."""

    def get(self, user_id: UserId) -> User:
        """The account; raises ``NotFound``."""
        ...

    def find_by_address(self, address: str) -> User | None:
        """The account with this address in normal form."""
        ...

    def among(self, addresses: Collection[str]) -> Sequence[User]:
        """All that have one of these addresses, in one question; nobody else changes them meanwhile."""
        ...

    def has_other_active_admin(self, user: User) -> bool:
        """Whether the person's organization has another active admin; to be asked by who holds it."""
        ...

    def is_alone(self, user: User) -> bool:
        """Whether nobody else belongs to the person's organization; to be asked by who holds it."""
        ...

    def add(self, user: User) -> bool:
        """Store a new one; false, and nothing is stored, when its address has an account."""
        ...

    def save(self, user: User) -> None:
        """Store a changed one and raise its version; raises ``Stale`` if somebody was faster."""
        ...

    def rehash(self, user_id: UserId, password_hash: str) -> None:
        """Keep the same password under another hash; no edit, so the version stays."""
        ...

    def seen(self, user_id: UserId, now: datetime) -> None:
        """Note that the person was here; no edit, so the version stays."""
        ...


class UserTransaction(Transaction, Protocol):
    """What a person's own account is changed with."""

    @property
    def users(self) -> Users:
        """Accounts."""
        ...


class UserReader(Protocol):
    """Accounts as they are shown, and as sign-in looks at them."""

    def details(self, user_id: UserId) -> UserDetails:
        """Everything the person sees of their own account; raises ``NotFound``, also when it is deleted."""
        ...

    def account(self, user_id: UserId, viewer_id: UserId) -> PersonDetails:
        """The same, and whether who looks blocks them; raises ``NotFound``."""
        ...

    def profile(self, user_id: UserId, viewer_id: UserId) -> PersonProfile:
        """What the network sees of somebody who takes part in it; raises ``NotFound``."""
        ...

    def people(self, query: PeopleQuery) -> Page[UserProfile]:
        """A page of those who take part in the network; raises ``Invalid`` for a foreign cursor."""
        ...

    def expertise(self, part: str, after: str | None, limit: int) -> Sequence[Expertise]:
        """What those who take part have, by how it is folded: so many behind one of them."""
        ...

    def find_by_address(self, address: str) -> User | None:
        """The account with this address in normal form."""
        ...

    def mentionable(self, names: Collection[str], ids: Collection[str]) -> Sequence[Mentionable]:
        """Those who take part and have one of these names, as names are sorted, or one of these ids."""
        ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking a password gave."""

    correct: bool
    new_hash: str | None = None
    """Present when the stored hash has weaker parameters than today's."""


class Passwords(Protocol):
    """Slow hashing of passwords; never called inside a transaction."""

    def hash(self, password: str) -> str:
        """A salted hash to store."""
        ...

    def verify(self, password: str, stored: str) -> Verdict:
        """Whether it is the password of that hash."""
        ...

    def verify_nothing(self) -> None:
        """Take as long as ``verify``, for an address nobody has: time must not tell."""
        ...


class Secrets(Protocol):
    """Randomness nobody can guess."""

    def token(self) -> str:
        """256 random bits, in characters that travel in cookies and addresses."""
        ...
