"""Lists of people from memory: an organization's for its admins, the network's for everybody."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from adapters.memory.people import details_of, profile_of, takes_part
from adapters.memory.tables import Tables, Work
from p2p_core.identity.members.shapes import MemberQuery, MemberSort
from p2p_core.identity.users.model import User, found_by, name_key
from p2p_core.identity.users.shapes import Expertise, PeopleQuery, UserDetails, UserProfile
from p2p_core.organizations.model import found_by as organization_found_by
from p2p_core.shared.clock import to_milliseconds
from p2p_core.shared.folding import folded
from p2p_core.shared.ids import OrganizationId
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of

_SMALL = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class MemoryMemberReader:
    """An organization's people."""

    work: Work

    def page(self, organization_id: OrganizationId, query: MemberQuery) -> Page[UserDetails]:
        by_name = query.sort is MemberSort.NAME
        after = decode_cursor(query.binding, query.cursor, str if by_name else int, str)
        with self.work() as tables:
            own = tables.users.where(lambda user: user.organization_id == organization_id)
            listed = [user for user in own if _is_listed(user, query)]
            ordered = sorted(listed, key=lambda user: _key(user, query.sort), reverse=not by_name)
            behind = [user for user in ordered if after is None or _is_behind(user, query.sort, after)]
            page = page_of(behind, query.limit, query.binding, lambda user: _key(user, query.sort))
            shown = page.map(lambda user: details_of(tables, user))
        return shown.counted(len(listed) if query.count else None)


def people_page(tables: Tables, query: PeopleQuery) -> Page[UserProfile]:
    """A page of the network's people, by name."""
    after = decode_cursor(query.binding, query.cursor, str, str)
    listed = tables.users.where(lambda user: takes_part(tables, user) and _is_sought(tables, user, query))
    ordered = sorted(listed, key=lambda user: _key(user, MemberSort.NAME))
    behind = [user for user in ordered if after is None or _key(user, MemberSort.NAME) > after]
    page = page_of(behind, query.limit, query.binding, lambda user: _key(user, MemberSort.NAME))
    return page.map(lambda user: profile_of(tables, user)).counted(len(listed) if query.count else None)


def expertise_of(tables: Tables, part: str, after: str | None, limit: int) -> Sequence[Expertise]:
    """What people have, by how it is folded."""
    spellings: dict[str, list[str]] = defaultdict(list)
    for user in tables.users.where(lambda user: takes_part(tables, user)):
        # of two spellings of one tag the first counts, as it does in a table with one row for both
        for tag in {folded(tag): tag for tag in reversed(user.expertise_tags)}.values():
            spellings[folded(tag)].append(tag)
    wanted = sorted(key for key in spellings if part in key and (after is None or key > after))
    return [Expertise(tag=min(spellings[key]), people=len(spellings[key])) for key in wanted[:limit]]


def _is_listed(user: User, query: MemberQuery) -> bool:
    return (
        not user.is_deleted
        and query.role in {None, user.role}
        and query.status in {None, user.status}
        and all(word in found_by(user) or word in user.address for word in query.words)
    )


def _is_sought(tables: Tables, user: User, query: PeopleQuery) -> bool:
    organization = tables.organizations.get(user.organization_id)
    if organization is None:
        return False
    tags = {folded(tag) for tag in user.expertise_tags}
    return (
        (query.expertise is None or folded(query.expertise) in tags)
        and query.industry in {None, organization.industry}
        and (
            query.city is None or (organization.city or "").translate(_SMALL) == query.city.translate(_SMALL)
        )
        and all(word in found_by(user) or word in organization_found_by(organization) for word in query.words)
    )


def _key(user: User, sort: MemberSort) -> Key:
    match sort:
        case MemberSort.NAME:
            return (name_key(user), user.id)
        case MemberSort.NEWEST:
            return (to_milliseconds(user.created_at), user.id)
        case MemberSort.LAST_SEEN:
            return (-1 if user.last_seen_at is None else to_milliseconds(user.last_seen_at), user.id)


def _is_behind(user: User, sort: MemberSort, after: Key) -> bool:
    key = _key(user, sort)
    return key > after if sort is MemberSort.NAME else key < after
