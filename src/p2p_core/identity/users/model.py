"""What is true of a person's account."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from p2p_core.shared.actor import Role
from p2p_core.shared.changes import Changes, amend
from p2p_core.shared.folding import folded
from p2p_core.shared.ids import FileId, OrganizationId, UserId
from p2p_core.shared.inputs import Refused
from p2p_core.shared.language import Language
from p2p_core.shared.reaching import domain_of
from p2p_core.shared.text import Lines, can_not_fit, has_too_many_marks, is_blank, normal_form, problem

LONGEST_ADDRESS = 254
_LONGEST_LOCAL_PART = 64
DEFAULT_TIMEZONE = "Asia/Riyadh"


class UserStatus(StrEnum):
    """Whether a person may sign in."""

    ACTIVE = "active"
    INACTIVE = "inactive"


@dataclass(slots=True, kw_only=True)
class User:
    """A person of one organization, with a proven e-mail address."""

    id: UserId
    organization_id: OrganizationId
    email: str
    """The address as the person writes it: mail goes there."""
    address: str
    """Its normal form: by this one person has one account."""
    password_hash: str = field(repr=False)
    first_name: str
    last_name: str
    role: Role
    language: Language
    created_at: datetime
    title: str | None = None
    bio: str | None = None
    phone: str | None = None
    expertise_tags: tuple[str, ...] = ()
    status: UserStatus = UserStatus.ACTIVE
    operator: bool = False
    timezone: str = DEFAULT_TIMEZONE
    last_seen_at: datetime | None = None
    picture_id: FileId | None = None
    deleted_at: datetime | None = None
    """Since when the account is gone for everybody; its address stays taken."""
    version: int = 1

    @property
    def is_deleted(self) -> bool:
        """Whether an admin removed the person."""
        return self.deleted_at is not None

    @property
    def is_active_admin(self) -> bool:
        """Whether the person keeps their organization from being without an admin."""
        return self.role is Role.ADMIN and self.status is UserStatus.ACTIVE

    def edit(self, changes: Changes) -> bool:
        """Take over what was given of the fields that somebody may change; false when nothing differs."""
        return amend(self, changes)

    def remove(self, now: datetime) -> None:
        """Be gone for everybody; what the person wrote stays."""
        self.status = UserStatus.INACTIVE
        self.deleted_at = now

    def show(self, picture_id: FileId | None) -> FileId | None:
        """Be seen by another picture, or by none; the one before."""
        before, self.picture_id = self.picture_id, picture_id
        return before

    def become_operator(self) -> None:
        """Look after the whole platform from now on."""
        self.operator = True

    def cease_as_operator(self) -> None:
        """Be a person like all others from now on."""
        self.operator = False

    def move_to(self, email: str) -> None:
        """Be reached at another address, which is proven."""
        self.email = email
        self.address = address_of(email)


def hash_token(token: str) -> str:
    """What is stored of a secret that somebody shows again: SHA-256 is enough for 256 random bits."""
    return sha256(token.encode(errors="replace")).hexdigest()


_LONGEST_KEY = 100


def name_key(user: User) -> str:
    """What people are sorted by."""
    return sort_name(display_name(user.first_name, user.last_name))


def sort_name(shown: str) -> str:
    """What a name is sorted by: its beginning as it is folded."""
    return folded(shown)[:_LONGEST_KEY]


def found_by(user: User) -> str:
    """The words people are found by, folded: what everybody may see of them, so never their address."""
    shown = (display_name(user.first_name, user.last_name), user.title or "", *user.expertise_tags)
    return "\n".join(folded(text) for text in shown)


def display_name(first_name: str, last_name: str) -> str:
    """How a person is called on the platform."""
    return f"{first_name} {last_name}"


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An e-mail address that mail can be sent to; kept as written but for blanks around it."""

    def apply(self, value: str) -> str:
        """Check it by trying its normal form."""
        if can_not_fit(value, LONGEST_ADDRESS):
            raise Refused("too_long", LONGEST_ADDRESS)
        if has_too_many_marks(value):
            raise Refused("not_an_email")
        text = normal_form(value).strip()
        if is_blank(text):
            raise Refused("empty")
        if problem(text, Lines.ONE) or any(c.isspace() or unicodedata.category(c) == "Cf" for c in text):
            raise Refused("not_an_email")
        if len(text) > LONGEST_ADDRESS:
            raise Refused("too_long", LONGEST_ADDRESS)
        address_of(text)
        return text


def address_of(email: str) -> str:
    """The one normal form of an address: trimmed, NFKC, lower case, the domain in IDNA.

    Raises ``Refused`` when it isn't ``local@domain`` with a domain of two labels or more.
    """
    local, _, domain = folded_address(email).rpartition("@")
    if not 0 < len(local) <= _LONGEST_LOCAL_PART or not _is_local_part(local):
        raise Refused("not_an_email")
    try:
        return f"{local}@{domain_of(domain)}"
    except Refused:
        raise Refused("not_an_email") from None


def folded_address(part: str) -> str:
    """A part of an address as the normal form has it, to look for among addresses."""
    return unicodedata.normalize("NFKC", part).strip().lower()


def _is_local_part(local: str) -> bool:
    dotted = all(local.split("."))
    return dotted and not any(c.isspace() or c in '@"(),:;<>[]\\' for c in local)
