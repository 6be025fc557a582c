"""Accounts in SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from adapters.sql.changes import Versioned
from adapters.sql.people import display_name, no_pictures, organization_card
from adapters.sql.records import Shape, matching
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.identity import users
from adapters.sql.tables.organizations import organizations
from p2p_core.identity.users.model import User
from p2p_core.identity.users.shapes import UserDetails
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import UserId

USER = Versioned("user", User, users)
_ADD = USER.insertion_if_absent("address")
_BY_ADDRESS = USER.query(users.c.address == bindparam("address"))
_HOLD_BY_ADDRESS = USER.hold(users.c.address == bindparam("address"))
_ONE = users.c.id == bindparam("known_id")
_REHASH = Statement(update(users).values(password_hash=bindparam("password_hash")).where(_ONE))
_SEEN = Statement(
    update(users).values(last_seen_at=bindparam("last_seen_at")).where(_ONE),
    tells=False,  # nobody's rights hang on it
)

_DETAILS = Shape(
    UserDetails,
    {
        **matching(UserDetails, users),
        "display_name": display_name(users),
        **organization_card("organization.", organizations),
    },
    # an account exists only once its address is proven
    fixed={"email_verified": True, **no_pictures("")},
)
_DETAILS_QUERY = Statement(
    select(*_DETAILS.labelled())
    .join_from(users, organizations, users.c.organization_id == organizations.c.id)
    .where(users.c.id == bindparam("id"))
)


@dataclass(frozen=True, slots=True)
class SqlUsers:
    """Accounts within a transaction."""

    writes: Writes

    def get(self, user_id: UserId) -> User:
        return USER.get_held(self.writes, user_id)

    def find_by_address(self, address: str) -> User | None:
        return USER.first(self.writes, _HOLD_BY_ADDRESS, address=address)

    def add(self, user: User) -> bool:
        return USER.add_if_absent(self.writes, _ADD, user)

    def save(self, user: User) -> None:
        user.version = USER.save(self.writes, user)

    def rehash(self, user_id: UserId, password_hash: str) -> None:
        _must_exist(self.writes.run(_REHASH, known_id=user_id, password_hash=password_hash))

    def seen(self, user_id: UserId, now: datetime) -> None:
        _must_exist(self.writes.run(_SEEN, known_id=user_id, last_seen_at=now))


@dataclass(frozen=True, slots=True)
class SqlUserReader:
    """Accounts as they are shown, and as sign-in looks at them."""

    reads: Reads

    def details(self, user_id: UserId) -> UserDetails:
        rows = self.reads.rows(_DETAILS_QUERY, id=user_id)
        if not rows:
            raise NotFound("user")
        return _DETAILS.of(rows[0])

    def find_by_address(self, address: str) -> User | None:
        return USER.first(self.reads, _BY_ADDRESS, address=address)


def _must_exist(changed: int) -> None:
    if changed == 0:
        raise NotFound("user")
