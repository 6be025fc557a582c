"""What happens between a look and a write: the later step always looks again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from adapters.memory.security import ScryptPasswords
from p2p_core.identity.registrations.model import VERIFY_EMAIL, KnownAddressSignedUp
from p2p_core.identity.registrations.shapes import ResendVerification, VerifyEmail
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.identity.users.ports import Passwords, Verdict
from p2p_core.organizations.model import Organization, slug_of
from p2p_core.own_data.model import Contributions
from p2p_core.own_data.shapes import EraseMe
from p2p_core.shared.actor import Visit
from p2p_core.shared.errors import Forbidden, Gone, TooMany, Unauthenticated
from p2p_core.shared.ids import EventId, OrganizationId, UserId
from tests.world import PASSPHRASE, World, an_acceptance


@dataclass
class Meanwhile:
    """Passwords during whose slow check something else happens."""

    passwords: Passwords
    happens: Callable[[], object]

    def hash(self, password: str) -> str:
        self.happens()
        return self.passwords.hash(password)

    def verify(self, password: str, stored: str) -> Verdict:
        verdict = self.passwords.verify(password, stored)
        self.happens()
        return verdict

    def verify_nothing(self) -> None:
        self.passwords.verify_nothing()


def test_a_password_that_changed_during_its_check_opens_nothing(world: World) -> None:
    actor = world.member()

    def change() -> None:
        with world.memory.store.begin() as tx:
            tx.users.rehash(actor.user_id, ScryptPasswords(2).hash("eleven blue valves"))

    logins = world.app.identity.logins
    racing = replace(logins, passwords=Meanwhile(logins.passwords, change))
    with pytest.raises(Unauthenticated):
        racing.log_in(Visit(), LogIn(email="sara@plastics.example", password=PASSPHRASE))


def test_an_account_that_is_erased_during_its_password_check_opens_nothing(world: World) -> None:
    actor = world.member()
    erasure = world.memory.store.erasure
    logins = world.app.identity.logins
    racing = replace(
        logins, passwords=Meanwhile(logins.passwords, lambda: erasure.erase({actor.organization_id}))
    )
    with pytest.raises(Unauthenticated) as refused:
        racing.log_in(Visit(), LogIn(email="sara@plastics.example", password=PASSPHRASE))
    assert refused.value.code == "invalid_credentials"


def test_an_account_opened_during_a_verification_is_not_taken_over(world: World) -> None:
    """The unique address decides, even where ending the other registrations came too early."""
    token = world.sign_up()
    world.member("omar@metals.example")
    with world.memory.store.begin() as tx:
        omar = tx.users.find_by_address("omar@metals.example")
        assert omar is not None
        omar.address = "sara@plastics.example"
        tx.users.save(omar)
    with pytest.raises(Gone) as refused:
        world.app.identity.registrations.verify(Visit(), VerifyEmail(token=token))
    assert refused.value.code == "token_used"


def test_an_old_hash_is_renewed_at_sign_in_without_counting_as_an_edit(world: World) -> None:
    actor = world.member()
    logins = replace(world.app.identity.logins, passwords=ScryptPasswords(4))
    version = world.app.identity.sessions.users.details(actor.user_id).version
    logins.log_in(Visit(), LogIn(email="sara@plastics.example", password=PASSPHRASE))
    with world.memory.store.begin() as tx:
        user = tx.users.get(actor.user_id)
    assert user.password_hash.startswith("4$")
    assert user.version == version
    assert world.signed_in().user_id == actor.user_id


def test_an_organization_finds_a_slug_even_when_its_second_choice_is_taken(world: World) -> None:
    token = world.sign_up()
    ids = world.app.identity.registrations.ids
    registrations = replace(world.app.identity.registrations, ids=(foreseen := Foreseen(ids.new)))
    plain = slug_of("مصنع الخليج")
    with world.memory.store.begin() as tx:
        for slug in (plain, f"{plain}-{foreseen.next[-6:]}"):
            tx.organizations.add(
                Organization(
                    id=OrganizationId(ids.new()), name="Other", slug=slug, created_at=world.clock.now()
                )
            )
    verified = registrations.verify(Visit(), VerifyEmail(token=token))
    assert verified.organization.slug == f"{plain}-{verified.organization.id}"


class Foreseen:
    """Ids of which the next one is known beforehand."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make
        self.next = make()

    def new(self) -> str:
        made, self.next = self.next, self._make()
        return made


def test_a_reaction_that_is_recorded_is_not_repeated_when_the_event_comes_back(world: World) -> None:
    world.sign_up()
    before = len(world.mails())
    now = world.clock.now()
    world.app.identity.registrations.resend(Visit(), ResendVerification(email="sara@plastics.example"))
    (event_id,) = world.memory.store.outbox.claim(10, now, now + timedelta(seconds=30))
    with world.memory.store.begin() as tx:
        tx.first_time(event_id, "mail_verification")
    world.app.reactor.handle(event_id)
    assert len(world.mails()) == before


def test_the_owner_of_an_account_that_is_gone_gets_no_mail(world: World) -> None:
    event = KnownAddressSignedUp(user_id=UserId("nobody"))
    world.app.notifications.mail_known_address(EventId("event"), event)
    assert world.mails() == []


def test_a_spent_budget_says_when_to_come_back() -> None:
    refused = TooMany(timedelta(minutes=5))
    assert (refused.code, refused.retry_after) == ("rate_limited", timedelta(minutes=5))


def test_a_token_with_a_serial_that_is_no_number_was_never_ours(world: World) -> None:
    token = world.app.notifications.tokens.issue(VERIFY_EMAIL, "x:-1")
    with pytest.raises(Exception, match="token_invalid"):
        world.app.identity.registrations.verify(Visit(), VerifyEmail(token=token))


def test_nobody_joins_an_organization_whose_last_person_leaves_meanwhile(world: World) -> None:
    admin = world.member()
    token = world.invited(admin)
    wish = EraseMe(contributions=Contributions.DELETE)
    joining = world.app.identity.joining
    leaving = Meanwhile(joining.passwords, lambda: world.app.own_data.erasures.request(admin, wish))
    with pytest.raises(Forbidden) as refused:
        replace(joining, passwords=leaving).accept(Visit(), an_acceptance(token))
    assert refused.value.code == "account_inactive"
    assert world.memory.store.users.find_by_address("omar@plastics.example") is None


def test_nobody_joins_an_organization_that_is_taken_away_meanwhile(world: World) -> None:
    admin = world.member()
    token = world.invited(admin)
    erasure = world.memory.store.erasure
    joining = world.app.identity.joining
    erasing = Meanwhile(joining.passwords, lambda: erasure.erase({admin.organization_id}))
    with pytest.raises(Gone):
        replace(joining, passwords=erasing).accept(Visit(), an_acceptance(token))
