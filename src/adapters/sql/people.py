"""People and organizations as they stand beside what they did, in any view: columns by label."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Dialect, FromClause, bindparam, func, select, type_coerce
from sqlalchemy.types import TypeDecorator

from adapters.sql.blocked import is_blocked
from adapters.sql.records import Shape, matching
from adapters.sql.tables.identity import users as _users
from adapters.sql.tables.organizations import organizations as _organizations
from adapters.sql.tables.reputation import standings
from adapters.sql.tables.schema import TEXT
from p2p_core.identity.users.shapes import PersonCard, PersonDetails, PersonProfile, UserDetails, UserProfile
from p2p_core.organizations.shapes import OrganizationCard, Picture, picture_of
from p2p_core.shared.ids import FileId


class Pictured(TypeDecorator[Picture]):
    """The id of a file, as the addresses of its sizes; only read."""

    impl = TEXT
    cache_ok = True

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[FileId | None], Picture | None]:
        """From the database."""
        del dialect, coltype
        return picture_of


def shown(file_id: ColumnElement[str]) -> ColumnElement[Picture]:
    """A picture or a logo in a view."""
    return type_coerce(file_id, Pictured)


def display_name(users: FromClause) -> ColumnElement[str]:
    """How a person is called, as ``display_name`` of the core says it."""
    whole: ColumnElement[str] = users.c.first_name.concat(" ").concat(users.c.last_name)
    return whole


def organization_card(prefix: str, organizations: FromClause) -> dict[str, ColumnElement[Any]]:
    """The columns of an ``OrganizationCard``."""
    return {
        **matching(OrganizationCard, organizations, prefix),
        f"{prefix}logo": shown(organizations.c.logo_id),
    }


def person_card(prefix: str, users: FromClause, organizations: FromClause) -> dict[str, ColumnElement[Any]]:
    """The columns of a ``PersonCard``."""
    return {
        **matching(PersonCard, users, prefix),
        f"{prefix}display_name": display_name(users),
        f"{prefix}picture": shown(users.c.picture_id),
        **organization_card(f"{prefix}organization.", organizations),
    }


_TOTAL = func.coalesce(
    select(standings.c.points).where(standings.c.user_id == _users.c.id).scalar_subquery(), 0
)
# an account exists only once its address is proven
_FIXED: Mapping[str, object] = {"email_verified": True}
_MORE: Mapping[str, ColumnElement[Any]] = {
    "display_name": display_name(_users),
    "picture": shown(_users.c.picture_id),
    "reputation": _TOTAL,
    **organization_card("organization.", _organizations),
}
DETAILS = Shape(UserDetails, {**matching(UserDetails, _users), **_MORE}, fixed=_FIXED)
"""All of an account."""
PROFILE = Shape(UserProfile, {**matching(UserProfile, _users), **_MORE}, fixed=_FIXED)
"""What the network sees of it."""
_SEEN = {"blocked": is_blocked(bindparam("viewer", type_=_users.c.id.type), _users.c.id), **_MORE}
PERSON_DETAILS = Shape(PersonDetails, {**matching(PersonDetails, _users), **_SEEN}, fixed=_FIXED)
PERSON_PROFILE = Shape(PersonProfile, {**matching(PersonProfile, _users), **_SEEN}, fixed=_FIXED)
"""Both as somebody looks at them, the ``viewer``."""
