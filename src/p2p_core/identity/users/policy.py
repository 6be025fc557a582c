"""Which passwords a person may choose, and whose word counts in an organization."""

import re
from collections.abc import Iterable

from p2p_core.identity.users.model import User
from p2p_core.shared.errors import FieldError, Forbidden, Invalid

_PART = re.compile(r"[^\W_]{4,}")


def must_not_contain_own_words(password: str, own: Iterable[str]) -> None:
    """Refuse a password with a word of 4 letters or more of the person's name, e-mail or organization."""
    folded = password.casefold()
    parts = {part for text in own for part in _PART.findall(text.casefold())}
    if any(part in folded for part in parts):
        raise Invalid(FieldError("password", "contains_own_words"))


def must_still_administer(user: User) -> User:
    """Refuse who was an active admin when they asked, and isn't any more."""
    if not user.is_active_admin:
        raise Forbidden
    return user
