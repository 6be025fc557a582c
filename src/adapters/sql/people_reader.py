"""Lists of people: an organization's for its admins, the network's for everybody, and their expertise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    Text,
    and_,
    bindparam,
    func,
    or_,
    select,
    tuple_,
    type_coerce,
)

from adapters.sql.people import DETAILS, PROFILE
from adapters.sql.records import Shape
from adapters.sql.searching import contains, pattern
from adapters.sql.statements import MOST, Reads, Statement
from adapters.sql.tables.identity import user_expertise, users
from adapters.sql.tables.organizations import organizations
from p2p_core.identity.members.shapes import MemberQuery, MemberSort
from p2p_core.identity.users.model import UserStatus, sort_name
from p2p_core.identity.users.shapes import Expertise, PeopleQuery, UserDetails, UserProfile
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.shared.clock import to_milliseconds
from p2p_core.shared.errors import FieldError, Invalid
from p2p_core.shared.folding import folded
from p2p_core.shared.ids import OrganizationId
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of

_FROM: FromClause = users.join(organizations, users.c.organization_id == organizations.c.id)
TAKES_PART = and_(
    users.c.status == UserStatus.ACTIVE,
    users.c.deleted_at.is_(None),
    organizations.c.status == OrganizationStatus.ACTIVE,
)
"""The core's ``may_take_part``."""
_OWN = and_(users.c.organization_id == bindparam("organization_id"), users.c.deleted_at.is_(None))

_ORDERS: Mapping[MemberSort, ColumnElement[Any]] = {
    MemberSort.NAME: users.c.name_key,
    MemberSort.NEWEST: type_coerce(users.c.created_at, BigInteger),
    MemberSort.LAST_SEEN: func.coalesce(type_coerce(users.c.last_seen_at, BigInteger), -1),
}
_MEMBER_FILTERS: dict[str, ColumnElement[bool]] = {
    "role": users.c.role == bindparam("role"),
    "status": users.c.status == bindparam("status"),
}
_OF_TAG = select(user_expertise.c.user_id).where(user_expertise.c.folded == bindparam("expertise"))
_PEOPLE_FILTERS: dict[str, ColumnElement[bool]] = {
    "expertise": users.c.id.in_(_OF_TAG),
    "industry": organizations.c.industry == bindparam("industry"),
    # only what every database folds alike; both sides the same way
    "city": func.lower(organizations.c.city) == func.lower(bindparam("city", type_=Text)),
}
_EXPERTISE = Shape(Expertise, {"tag": func.min(user_expertise.c.tag), "people": func.count()})


@dataclass(frozen=True, slots=True)
class SqlMemberReader:
    """An organization's people."""

    reads: Reads

    def page(self, organization_id: OrganizationId, query: MemberQuery) -> Page[UserDetails]:
        by_name = query.sort is MemberSort.NAME
        after = _position(decode_cursor(query.binding, query.cursor, str if by_name else int, str))
        filters = {name: value for name in _MEMBER_FILTERS if (value := getattr(query, name)) is not None}
        values = {**filters, **_patterns(query.words), "organization_id": organization_id}
        which = (frozenset(filters), len(query.words))
        statement = member_statement(query.sort, *which, goes_on=bool(after))
        rows = self.reads.rows(statement, **values, **after, limit=query.limit + 1)
        page = page_of(DETAILS.all(rows), query.limit, query.binding, lambda user: _key(user, query.sort))
        if not query.count:
            return page
        ((total,),) = self.reads.rows(_member_count(*which), **values)
        return page.counted(total)


def people_page(reads: Reads, query: PeopleQuery) -> Page[UserProfile]:
    """A page of the network's people, by name."""
    after = _position(decode_cursor(query.binding, query.cursor, str, str))
    filters = {name: value for name in _PEOPLE_FILTERS if (value := getattr(query, name)) is not None}
    values = {**filters, **_patterns(query.words)}
    if query.expertise is not None:
        values["expertise"] = folded(query.expertise)
    which = (frozenset(filters), len(query.words))
    rows = reads.rows(people_statement(*which, goes_on=bool(after)), **values, **after, limit=query.limit + 1)
    page = page_of(PROFILE.all(rows), query.limit, query.binding, lambda user: _key(user, MemberSort.NAME))
    if not query.count:
        return page
    ((total,),) = reads.rows(_people_count(*which), **values)
    return page.counted(total)


def expertise_of(reads: Reads, part: str, after: str | None, limit: int) -> Sequence[Expertise]:
    """What people have, read along the folded tags."""
    statement = expertise_statement(goes_on=after is not None)
    position = {} if after is None else {"after": after}
    return _EXPERTISE.all(reads.rows(statement, part=pattern(part), limit=limit, **position))


@cache
def member_statement(sort: MemberSort, filters: frozenset[str], words: int, *, goes_on: bool) -> Statement:
    """The query for a page of an organization's people in this order."""
    return _page(_members(select(*DETAILS.labelled()), filters, words), sort, goes_on=goes_on)


@cache
def people_statement(filters: frozenset[str], words: int, *, goes_on: bool) -> Statement:
    """The query for a page of the network's people."""
    return _page(_people(select(*PROFILE.labelled()), filters, words), MemberSort.NAME, goes_on=goes_on)


@cache
def expertise_statement(*, goes_on: bool) -> Statement:
    """The query for tags that contain a part, each once."""
    tag = user_expertise.c.folded
    behind = (tag > bindparam("after", type_=Text),) if goes_on else ()
    counted = (
        select(*_EXPERTISE.labelled())
        .select_from(user_expertise.join(_FROM, user_expertise.c.user_id == users.c.id))
        .where(contains(tag, "part"), TAKES_PART, *behind)
    )
    return Statement(counted.group_by(tag).order_by(tag).limit(bindparam("limit")))


@cache
def _member_count(filters: frozenset[str], words: int) -> Statement:
    return Statement(_members(select(func.count()), filters, words))


@cache
def _people_count(filters: frozenset[str], words: int) -> Statement:
    return Statement(_people(select(func.count()), filters, words))


def _members(chosen: Select[Any], filters: frozenset[str], words: int) -> Select[Any]:
    wanted = [_MEMBER_FILTERS[name] for name in sorted(filters)]
    found = [or_(_has(users.c.found_by, number), _has(users.c.address, number)) for number in range(words)]
    return chosen.select_from(_FROM).where(_OWN, *wanted, *found)


def _people(chosen: Select[Any], filters: frozenset[str], words: int) -> Select[Any]:
    wanted = [_PEOPLE_FILTERS[name] for name in sorted(filters)]
    found = [
        or_(_has(users.c.found_by, number), _has(organizations.c.found_by, number)) for number in range(words)
    ]
    return chosen.select_from(_FROM).where(TAKES_PART, *wanted, *found)


def _has(column: ColumnElement[str], number: int) -> ColumnElement[bool]:
    return contains(column, f"word_{number}")


def _patterns(words: Sequence[str]) -> dict[str, object]:
    return {f"word_{number}": pattern(word) for number, word in enumerate(words)}


def _page(statement: Select[Any], sort: MemberSort, *, goes_on: bool) -> Statement:
    order, by_name = (_ORDERS[sort], users.c.id), sort is MemberSort.NAME
    if goes_on:
        kind = Text if by_name else BigInteger
        position = tuple_(bindparam("place", type_=kind), bindparam("last_id", type_=Text))
        statement = statement.where(tuple_(*order) > position if by_name else tuple_(*order) < position)
    ordered = (column if by_name else column.desc() for column in order)
    return Statement(statement.order_by(*ordered).limit(bindparam("limit")))


def _key(user: UserDetails | UserProfile, sort: MemberSort) -> Key:
    match sort:
        case MemberSort.NAME:
            return (sort_name(user.display_name), user.id)
        case MemberSort.NEWEST:
            return (to_milliseconds(user.created_at), user.id)
        case MemberSort.LAST_SEEN:
            seen = -1 if user.last_seen_at is None else to_milliseconds(user.last_seen_at)
            return (seen, user.id)


def _position(key: Key | None) -> dict[str, object]:
    if key is None:
        return {}
    place, last_id = key
    if isinstance(place, int) and abs(place) > MOST:
        raise Invalid(FieldError("cursor", "invalid_cursor"), code="invalid_cursor")
    return {"place": place, "last_id": last_id}
