"""Whatever admins and invited people do, and in whichever order, the rules of invitations hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from p2p_core.app import Rules
from p2p_core.identity.attempts.model import Budgets
from p2p_core.identity.invitations.model import InvitationLimits, InvitationStatus
from p2p_core.identity.invitations.shapes import InvitationQuery, InvitationToken, NewInvitation
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.budgets import Budget
from p2p_core.shared.errors import CoreError
from p2p_core.shared.ids import InvitationId
from tests.world import World, an_acceptance, token_in

ADDRESSES = ["ali@x.example", "noor@x.example"]
LIFETIME = timedelta(days=7)
PENDING, ACCEPTED = InvitationStatus.PENDING, InvitationStatus.ACCEPTED
CANCELLED, EXPIRED = InvitationStatus.CANCELLED, InvitationStatus.EXPIRED


@dataclass
class Known:
    """What the model knows of one invitation."""

    admin: int
    address: str
    token: str
    until: datetime
    status: InvitationStatus = PENDING


class Invitations(RuleBasedStateMachine):
    """Two organizations that invite the same two people, against a model of every link."""

    made = Bundle("made")
    links = Bundle("links")

    def __init__(self) -> None:
        super().__init__()
        often = Budgets(mails=Budget(100_000, timedelta(hours=1)))
        limits = InvitationLimits(an_hour=1000, a_day=100_000)
        self.world = World(rules=Rules(invitations=limits, budgets=often))
        self.admins: list[Actor] = [self.world.member("a@a.example"), self.world.member("b@b.example")]
        self.known: dict[InvitationId, Known] = {}
        self.of: dict[str, InvitationId] = {}
        self.accounts: dict[str, int] = {}

    def status(self, known: Known) -> InvitationStatus:
        late = known.status is PENDING and self.world.clock.now() >= known.until
        return EXPIRED if late else known.status

    def pending(self, admin: int, address: str, but: InvitationId | None = None) -> bool:
        return any(
            self.status(known) is PENDING and (known.admin, known.address) == (admin, address)
            for invitation_id, known in self.known.items()
            if invitation_id != but
        )

    def refusal(self, admin: int, address: str, but: InvitationId | None = None) -> str | None:
        if self.accounts.get(address) == admin:
            return "already_member"
        return "already_invited" if self.pending(admin, address, but) else None

    def code(self, work: object, *arguments: object) -> str | None:
        try:
            work(*arguments)  # type: ignore[operator]  # an operation
        except CoreError as refused:
            return refused.code
        return None

    def mailed(self) -> str:
        return token_in(self.world.mails()[-1])

    @rule(target=made, admin=st.sampled_from([0, 1]), address=st.sampled_from(ADDRESSES))
    def send(self, admin: int, address: str) -> InvitationId:
        service, new = self.world.app.identity.invitations, NewInvitation(email=address)
        expected = self.refusal(admin, address)
        if expected:
            assert self.code(service.send, self.admins[admin], new) == expected
            return InvitationId("none")
        invitation_id = service.send(self.admins[admin], new).id
        token = self.mailed()
        self.known[invitation_id] = Known(admin, address, token, self.world.clock.now() + LIFETIME)
        self.of[token] = invitation_id
        return invitation_id

    @rule(target=links, invitation_id=made)
    def open_mail(self, invitation_id: InvitationId) -> str:
        return self.known[invitation_id].token if invitation_id in self.known else "none"

    @rule(invitation_id=made)
    def resend(self, invitation_id: InvitationId) -> None:
        if invitation_id not in self.known:
            return
        known = self.known[invitation_id]
        expected = self.refusal(known.admin, known.address, invitation_id)
        if known.status in {ACCEPTED, CANCELLED}:
            expected = "invitation_closed"
        service = self.world.app.identity.invitations
        assert self.code(service.resend, self.admins[known.admin], invitation_id) == expected
        if expected is None:
            known.token, known.status = self.mailed(), PENDING
            known.until = self.world.clock.now() + LIFETIME
            self.of[known.token] = invitation_id

    @rule(invitation_id=made)
    def cancel(self, invitation_id: InvitationId) -> None:
        if invitation_id not in self.known:
            return
        known = self.known[invitation_id]
        expected = "invitation_closed" if known.status is ACCEPTED else None
        service = self.world.app.identity.invitations
        assert self.code(service.cancel, self.admins[known.admin], invitation_id) == expected
        assert self.code(service.cancel, self.admins[1 - known.admin], invitation_id) == "not_found"
        if expected is None:
            known.status = CANCELLED

    @rule(token=links)
    def accept(self, token: str) -> None:
        joining = self.world.app.identity.joining
        expected = self.verdict(token)
        assert self.code(joining.validate, Visit(), InvitationToken(token=token)) == expected
        known = self.known[self.of[token]] if token in self.of else None
        if expected is None and known and known.address in self.accounts:
            expected = "already_member" if self.accounts[known.address] == known.admin else "email_taken"
        assert self.code(joining.accept, Visit(), an_acceptance(token)) == expected
        if expected is None and known:
            known.status = ACCEPTED
            self.accounts[known.address] = known.admin

    def verdict(self, token: str) -> str | None:
        if token not in self.of:
            return "token_invalid"
        known = self.known[self.of[token]]
        if known.status in {ACCEPTED, CANCELLED} or known.token != token:
            return "token_used"
        return "token_expired" if self.status(known) is EXPIRED else None

    @rule(days=st.sampled_from([1, 6, 7]))
    def wait(self, days: int) -> None:
        self.world.clock.move(timedelta(days=days))

    @invariant()
    def every_list_says_how_each_stands(self) -> None:
        for number, admin in enumerate(self.admins):
            page = self.world.app.identity.invitations.list(admin, InvitationQuery(limit=100))
            own = {key: known for key, known in self.known.items() if known.admin == number}
            shown = {found.id: found.status for found in page.items}
            assert len(own) > 100 or shown == {key: self.status(known) for key, known in own.items()}

    @invariant()
    def one_address_has_one_account_and_one_pending_invitation(self) -> None:
        for address, number in self.accounts.items():
            user = self.world.memory.store.users.find_by_address(address)
            assert user is not None
            assert user.organization_id == self.admins[number].organization_id


TestInvitations = Invitations.TestCase
TestInvitations.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
