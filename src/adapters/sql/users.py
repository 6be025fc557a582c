"""Accounts in SQL."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from adapters.sql.changes import Versioned
from adapters.sql.dialects import insert_if_absent
from adapters.sql.mentions import mentionable
from adapters.sql.people import DETAILS, PERSON_DETAILS, PERSON_PROFILE
from adapters.sql.people_reader import TAKES_PART, expertise_of, people_page
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.identity import user_expertise, users
from adapters.sql.tables.organizations import organizations
from p2p_core.identity.users.model import User, UserStatus, found_by, name_key
from p2p_core.identity.users.shapes import (
    Expertise,
    Mentionable,
    PeopleQuery,
    PersonDetails,
    PersonProfile,
    UserDetails,
    UserProfile,
)
from p2p_core.shared.actor import Role
from p2p_core.shared.errors import NotFound
from p2p_core.shared.folding import folded
from p2p_core.shared.ids import UserId
from p2p_core.shared.pages import Page

USER = Versioned("user", User, users, derived={"name_key": name_key, "found_by": found_by})
_ADD = USER.insertion_if_absent("address")
_BY_ADDRESS = USER.query(users.c.address == bindparam("address"))
_HOLD_BY_ADDRESS = USER.hold(users.c.address == bindparam("address"))
_HOLD_AMONG = USER.hold_among(users.c.address, "addresses")
_ONE = users.c.id == bindparam("known_id")
_REHASH = Statement(update(users).values(password_hash=bindparam("password_hash")).where(_ONE))
_SEEN = Statement(
    update(users).values(last_seen_at=bindparam("last_seen_at")).where(_ONE),
    tells=False,  # nobody's rights hang on it
)

_SHOWN = users.join(organizations, users.c.organization_id == organizations.c.id)
_THIS = users.c.id == bindparam("id")
_IS_THERE = users.c.deleted_at.is_(None)
_DETAILS_QUERY = Statement(select(*DETAILS.labelled()).select_from(_SHOWN).where(_THIS, _IS_THERE))
_ACCOUNT_QUERY = Statement(select(*PERSON_DETAILS.labelled()).select_from(_SHOWN).where(_THIS, _IS_THERE))
_PROFILE_QUERY = Statement(select(*PERSON_PROFILE.labelled()).select_from(_SHOWN).where(_THIS, TAKES_PART))
_OTHER_ADMIN = Statement(
    select(users.c.id)
    .where(
        users.c.organization_id == bindparam("organization_id"),
        users.c.id != bindparam("known_id"),
        users.c.role == Role.ADMIN,
        users.c.status == UserStatus.ACTIVE,
    )
    .limit(1)
)
_OTHERS = Statement(
    select(users.c.id)
    .where(
        users.c.organization_id == bindparam("organization_id"),
        users.c.id != bindparam("known_id"),
        users.c.deleted_at.is_(None),
    )
    .limit(1)
)
_TAG = {column.name: bindparam(column.name, type_=column.type) for column in user_expertise.c}
_TAG_IS_THERE = Statement(insert_if_absent(user_expertise, _TAG, "folded", "user_id"))
_NO_TAGS = Statement(delete(user_expertise).where(user_expertise.c.user_id == bindparam("user_id")))


@dataclass(frozen=True, slots=True)
class SqlUsers:
    """Accounts within a transaction."""

    writes: Writes

    def get(self, user_id: UserId) -> User:
        return USER.get_held(self.writes, user_id)

    def find_by_address(self, address: str) -> User | None:
        return USER.first(self.writes, _HOLD_BY_ADDRESS, address=address)

    def among(self, addresses: Collection[str]) -> Sequence[User]:
        return USER.all(self.writes, _HOLD_AMONG, addresses=json.dumps([*addresses]))

    def has_other_active_admin(self, user: User) -> bool:
        known = {"organization_id": user.organization_id, "known_id": user.id}
        return bool(self.writes.rows(_OTHER_ADMIN, **known))

    def is_alone(self, user: User) -> bool:
        known = {"organization_id": user.organization_id, "known_id": user.id}
        return not self.writes.rows(_OTHERS, **known)

    def add(self, user: User) -> bool:
        added = USER.add_if_absent(self.writes, _ADD, user)
        if added:
            self._add_expertise(user)
        return added

    def save(self, user: User) -> None:
        user.version = USER.save(self.writes, user)
        self.writes.run(_NO_TAGS, user_id=user.id)
        self._add_expertise(user)

    def rehash(self, user_id: UserId, password_hash: str) -> None:
        _must_exist(self.writes.run(_REHASH, known_id=user_id, password_hash=password_hash))

    def seen(self, user_id: UserId, now: datetime) -> None:
        _must_exist(self.writes.run(_SEEN, known_id=user_id, last_seen_at=now))

    def _add_expertise(self, user: User) -> None:
        for tag in user.expertise_tags:
            self.writes.run(_TAG_IS_THERE, folded=folded(tag), user_id=user.id, tag=tag)


@dataclass(frozen=True, slots=True)
class SqlUserReader:
    """Accounts as they are shown, and as sign-in looks at them."""

    reads: Reads

    def details(self, user_id: UserId) -> UserDetails:
        rows = self.reads.rows(_DETAILS_QUERY, id=user_id)
        if not rows:
            raise NotFound("user")
        return DETAILS.of(rows[0])

    def account(self, user_id: UserId, viewer_id: UserId) -> PersonDetails:
        rows = self.reads.rows(_ACCOUNT_QUERY, id=user_id, viewer=viewer_id)
        if not rows:
            raise NotFound("user")
        return PERSON_DETAILS.of(rows[0])

    def profile(self, user_id: UserId, viewer_id: UserId) -> PersonProfile:
        rows = self.reads.rows(_PROFILE_QUERY, id=user_id, viewer=viewer_id)
        if not rows:
            raise NotFound("user")
        return PERSON_PROFILE.of(rows[0])

    def people(self, query: PeopleQuery) -> Page[UserProfile]:
        return people_page(self.reads, query)

    def expertise(self, part: str, after: str | None, limit: int) -> Sequence[Expertise]:
        return expertise_of(self.reads, part, after, limit)

    def mentionable(self, names: Collection[str], ids: Collection[str]) -> Sequence[Mentionable]:
        return mentionable(self.reads, names, ids)

    def find_by_address(self, address: str) -> User | None:
        return USER.first(self.reads, _BY_ADDRESS, address=address)


def _must_exist(changed: int) -> None:
    if changed == 0:
        raise NotFound("user")
