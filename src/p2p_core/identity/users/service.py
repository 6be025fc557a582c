"""One's own profile, and finding others in the network."""

from dataclasses import dataclass

from p2p_core.identity.users.ports import UserReader, UserTransaction
from p2p_core.identity.users.shapes import (
    SUGGESTED_EXPERTISE,
    Expertise,
    ExpertiseQuery,
    PeopleQuery,
    PersonDetails,
    PersonProfile,
    ProfileChanges,
    UserDetails,
    UserProfile,
)
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.errors import NotFound
from p2p_core.shared.folding import folded
from p2p_core.shared.ids import UserId
from p2p_core.shared.pages import Page, decode_cursor, page_of
from p2p_core.shared.transactions import Begin

_EVERYBODY = PeopleQuery()
_EVERYTHING = ExpertiseQuery()


@dataclass(frozen=True, slots=True, kw_only=True)
class UserService:
    """See and change one's own profile, see others', find people."""

    begin: Begin[UserTransaction]
    users: UserReader

    def me(self, actor: Actor) -> UserDetails:
        """One's own account."""
        return self.users.details(actor.user_id)

    def change_me(self, actor: Actor, changes: ProfileChanges, expected: Expected = WHICHEVER) -> UserDetails:
        """Change one's own profile; raises ``Stale``."""
        with self.begin() as tx:
            user = tx.users.get(actor.user_id)
            expected.must_include("user", user.version)
            if user.edit(changes):
                tx.users.save(user)
        return self.users.details(actor.user_id)

    def details(self, actor: Actor, user_id: UserId) -> PersonDetails | PersonProfile:
        """A person: all of it for themselves and their organization's admins, else their public profile.

        Raises ``NotFound``; who is inactive exists for their organization's admins only.
        """
        if user_id == actor.user_id:
            return self.users.account(user_id, actor.user_id)
        return self._administered(actor, user_id) or self.users.profile(user_id, actor.user_id)

    def people(self, _actor: Actor, query: PeopleQuery = _EVERYBODY) -> Page[UserProfile]:
        """A page of the network's people, by name."""
        return self.users.people(query)

    def expertise(self, _actor: Actor, query: ExpertiseQuery = _EVERYTHING) -> Page[Expertise]:
        """A page of expertise to choose from: what people have, and what is suggested to everybody."""
        key = decode_cursor(query.binding, query.cursor, str)
        after = str(key[0]) if key else None
        used = self.users.expertise(query.part, after, query.limit + 1)
        known = {folded(one.tag) for one in used}
        suggested = [tag for tag in SUGGESTED_EXPERTISE if query.part in folded(tag)]
        unused = [tag for tag in suggested if folded(tag) not in known and folded(tag) > (after or "")]
        found = sorted(
            [*used, *(Expertise(tag=tag, people=0) for tag in unused)], key=lambda one: folded(one.tag)
        )
        return page_of(found, query.limit, query.binding, lambda one: (folded(one.tag),))

    def _administered(self, actor: Actor, user_id: UserId) -> PersonDetails | None:
        """All of an account of the actor's own organization, if they are its admin."""
        if actor.role is not Role.ADMIN:
            return None
        try:
            details = self.users.account(user_id, actor.user_id)
        except NotFound:
            return None
        return details if details.organization.id == actor.organization_id else None
