"""Whatever the people of an organization do to each other and themselves, it is never without an admin."""

from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from p2p_core.identity.members.shapes import MemberChanges
from p2p_core.identity.users.model import UserStatus
from p2p_core.own_data.model import Contributions
from p2p_core.own_data.shapes import EraseMe
from p2p_core.shared.actor import Actor, Role
from p2p_core.shared.errors import CoreError
from tests.world import World

WHO = st.integers(0, 4)
REFUSALS = {"forbidden", "not_found", "unauthenticated"}


class Organization(RuleBasedStateMachine):
    """Five people, two of them admins to begin with, against a model of their roles."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        first = self.world.member("p0@a.example")
        self.people: list[Actor] = [first]
        for number in range(1, 5):
            role = Role.ADMIN if number == 1 else Role.MEMBER
            self.people.append(self.world.joined(first, f"p{number}@a.example", role))
        self.admins, self.active, self.there = {0, 1}, set(range(5)), set(range(5))

    def attempt(self, act: Callable[[], object]) -> str:
        """How it ends, in a word."""
        try:
            act()
        except CoreError as refusal:
            return refusal.code
        return "done"

    def expect(self, who: int, whom: int, act: Callable[[], object], *, leaves_admin: bool) -> bool:
        """Try as somebody; whether it was done, which the model knows beforehand."""
        told = self.attempt(act)
        if who not in self.there & self.active or who not in self.admins:
            assert told in REFUSALS
            return False
        if whom not in self.there:
            assert told == "not_found"
            return False
        assert told == ("done" if leaves_admin else "last_admin")
        return told == "done"

    def actor(self, who: int) -> Actor:
        """The person with the rights of this moment, as a request would have them."""
        with self.world.memory.store.outbox.work() as tables:
            user = tables.users.get(self.people[who].user_id)
        role = user.role if user else Role.MEMBER
        known = self.people[who]
        return Actor(
            user_id=known.user_id,
            organization_id=known.organization_id,
            role=role,
            session_id=known.session_id,
            proven_at=known.proven_at,
        )

    def others(self, whom: int) -> bool:
        """Whether an active admin is left without that one."""
        return bool((self.admins & self.active & self.there) - {whom})

    @rule(who=WHO, whom=WHO, role=st.sampled_from(Role))
    def give_role(self, who: int, whom: int, role: Role) -> None:
        changes = MemberChanges(role=role)
        leaves = role is Role.ADMIN or whom not in self.admins & self.active or self.others(whom)

        def act() -> None:
            self.world.app.identity.members.change(self.actor(who), self.people[whom].user_id, changes)

        if self.expect(who, whom, act, leaves_admin=leaves):
            (self.admins.add if role is Role.ADMIN else self.admins.discard)(whom)

    @rule(who=WHO, whom=WHO, status=st.sampled_from(UserStatus))
    def give_status(self, who: int, whom: int, status: UserStatus) -> None:
        changes = MemberChanges(status=status)
        leaves = status is UserStatus.ACTIVE or whom not in self.admins & self.active or self.others(whom)

        def act() -> None:
            self.world.app.identity.members.change(self.actor(who), self.people[whom].user_id, changes)

        if self.expect(who, whom, act, leaves_admin=leaves):
            (self.active.add if status is UserStatus.ACTIVE else self.active.discard)(whom)

    @rule(who=WHO, whom=WHO)
    def remove(self, who: int, whom: int) -> None:
        leaves = whom not in self.admins & self.active or self.others(whom)

        def act() -> None:
            self.world.app.identity.members.remove(self.actor(who), self.people[whom].user_id)

        if self.expect(who, whom, act, leaves_admin=leaves):
            self.there.discard(whom)

    @rule(who=WHO, contributions=st.sampled_from(Contributions))
    def leave(self, who: int, contributions: Contributions) -> None:
        wish = EraseMe(contributions=contributions)
        was_signed_in = self.is_signed_in(who)
        told = self.attempt(lambda: self.world.app.own_data.erasures.request(self.actor(who), wish))
        if not was_signed_in:
            assert told in REFUSALS
        elif who not in self.admins or self.others(who) or self.there == {who}:
            assert told == "done"
            self.world.memory.settle()
            self.there.discard(who)
        else:
            assert told == "last_admin"

    def is_signed_in(self, who: int) -> bool:
        sessions = self.world.memory.store.sessions.of_person(self.people[who].user_id)
        return any(session.id == self.people[who].session_id for session in sessions)

    @invariant()
    def somebody_looks_after_it(self) -> None:
        if self.there:
            assert self.admins & self.active & self.there
        with self.world.memory.store.outbox.work() as tables:
            assert len(tables.users.keys(lambda user: not user.is_deleted)) == len(self.there)


Organization.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestLastAdmin = Organization.TestCase
