"""People and organizations as they stand beside what they did, in any view: columns by label."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause

from adapters.sql.records import Shape, matching
from adapters.sql.tables.identity import users as _users
from adapters.sql.tables.organizations import organizations as _organizations
from p2p_core.identity.users.shapes import PersonCard, UserDetails, UserProfile
from p2p_core.organizations.shapes import OrganizationCard


def display_name(users: FromClause) -> ColumnElement[str]:
    """How a person is called, as ``display_name`` of the core says it."""
    whole: ColumnElement[str] = users.c.first_name.concat(" ").concat(users.c.last_name)
    return whole


def organization_card(prefix: str, organizations: FromClause) -> dict[str, ColumnElement[Any]]:
    """The columns of an ``OrganizationCard``."""
    return matching(OrganizationCard, organizations, prefix)


def person_card(prefix: str, users: FromClause, organizations: FromClause) -> dict[str, ColumnElement[Any]]:
    """The columns of a ``PersonCard``."""
    return {
        **matching(PersonCard, users, prefix),
        f"{prefix}display_name": display_name(users),
        **organization_card(f"{prefix}organization.", organizations),
    }


def no_pictures(*prefixes: str) -> Mapping[str, object]:
    """Pictures of those people and their organizations, which nobody can upload yet."""
    names = ("picture", "organization.logo")
    return {prefix + name: None for prefix in prefixes for name in names}


# an account exists only once its address is proven
_FIXED: Mapping[str, object] = {"email_verified": True, **no_pictures("")}
_MORE = {"display_name": display_name(_users), **organization_card("organization.", _organizations)}
DETAILS = Shape(UserDetails, {**matching(UserDetails, _users), **_MORE}, fixed=_FIXED)
"""All of an account."""
PROFILE = Shape(UserProfile, {**matching(UserProfile, _users), **_MORE}, fixed=_FIXED)
"""What the network sees of it."""
